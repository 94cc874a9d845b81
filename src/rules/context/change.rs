//! A store before and after a change.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::StoredAct;
use crate::path::Subject;
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

/// A store before and after a change.
#[derive(Debug)]
pub struct ProposedChange {
    /// The store without the change.
    pub before: ChangeSide,
    /// The store with the change.
    pub after: ChangeSide,
    /// Whether the change is committed and proposed to a branch; otherwise it is only staged.
    pub is_proposed: bool,
}

/// One side of a change.
#[derive(Debug, Default)]
pub struct ChangeSide {
    /// The files, by path.
    pub tree: Tree,
    /// The same files, parsed.
    pub snapshot: Snapshot,
}

/// A file that differs between the two sides.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Touched<'a> {
    Added(&'a Arc<SourceFile>),
    /// The file after the change.
    Edited(&'a Arc<SourceFile>),
    /// The file before the change.
    Deleted(&'a Arc<SourceFile>),
}

impl ProposedChange {
    /// The files that differ, by path.
    pub(crate) fn touched(&self) -> Vec<Touched<'_>> {
        let (before, after) = (&self.before.tree, &self.after.tree);
        let new = after
            .files()
            .filter_map(|file| match before.get(file.path()) {
                None => Some(Touched::Added(file)),
                Some(old) if old.bytes() != file.bytes() => Some(Touched::Edited(file)),
                Some(_) => None,
            });
        let gone = before
            .files()
            .filter(|file| after.get(file.path()).is_none())
            .map(Touched::Deleted);
        let mut touched: Vec<Touched<'_>> = new.chain(gone).collect();
        touched.sort_by_key(|touched| touched.file().path());
        touched
    }

    /// Whether the change adds a file at this path.
    pub(crate) fn adds(&self, path: &str) -> bool {
        self.before.tree.get(path).is_none()
    }

    /// Whether the change leaves no file of a register or a request.
    pub(crate) fn removes(&self, subject: Subject<'_>) -> bool {
        let folder = subject.prefix();
        self.after.tree.under(&folder).next().is_none()
    }

    /// The acts and votes that the change adds at the paths of their content, each with its file.
    pub fn new_acts(&self) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
        let new = acts(&self.after.snapshot).filter(|(file, _)| self.adds(file.path()));
        new.filter(|(file, stored)| stored.path() == file.path())
    }
}

impl<'a> Touched<'a> {
    pub(crate) fn file(self) -> &'a Arc<SourceFile> {
        match self {
            Touched::Added(file) | Touched::Edited(file) | Touched::Deleted(file) => file,
        }
    }
}

fn acts(snapshot: &Snapshot) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
    snapshot
        .acts()
        .filter_map(|document| document.get().map(|stored| (&document.file, stored)))
}

/// The paths of added files by their contents, to find where a file was moved.
pub(crate) fn by_contents<'a>(touched: &[Touched<'a>]) -> BTreeMap<Digest, &'a str> {
    let added = touched.iter().filter_map(|touched| match touched {
        Touched::Added(file) => Some((file.digest(), file.path())),
        Touched::Edited(_) | Touched::Deleted(_) => None,
    });
    added.collect()
}
