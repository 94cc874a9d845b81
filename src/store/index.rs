//! Git's index, and what git itself has under way in the working tree.

use std::path::{Path, PathBuf};
use std::process::Command;

use git2::{ErrorClass, ErrorCode, Index, IndexEntry, IndexTime, Oid, RepositoryState};

use super::commit::patiently;
use super::{Store, StoreError};

impl Store {
    /// Refuses while git is half-way through something, or holds the index for longer than a second.
    pub(super) fn refuse_when_busy(&self) -> Result<(), StoreError> {
        if let Some((what, undo)) = unfinished(self.repo.state()) {
            return Err(StoreError::InProgress { what, undo });
        }
        let path = self.index_lock();
        patiently(|| match path.exists() {
            true => Err(git2::Error::new(ErrorCode::Locked, ErrorClass::Index, "index.lock")),
            false => Ok(()),
        })
        .map_err(|_| StoreError::Locked { path })
    }

    pub(super) fn index_lock(&self) -> PathBuf {
        self.repo.path().join("index.lock")
    }

    /// Sets these paths' index entries and leaves all others. The entries are built by hand: adding files
    /// from disk would run the filters (`core.autocrlf`) over bytes that are exact already.
    pub(super) fn update_index(&self, files: &[(String, Oid)]) -> Result<(), StoreError> {
        let opened = self.repo.index().and_then(|mut index| index.read(false).map(|()| index));
        let written = opened.and_then(|mut index: Index| {
            for (path, id) in files {
                index.add(&index_entry(path, *id))?;
            }
            patiently(|| index.write())
        });
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.code() == ErrorCode::Locked => {
                Err(StoreError::Locked { path: self.index_lock() })
            }
            // libgit2 cannot read sparse and split indexes; git can.
            Err(error) if error.class() == ErrorClass::Index => self.update_index_by_git(files),
            Err(error) => Err(error.into()),
        }
    }

    fn update_index_by_git(&self, files: &[(String, Oid)]) -> Result<(), StoreError> {
        let top = self.top().unwrap_or(Path::new("."));
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.repo.path()).arg("--work-tree").arg(top);
        git.current_dir(top).env_remove("GIT_INDEX_FILE").args(["update-index", "--add"]);
        for (path, id) in files {
            git.args(["--cacheinfo", &format!("100644,{id},{path}")]);
        }
        let output = git.output().map_err(|error| StoreError::io(Path::new("git"), error))?;
        if output.status.success() {
            return Ok(());
        }
        Err(StoreError::Git(String::from_utf8_lossy(&output.stderr).trim().to_string()))
    }
}

/// An entry without times and size: git compares the file's contents once and fills them in.
fn index_entry(path: &str, id: Oid) -> IndexEntry {
    let never = IndexTime::new(0, 0);
    IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode: 0o100644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// What git calls its unfinished work, and how it is given up.
fn unfinished(state: RepositoryState) -> Option<(&'static str, &'static str)> {
    match state {
        RepositoryState::Clean => None,
        RepositoryState::Merge => Some(("merge", "merge --abort")),
        RepositoryState::Revert | RepositoryState::RevertSequence => Some(("revert", "revert --abort")),
        RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
            Some(("cherry-pick", "cherry-pick --abort"))
        }
        RepositoryState::Bisect => Some(("bisection", "bisect reset")),
        RepositoryState::ApplyMailbox => Some(("run of `git am`", "am --abort")),
        RepositoryState::Rebase
        | RepositoryState::RebaseInteractive
        | RepositoryState::RebaseMerge
        | RepositoryState::ApplyMailboxOrRebase => Some(("rebase", "rebase --abort")),
    }
}
