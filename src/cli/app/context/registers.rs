//! Loads registers, one or all of them.

use std::collections::BTreeSet;
use std::fs::{DirEntry, FileType};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::opened::Context;
use crate::id::Id;
use crate::path::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNERS, StorePath, Subject, register_id};
use crate::rules::is_of_record;
use crate::schema::{SCHEMAS, SchemaKind};
use crate::snapshot::Snapshot;
use crate::source::{OnDisk, SourceFile, Tree};
use crate::store::Read;
use crate::suggest::nearest_word;

/// The most registers that a message lists.
const LONGEST_LIST: usize = 20;

/// The files that are read from the working tree instead of the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkingTree {
    /// Drafts and contacts, for commands that submit or show them.
    Drafts,
    /// Policy and roster as well, for `wr check`.
    All,
}

/// Whether a register must exist already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must exist.
    Known,
    /// It may be new.
    New,
}

impl Context {
    /// Loads all registers.
    pub(crate) fn whole(&self, edits: WorkingTree) -> Result<Snapshot> {
        let Read { tree, non_regular } = self.files(edits)?;
        self.loaded(&tree, &non_regular)
    }

    /// The files of all registers, with policy, roster, history and schemas.
    pub(crate) fn files(&self, edits: WorkingTree) -> Result<Read> {
        let Read {
            mut tree,
            non_regular,
        } = self.committed_with_odd(&[REGISTERS, SCHEMAS], self.on_disk_instead()?)?;
        let mut paths = Vec::new();
        for id in self.registers_on_disk(&tree) {
            paths.extend([
                StorePath::Text(id.clone()).to_string(),
                StorePath::Contacts(id).to_string(),
            ]);
        }
        if edits == WorkingTree::All {
            paths.extend([POLICY.to_string(), ROSTER.to_string()]);
            paths.extend(SchemaKind::ALL.map(SchemaKind::path));
        }
        self.overlay(&mut tree, &paths)?;
        Ok(Read { tree, non_regular })
    }

