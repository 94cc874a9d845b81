//! Replaces single files of a store that people write, as an editor has them.

use std::sync::Arc;

use super::{Document, RegisterFiles, Snapshot};
use crate::id::Id;
use crate::path::{StorePath, WrittenFile};
use crate::source::SourceFile;

impl Snapshot {
    /// The file at a path that people write.
    pub fn written(&self, path: &str) -> Option<&Arc<SourceFile>> {
        match StorePath::of(path)?.written()? {
            WrittenFile::Policy => Some(&self.policy.as_ref()?.file),
            WrittenFile::Roster => Some(&self.roster.as_ref()?.file),
            WrittenFile::Text(id) => Some(&self.registers.get(id)?.text.as_ref()?.file),
            WrittenFile::Contacts(id) => Some(&self.registers.get(id)?.contacts.as_ref()?.file),
        }
    }

    /// Replaces the file at a path that people write, or removes it. Which versions of policy and roster are in force
    /// does not change. A file that `wr` writes stays as it is.
    pub fn replace(&mut self, path: &str, file: Option<&Arc<SourceFile>>) {
        let path = StorePath::of(path);
        let Some(written) = path.as_ref().and_then(StorePath::written) else {
            return;
        };
        match written {
            WrittenFile::Policy => self.policy = file.map(Document::read),
            WrittenFile::Roster => self.roster = file.map(Document::read),
            WrittenFile::Text(id) => self.files_of(id).text = file.map(Document::read),
            WrittenFile::Contacts(id) => self.files_of(id).contacts = file.map(Document::read),
        }
    }

    fn files_of(&mut self, id: &Id) -> &mut RegisterFiles {
        let files = self.registers.entry(id.clone());
        files.or_insert_with_key(|id| RegisterFiles::empty(id.clone()))
    }
}
