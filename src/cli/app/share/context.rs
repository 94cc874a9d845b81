//! What sharing knows while it rebases an act.

use anyhow::Result;

use crate::act::Act;
use crate::cli::app::brought;
use crate::cli::app::context::Context;
use crate::snapshot::{RegisterContext, Snapshot};
use crate::source::{SourceFile, Tree};
use crate::store::{Commit, Version};

/// The place at which sync applies an act.
pub(super) struct SyncContext<'a> {
    /// The command's environment and store.
    pub command: &'a Context,
    /// The commit that it follows.
    pub tip: Commit,
    /// The newest commit of the upstream branch.
    pub there: Commit,
    /// Files of earlier acts in the same commit.
    pub with: &'a [(String, Vec<u8>)],
    /// People's texts after the merge; none on a conflict.
    pub draft: Option<Version>,
}

impl SyncContext<'_> {
    /// The files that an act is judged by.
    pub(super) fn files(&self, act: &Act) -> Result<Tree> {
        self.files_with(act, &[])
    }

    /// The same files and `more`.
    pub(super) fn files_with(&self, act: &Act, more: &[(String, Vec<u8>)]) -> Result<Tree> {
        let mut tree = brought::files(self.command, self.tip, act.subject(), &act.register)?;
        for (path, bytes) in self.with.iter().chain(more) {
            tree.insert(SourceFile::new(path, bytes.as_slice()));
        }
        Ok(tree)
    }
}

/// An act on a register that is recorded again.
pub(super) struct ReissueContext<'a> {
    pub(super) sync: &'a SyncContext<'a>,
    pub(super) snapshot: &'a Snapshot,
    /// The register on the upstream branch.
    pub(super) register: RegisterContext<'a>,
}
