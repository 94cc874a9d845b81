//! What lies in a folder directly below `registers/`, which is read apart from all others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::Place;
use super::seals::{Checked, Seals};
use super::{Document, Dossier, RequestDossier};
use crate::governance::{Consented, Introduced};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::signature::Verifier;
use crate::source::SourceFile;

/// A folder directly below `registers/`, or a file there, once read.
#[derive(Default)]
pub struct Folder {
    pub(super) register: Option<Dossier>,
    pub(super) requests: BTreeMap<Id, RequestDossier>,
    pub(super) others: Vec<Other>,
}

/// A file that is not a register's.
pub(super) enum Other {
    Policy(Document<Policy>),
    Roster(Document<Roster>),
    OldPolicy(Document<Policy>),
    OldRoster(Document<Roster>),
    Consent(Document<Consented>),
    KeyStatement(Document<Introduced>),
    Signers(Arc<SourceFile>),
    Stray(Arc<SourceFile>),
}

impl Folder {
    /// Reads the files of one, in the order of their paths; `checked` has what `ssh-keygen` said of signatures.
    pub fn read(files: &[&Arc<SourceFile>], checked: &Checked, verifier: &Verifier) -> Folder {
        let seals = Seals::of(files, checked, verifier);
        let mut folder = Folder::default();
        files.iter().for_each(|file| folder.put(file, &seals));
        folder
    }

    fn put(&mut self, file: &Arc<SourceFile>, seals: &Seals<'_>) {
        let other = match Place::of(file.path()) {
            Some(Place::Policy) => Other::Policy(Document::read(file)),
            Some(Place::Roster) => Other::Roster(Document::read(file)),
            Some(Place::OldPolicy) => Other::OldPolicy(Document::read(file)),
            Some(Place::OldRoster) => Other::OldRoster(Document::read(file)),
            Some(Place::Text(id)) => return self.dossier(id).text = Some(Document::read(file)),
            Some(Place::Contacts(id)) => {
                return self.dossier(id).contacts = Some(Document::read(file));
            }
            Some(Place::Revision(id, number)) => {
                return self.dossier(id).put_revision(number, file);
            }
            Some(Place::Act(id)) => return self.dossier(id).acts.push(seals.act(file)),
            Some(Place::Vote(id, ballot)) => {
                return self
                    .dossier(id)
                    .votes
                    .entry(ballot)
                    .or_default()
                    .push(seals.act(file));
            }
            Some(Place::RequestAct(id)) => return self.request(id).acts.push(seals.act(file)),
            Some(Place::Consent) => Other::Consent(seals.consent(file)),
            Some(Place::KeyStatement) => Other::KeyStatement(seals.introduction(file)),
            Some(Place::Signers) => Other::Signers(file.clone()),
            // It was read with its act.
            Some(Place::Signature(_)) if seals.has_act(file) => return,
            Some(Place::Signature(_)) | None => Other::Stray(file.clone()),
        };
        self.others.push(other);
    }

    /// A folder is named by its register, so all files in it are of one.
    fn dossier(&mut self, id: Id) -> &mut Dossier {
        self.register.get_or_insert_with(|| Dossier::empty(id))
    }

    /// Requests lie in one folder, all of them.
    fn request(&mut self, id: Id) -> &mut RequestDossier {
        self.requests
            .entry(id)
            .or_insert_with_key(|id| RequestDossier::empty(id.clone()))
    }
}
