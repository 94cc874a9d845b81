//! Replaces single files of a store that people write, as an editor has them.

use std::sync::Arc;

use super::{Document, RegisterFiles, Snapshot};
use crate::id::Id;
use crate::path::StorePath;
use crate::source::SourceFile;

impl Snapshot {
    /// The file at a path that people write.
    pub fn written(&self, path: &str) -> Option<&Arc<SourceFile>> {
        match StorePath::of(path)? {
            StorePath::Policy => Some(&self.policy.as_ref()?.file),
            StorePath::Roster => Some(&self.roster.as_ref()?.file),
            StorePath::Text(id) => Some(&self.registers.get(&id)?.text.as_ref()?.file),
            StorePath::Contacts(id) => Some(&self.registers.get(&id)?.contacts.as_ref()?.file),
            StorePath::Signers
            | StorePath::Version(..)
            | StorePath::Consent(..)
            | StorePath::KeyStatement(_)
            | StorePath::Revision(..)
            | StorePath::Act(..)
            | StorePath::RequestAct(..)
            | StorePath::Signature(_) => None,
        }
    }

    /// Replaces the file at a path that people write, or removes it. Which versions of policy and roster are in force
    /// does not change. A file that `wr` writes stays as it is.
    pub fn replace(&mut self, path: &str, file: Option<&Arc<SourceFile>>) {
        match StorePath::of(path) {
            Some(StorePath::Policy) => self.policy = file.map(Document::read),
            Some(StorePath::Roster) => self.roster = file.map(Document::read),
            Some(StorePath::Text(id)) => self.files_of(id).text = file.map(Document::read),
            Some(StorePath::Contacts(id)) => self.files_of(id).contacts = file.map(Document::read),
            Some(
                StorePath::Signers
                | StorePath::Version(..)
                | StorePath::Consent(..)
                | StorePath::KeyStatement(_)
                | StorePath::Revision(..)
                | StorePath::Act(..)
                | StorePath::RequestAct(..)
                | StorePath::Signature(_),
            )
            | None => {}
        }
    }

    fn files_of(&mut self, id: Id) -> &mut RegisterFiles {
        let files = self.registers.entry(id);
        files.or_insert_with_key(|id| RegisterFiles::empty(id.clone()))
    }
}
