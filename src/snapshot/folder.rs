//! Reads a folder directly below `registers/`, independently of all others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::StorePath;
use super::seals::{Checked, Seals};
use super::{Document, RegisterFiles, RequestFiles};
use crate::governance::{Consented, Introduced};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::signature::Verifier;
use crate::source::SourceFile;

/// The content of a folder or of a file directly below `registers/`.
#[derive(Default)]
pub struct Folder {
    pub(super) register: Option<RegisterFiles>,
    pub(super) requests: BTreeMap<Id, RequestFiles>,
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
    /// Reads the files of a folder in the order of their paths; `checked` has the verdicts of `ssh-keygen` on
    /// signatures.
    pub fn read(files: &[&Arc<SourceFile>], checked: &Checked, verifier: &Verifier) -> Folder {
        let seals = Seals::of(files, checked, verifier);
        let mut folder = Folder::default();
        files.iter().for_each(|file| folder.put(file, &seals));
        folder
    }

    fn put(&mut self, file: &Arc<SourceFile>, seals: &Seals<'_>) {
        let other = match StorePath::of(file.path()) {
            Some(StorePath::Policy) => Other::Policy(Document::read(file)),
            Some(StorePath::Roster) => Other::Roster(Document::read(file)),
            Some(StorePath::OldPolicy) => Other::OldPolicy(Document::read(file)),
            Some(StorePath::OldRoster) => Other::OldRoster(Document::read(file)),
            Some(StorePath::Text(id)) => {
                return self.register_files(id).text = Some(Document::read(file));
            }
            Some(StorePath::Contacts(id)) => {
                return self.register_files(id).contacts = Some(Document::read(file));
            }
            Some(StorePath::Revision(id, number)) => {
                return self.register_files(id).put_revision(number, file);
            }
            Some(StorePath::Act(id)) => return self.register_files(id).acts.push(seals.act(file)),
            Some(StorePath::Vote(id, ballot)) => {
                return self
                    .register_files(id)
                    .votes
                    .entry(ballot)
                    .or_default()
                    .push(seals.act(file));
            }
            Some(StorePath::RequestAct(id)) => return self.request(id).acts.push(seals.act(file)),
            Some(StorePath::Consent) => Other::Consent(seals.consent(file)),
            Some(StorePath::KeyStatement) => Other::KeyStatement(seals.introduction(file)),
            Some(StorePath::Signers) => Other::Signers(file.clone()),
            // It is read with its act.
            Some(StorePath::Signature(_)) if seals.has_act(file) => return,
            Some(StorePath::Signature(_)) | None => Other::Stray(file.clone()),
        };
        self.others.push(other);
    }

    /// A folder has the name of its register, so all files in it belong to that register.
    fn register_files(&mut self, id: Id) -> &mut RegisterFiles {
        self.register
            .get_or_insert_with(|| RegisterFiles::empty(id))
    }

    /// All requests are in one folder.
    fn request(&mut self, id: Id) -> &mut RequestFiles {
        self.requests
            .entry(id)
            .or_insert_with_key(|id| RequestFiles::empty(id.clone()))
    }
}