    /// Loads a snapshot of these files; `non_regular` are links, submodules and the like, by path.
    pub(crate) fn loaded(
        &self,
        tree: &Tree,
        non_regular: &[(String, &'static str)],
    ) -> Result<Snapshot> {
        let mut snapshot = self.snapshot(tree)?;
        snapshot.non_regular = non_regular.to_vec();
        snapshot.logos = Some(self.logos_on_disk()?);
        Ok(snapshot)
    }

    /// Loads a snapshot of one register's files.
    pub(crate) fn alone(&self, tree: &Tree) -> Result<Snapshot> {
        self.part(tree, || self.known_registers())
    }

    /// Loads a snapshot of some registers' files; `all` lists the folders of all registers, and is called only if one
    /// register refers to another.
    pub(crate) fn part(
        &self,
        tree: &Tree,
        all: impl FnOnce() -> Result<Vec<String>>,
    ) -> Result<Snapshot> {
        let mut snapshot = self.snapshot(tree)?;
        if snapshot.refers_elsewhere() {
            snapshot.elsewhere = all()?.iter().filter_map(|name| register_id(name)).collect();
        }
        Ok(snapshot)
    }

    /// Loads one register with policy and roster, so that the cost of an act does not grow with the store.
    pub(crate) fn one(&self, id: &Id) -> Result<Snapshot> {
        self.alone(&self.files_of(id)?)
    }

    /// Loads one register as it will be with these files: paths and bytes.
    pub(crate) fn one_with(&self, id: &Id, files: &[(String, Vec<u8>)]) -> Result<Snapshot> {
        let mut tree = self.files_of(id)?;
        for (path, bytes) in files {
            tree.insert(SourceFile::new(path, bytes.clone()));
        }
        self.alone(&tree)
    }

    fn files_of(&self, id: &Id) -> Result<Tree> {
        let folder = Subject::Register(id).prefix();
        let mut tree = self.committed(&[POLICY, ROSTER, HISTORY, SIGNERS, &folder])?;
        self.overlay(
            &mut tree,
            &[
                StorePath::Text(id.clone()).to_string(),
                StorePath::Contacts(id.clone()).to_string(),
            ],
        )?;
        Ok(tree)
    }

    /// The recorded files among those of the commit below a folder that the working tree changes or deletes.
    pub(crate) fn touched_records(
        &self,
        tree: &Tree,
        folder: &str,
    ) -> Result<Vec<(Arc<SourceFile>, OnDisk)>> {
        let below = tree.under(folder).map(|file| file.path());
        let recorded: Vec<&str> = below.filter(|path| is_of_record(path)).collect();
        let touched = self.store.touched_on_disk(&recorded)?.into_iter();
        let file = |(path, how): (String, OnDisk)| Some((Arc::clone(tree.get(&path)?), how));
        Ok(touched.filter_map(file).collect())
    }

    /// Loads one register.
    ///
    /// # Errors
    /// The register does not exist.
    pub(crate) fn register(&self, id: &Id) -> Result<Snapshot> {
        self.alone(&self.register_files(id)?)
    }

    /// The files of one register, with policy, roster and history.
    ///
    /// # Errors
    /// The register does not exist.
    pub(crate) fn register_files(&self, id: &Id) -> Result<Tree> {
        let tree = self.files_of(id)?;
        let is_there = tree.files().any(|file| {
            StorePath::of(file.path()).is_some_and(|place| place.register() == Some(id))
        });
        if !is_there {
            return Err(self.unknown_register(id)?);
        }
        Ok(tree)
    }

    /// The error for a register that does not exist: it names the nearest one.
    pub(crate) fn unknown_register(&self, id: &Id) -> Result<anyhow::Error> {
        const START: &str = "`wr new ID --partner NAME` starts one";
        let folder = Subject::Register(id).folder();
        if let [branch, ..] = self.store.branches_with(&folder)?.as_slice() {
            let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch);
            return Ok(anyhow!(
                "there is no register `{id}` on this branch; the branch {branch} has it: `git switch {branch}`"
            ));
        }
        let known = self.known_registers()?;
        let words: Vec<&str> = known.iter().map(String::as_str).collect();
        let hint = match (nearest_word(id.as_str(), &words), words.as_slice()) {
            (Some(near), _) => format!("; did you mean `{near}`?"),
            (None, []) => format!(", which has none yet ({START})"),
            (None, few) if few.len() <= LONGEST_LIST => {
                format!(", which has: {} ({START})", few.join(", "))
            }
            (None, many) => format!(", which has {}: `wr list` shows them", many.len()),
        };
        Ok(anyhow!("there is no register `{id}` in this store{hint}"))
    }

    /// Loads policy and roster with their history from the commit.
    pub(crate) fn governance(&self) -> Result<Snapshot> {
        Ok(super::files::checked(&self.governance_files()?))
    }

    /// The files of policy and roster with their history from the commit.
    pub(crate) fn governance_files(&self) -> Result<Tree> {
        self.committed(&[POLICY, ROSTER, HISTORY, SIGNERS])
    }

    /// Whether the commit has this file with these bytes.
    pub(crate) fn is_committed(&self, file: &SourceFile) -> Result<bool> {
        let Some(head) = self.head else {
            return Ok(false);
        };
        let read = self.store.read(head, &[file.path()])?;
        Ok(read
            .tree
            .get(file.path())
            .is_some_and(|committed| committed.bytes() == file.bytes()))
    }

    /// The ids of all registers of the commit.
    pub(crate) fn known_registers(&self) -> Result<Vec<String>> {
        let Some(head) = self.head else {
            return Ok(Vec::new());
        };
        let folders = self
            .store
            .list_folders(head, REGISTERS.trim_end_matches('/'))?;
        Ok(folders
            .into_iter()
            .filter(|name| register_id(name).is_some())
            .collect())
    }

    /// The files that need not be read from the commit, because those of the working tree replace them.
    fn on_disk_instead(&self) -> Result<impl Fn(&str) -> bool + use<>> {
        let has_tree = self.store.top().is_some();
        let left_out = self.store.left_out()?;
        Ok(move |path: &str| {
            has_tree
                && matches!(
                    StorePath::of(path),
                    Some(StorePath::Text(_) | StorePath::Contacts(_))
                )
                && !left_out.contains(path)
        })
    }

    /// The registers of the commit, and new folders in the working tree.
    fn registers_on_disk(&self, tree: &Tree) -> Vec<Id> {
        let below = tree
            .under(REGISTERS)
            .filter_map(|file| file.path().strip_prefix(REGISTERS));
        let committed = below.filter_map(|path| Some(path.split_once('/')?.0));
        let entries = self
            .store
            .top()
            .and_then(|top| std::fs::read_dir(top.join(REGISTERS)).ok());
        let names = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name());
        let on_disk: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        let all: BTreeSet<&str> = committed
            .chain(on_disk.iter().map(String::as_str))
            .collect();
        all.into_iter().filter_map(register_id).collect()
    }

    /// The files in the working tree, in `registers` and in the folders of registers without a text, that git may not
    /// know; empty in a bare repository.
    pub(crate) fn misnamed_on_disk(&self, folder: &str) -> Vec<Arc<SourceFile>> {
        let Some(top) = self.store.top() else {
            return Vec::new();
        };
        let has_text = |folder: &Path| top.join(folder).join("register.yaml").exists();
        let entries = |folder: &Path| -> Vec<(PathBuf, FileType)> {
            let entries = std::fs::read_dir(top.join(folder))
                .into_iter()
                .flatten()
                .flatten();
            let entry =
                |entry: DirEntry| Some((folder.join(entry.file_name()), entry.file_type().ok()?));
            let mut entries: Vec<_> = entries.filter_map(entry).collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            entries
        };
        let is_register = |folder: &Path| {
            let name = folder.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| register_id(name).is_some())
        };
        let mut found = Vec::new();
        for (path, kind) in entries(Path::new(folder)) {
            if !kind.is_dir() {
                found.push(path);
            } else if is_register(&path) && !has_text(&path) {
                let files = entries(&path)
                    .into_iter()
                    .filter(|(_, kind)| !kind.is_dir());
                found.extend(files.map(|(path, _)| path));
            }
        }
        let found = found.iter().filter_map(|path| path.to_str());
        found
            .map(|path| SourceFile::new(path.replace('\\', "/"), Vec::new()))
            .collect()
    }

    /// Loads one register to act on; a new one has no files.
    ///
    /// # Errors
    /// The register must be known and does not exist.
    pub(crate) fn register_to_act_on(&self, id: &Id, presence: Presence) -> Result<Snapshot> {
        let mut snapshot = match presence {
            Presence::Known => self.register(id)?,
            Presence::New => self.one(id)?,
        };
        snapshot.ensure_register(id);
        Ok(snapshot)
    }
}
