//! Reads a folder directly below `registers/`, independently of all others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::Document;
use super::register::RegisterFiles;
use super::request::RequestFiles;
use super::signatures::{Checked, FolderSignatures};
use crate::governance::{Consented, Introduced};
use crate::id::Id;
use crate::path::{StorePath, VersionKind};
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
    PolicyVersion(Document<Policy>),
    RosterVersion(Document<Roster>),
    Consent(Document<Consented>),
    KeyStatement(Document<Introduced>),
    Signers(Arc<SourceFile>),
    Stray(Arc<SourceFile>),
}

impl Folder {
    /// Reads the files of a folder in the order of their paths; `checked` has the verdicts of `ssh-keygen` on
    /// signatures.
    pub fn read(files: &[&Arc<SourceFile>], checked: &Checked, verifier: &Verifier) -> Folder {
        let signatures = FolderSignatures::of(files, checked, verifier);
        let mut folder = Folder::default();
        files.iter().for_each(|file| folder.put(file, &signatures));
        folder
    }

    fn put(&mut self, file: &Arc<SourceFile>, signatures: &FolderSignatures<'_>) {
        let other = match StorePath::of(file.path()) {
            Some(StorePath::Policy) => Other::Policy(Document::read(file)),
            Some(StorePath::Roster) => Other::Roster(Document::read(file)),
            Some(StorePath::Version(VersionKind::Policy, _)) => {
                Other::PolicyVersion(Document::read(file))
            }
            Some(StorePath::Version(VersionKind::Roster, _)) => {
                Other::RosterVersion(Document::read(file))
            }
            Some(StorePath::Text(id)) => {
                return self.register_files(id).text = Some(Document::read(file));
            }
            Some(StorePath::Contacts(id)) => {
                return self.register_files(id).contacts = Some(Document::read(file));
            }
            Some(StorePath::Revision(id, number)) => {
                return self.register_files(id).put_revision(number, file);
            }
            Some(StorePath::Act(id, act)) => {
                let document = signatures.act(file);
                return self.register_files(id).put_act(act, document);
            }
            Some(StorePath::RequestAct(id, _)) => {
                return self.request(id).acts.push(signatures.act(file));
            }
            Some(StorePath::Consent(..)) => Other::Consent(signatures.consent(file)),
            Some(StorePath::KeyStatement(_)) => Other::KeyStatement(signatures.introduction(file)),
            Some(StorePath::Signers) => Other::Signers(file.clone()),
            // It is read with its act.
            Some(StorePath::Signature(signed)) if signatures.has_act(file) => {
                if let StorePath::Act(id, _) = *signed {
                    self.register_files(id).signatures.push(file.clone());
                }
                return;
            }
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
