//! Updates git's index, and detects unfinished git operations.

use std::path::Path;
use std::process::Command;

use git2::{ErrorClass, ErrorCode, IndexEntry, IndexTime, Oid, RepositoryState};

use super::git_lock::patiently;
use super::{Store, StoreError};

/// A file in a commit: its git mode and the id of its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) mode: u32,
    pub(super) id: Oid,
}

impl Kept {
    /// A regular file that is not executable.
    pub(super) fn plain(id: Oid) -> Kept {
        Kept {
            mode: 0o100_644,
            id,
        }
    }

    /// Whether it is a regular file, executable or not; links and submodules are not.
    pub(super) fn is_plain(self) -> bool {
        matches!(self.mode, 0o100_644 | 0o100_664 | 0o100_755)
    }
}

impl Store {
    /// Refuses during an unfinished git operation, and if git locks the index for longer than a second.
    ///
    /// # Errors
    /// `InProgress` and `Locked`.
    pub fn refuse_when_busy(&self) -> Result<(), StoreError> {
        if let Some((what, undo)) = unfinished(self.repo.state()) {
            return Err(StoreError::InProgress { what, undo });
        }
        let path = self.index_lock();
        patiently(|| match path.exists() {
            true => Err(git2::Error::new(
                ErrorCode::Locked,
                ErrorClass::Index,
                "index.lock",
            )),
            false => Ok(()),
        })
        .map_err(|_| StoreError::Locked { path })
    }

    /// Sets the index entries of these paths; none removes an entry. The entries are built here, because adding files
    /// from disk would run filters such as `core.autocrlf`.
    pub(super) fn update_index(&self, files: &[(String, Option<Kept>)]) -> Result<(), StoreError> {
        let written = self.own_index().and_then(|mut index| {
            // Removals come first, because a folder may replace a file of the same name.
            for (path, _) in files.iter().filter(|(_, kept)| kept.is_none()) {
                index.remove(Path::new(path), 0)?;
            }
            for (path, kept) in files
                .iter()
                .filter_map(|(path, kept)| Some((path, (*kept)?)))
            {
                index.add(&index_entry(path, kept))?;
            }
            patiently(|| index.write())
        });
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.code() == ErrorCode::Locked => Err(StoreError::Locked {
                path: self.index_lock(),
            }),
            // libgit2 cannot read sparse and split indexes; git can.
            Err(error) if error.class() == ErrorClass::Index => self.update_index_by_git(files),
            Err(error) => Err(error.into()),
        }
    }

    fn update_index_by_git(&self, files: &[(String, Option<Kept>)]) -> Result<(), StoreError> {
        let top = self.top().unwrap_or(Path::new("."));
        // The length of a command line is limited.
        for some in files.chunks(200) {
            let mut git = Command::new("git");
            git.arg("--git-dir")
                .arg(self.repo.path())
                .arg("--work-tree")
                .arg(top);
            git.current_dir(top)
                .env_remove("GIT_INDEX_FILE")
                .args(["update-index", "--add"]);
            for (path, kept) in some {
                match kept {
                    Some(Kept { mode, id }) => {
                        git.args(["--cacheinfo", &format!("{mode:o},{id},{path}")])
                    }
                    None => git.args(["--force-remove", path]),
                };
            }
            let output = git.output().map_err(StoreError::no_git)?;
            if !output.status.success() {
                return Err(StoreError::Git(
                    String::from_utf8_lossy(&output.stderr).trim().to_string(),
                ));
            }
        }
        Ok(())
    }
}

/// An entry without times and size, so that git compares the contents once and fills them in.
fn index_entry(path: &str, Kept { mode, id }: Kept) -> IndexEntry {
    let never = IndexTime::new(0, 0);
    IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// Git's name for the unfinished operation, and the arguments that abort it.
fn unfinished(state: RepositoryState) -> Option<(&'static str, &'static str)> {
    match state {
        RepositoryState::Clean => None,
        RepositoryState::Merge => Some(("merge", "merge --abort")),
        RepositoryState::Revert | RepositoryState::RevertSequence => {
            Some(("revert", "revert --abort"))
        }
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
