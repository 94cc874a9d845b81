//! A store, with the files that the editor has open in place of those on disk.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use crate::autofix::apply_fixes;
use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings};
use crate::id::Id;
use crate::path::{REGISTERS, StorePath};
use crate::rules;
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::source::{OnDisk, SourceFile, Tree};

/// A store that has open files.
pub(super) struct Workspace {
    context: Context,
    pub(super) snapshot: Snapshot,
    /// The findings in the open files; `None` after a change.
    found: Option<Findings>,
    /// Whether files on disk may have changed since they were read.
    pub(super) is_stale: bool,
}

impl Workspace {
    /// The repository around a folder.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn find(env: &Environment, folder: &Path) -> Result<Context> {
        Context::open(&Environment {
            dir: folder.to_path_buf(),
            ..env.clone()
        })
    }

    /// Reads the store of a repository.
    ///
    /// # Errors
    /// It has none, or the store cannot be read.
    pub(super) fn open(context: Context) -> Result<Workspace> {
        let read = context.files(WorkingTree::All)?;
        let snapshot = context.loaded(&read.tree, &read.non_regular)?;
        Ok(Workspace {
            context,
            snapshot,
            found: None,
            is_stale: false,
        })
    }

    /// Whether the branch is where it was when the store was read, and no file was changed by another program.
    pub(super) fn is_current(&self) -> bool {
        let head = self.context.store.head();
        !self.is_stale && head.is_ok_and(|head| head.commit == self.context.head)
    }

    /// Takes the text that the editor has for a file, and returns the file as it is checked.
    pub(super) fn show(&mut self, path: &str, text: &str) -> Arc<SourceFile> {
        // Git or the editor may have converted line ends, which is not an edit.
        let has_lf = |file: &Arc<SourceFile>| !file.bytes().windows(2).any(|two| two == b"\r\n");
        let file = match self.snapshot.written(path).is_some_and(has_lf) {
            true => SourceFile::new(path, text.replace("\r\n", "\n")),
            false => SourceFile::new(path, text),
        };
        self.found = None;
        self.snapshot.replace(path, Some(&file));
        file
    }

    /// Takes a file from disk again, which the editor has closed.
    pub(super) fn close(&mut self, path: &str) {
        self.found = None;
        let read = self.context.store.working_since(self.context.head, &[path]);
        let tree = read.map(|read| read.tree).unwrap_or_default();
        self.snapshot.replace(path, tree.get(path));
    }

    /// The findings in these open files and in what they depend on.
    pub(super) fn findings(&mut self, open: &[Arc<SourceFile>], today: Day) -> &Findings {
        let found = self.found.take();
        let found = found.unwrap_or_else(|| self.check(open, today));
        self.found.insert(found)
    }

    fn check(&self, open: &[Arc<SourceFile>], today: Day) -> Findings {
        let mut findings = check_open(&self.snapshot, open, today).by_cause();
        findings.extend(open.iter().filter_map(|file| self.misplaced(file)));
        findings
    }

    /// The finding for a file that `wr` wrote and the editor has changed, or that has no place in a store.
    fn misplaced(&self, file: &Arc<SourceFile>) -> Option<Diagnostic> {
        let path = file.path();
        if StorePath::of(path).is_none() {
            let is_here = path.starts_with(REGISTERS);
            return rules::check_misnamed(file).filter(|_| is_here);
        }
        if !rules::is_of_record(path) {
            return None;
        }
        let read = self.context.store.read(self.context.head?, &[path]).ok()?;
        let recorded = read.tree.get(path)?;
        let is_same = recorded.bytes() == file.bytes();
        let found = rules::check_on_disk(recorded, OnDisk::Edited);
        found.filter(|_| !is_same)
    }

    /// An open file with everything fixed that `wr check --fix` fixes in it.
    pub(super) fn fixed(
        &mut self,
        open: &[Arc<SourceFile>],
        file: &Arc<SourceFile>,
        today: Day,
    ) -> Option<Arc<SourceFile>> {
        let path = file.path();
        let mut tree: Tree = [file.clone()].into_iter().collect();
        let snapshot = RefCell::new(&mut self.snapshot);
        let check = |tree: &Tree| {
            let mut snapshot = snapshot.borrow_mut();
            snapshot.replace(path, tree.get(path));
            Ok::<Findings, std::convert::Infallible>(check_open(&snapshot, open, today))
        };
        let Ok(_) = apply_fixes(&mut tree, |fixed| fixed == path, check);
        self.snapshot.replace(path, Some(file));
        tree.get(path).cloned()
    }
}

fn check_open(snapshot: &Snapshot, open: &[Arc<SourceFile>], today: Day) -> Findings {
    let places = open.iter().filter_map(|file| StorePath::of(file.path()));
    let ids: BTreeSet<Id> = places.filter_map(|it| it.register().cloned()).collect();
    let registers = ids.iter().filter_map(|id| snapshot.registers.get(id));
    let registers: Vec<&RegisterFiles> = registers.collect();
    rules::check_open(snapshot, &registers, today)
}
