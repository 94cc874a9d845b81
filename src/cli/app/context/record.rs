//! Loads the record of a commit, without the working tree.

use anyhow::Result;

use super::opened::Context;
use crate::path::REGISTERS;
use crate::signature::Verifier;
use crate::snapshot::{Checked, Folder, Snapshot};
use crate::source::Tree;
use crate::store::Read;

/// The record of a commit: its files and the parsed snapshot.
pub(crate) struct Recorded {
    /// The files of the commit.
    pub tree: Tree,
    /// The files, parsed, with the verdicts of `ssh-keygen` on signatures that this process cannot check.
    pub snapshot: Snapshot,
}

impl Context {
    /// Loads the whole record; threads parse one folder while others are read.
    ///
    /// # Errors
    /// The commit has no store, or cannot be read.
    pub(crate) fn load_record(&self) -> Result<Recorded> {
        let unasked = Checked::new();
        let (read, folders) = self.store.read_with(
            self.some_head()?,
            REGISTERS,
            Verifier::default,
            |verifier, files| Folder::read(&files.iter().collect::<Vec<_>>(), &unasked, verifier),
        )?;
        let mut recorded =
            self.recorded(self.of_store(read)?, |tree| Snapshot::of(folders, tree))?;
        recorded.snapshot.logos = Some(self.committed_logos()?);
        Ok(recorded)
    }

    /// Loads the record at these paths.
    ///
    /// # Errors
    /// The commit has no store, or cannot be read.
    pub(crate) fn load_record_of(&self, under: &[&str]) -> Result<Recorded> {
        self.recorded(self.committed_with_odd(under, |_| false)?, Snapshot::load)
    }

    fn recorded(
        &self,
        Read { tree, non_regular }: Read,
        load: impl FnOnce(&Tree) -> Snapshot,
    ) -> Result<Recorded> {
        let mut snapshot = self.told(load(&tree), &tree)?;
        snapshot.non_regular = non_regular;
        Ok(Recorded { tree, snapshot })
    }
}
