//! An opened git repository.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectFormat, Oid, Repository, RepositoryInitOptions};

use super::disk::remove;
use super::error::StoreError;
use super::init_leftovers::{is_probe, remove_probes};
use super::open::{Search, find, open};

/// An opened git repository.
pub struct Store {
    pub(super) repo: Repository,
    top: Option<PathBuf>,
}

/// The id of a commit, displayed as full hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commit(pub(super) Oid);

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The commit and the branch that are checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The commit; none on a branch without commits.
    pub commit: Option<Commit>,
    /// The branch without `refs/heads/`; none when HEAD is detached.
    pub branch: Option<String>,
}

/// The lock of a clone: one `wr` holds it at a time. Dropping it releases it, and so does a crash.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

impl Store {
    /// Opens the repository that contains `start`, in this folder or above, or the one that `GIT_DIR` names.
    ///
    /// # Errors
    /// `NoRepository`, `NotOwned`, `Reftable` and `Unsupported`.
    pub fn find(start: &Path) -> Result<Store, StoreError> {
        Ok(Store::of(find(start, Search::Upwards)?))
    }

    /// Opens the repository whose top is this folder; none if there is no complete repository.
    ///
    /// # Errors
    /// `NotOwned`, `Reftable` and `Unsupported`.
    pub fn at(dir: &Path) -> Result<Option<Store>, StoreError> {
        match find(dir, Search::Here) {
            Ok(repo) => Ok(Some(Store::of(repo))),
            Err(StoreError::NoRepository { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Creates a repository with the branch `main`. The folder may be missing, empty, or a repository without commits.
    ///
    /// # Errors
    /// `NotEmpty` for every other folder.
    pub fn init(dir: &Path) -> Result<Store, StoreError> {
        if let Ok(Some(store)) = Store::at(dir) {
            return match store.head()?.commit {
                None => remove_probes(dir)
                    .map_err(|error| StoreError::io(dir, error))
                    .map(|()| store),
                Some(_) => Err(StoreError::NotEmpty {
                    dir: dir.to_path_buf(),
                }),
            };
        }
        // Creating an incomplete repository again completes it.
        let is_other = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.map_or(true, |it| it.file_name() != ".git" && !is_probe(&it))
        };
        let holds_files = dir.exists()
            && std::fs::read_dir(dir)
                .map_err(|error| StoreError::io(dir, error))?
                .any(is_other);
        if holds_files {
            return Err(StoreError::NotEmpty {
                dir: dir.to_path_buf(),
            });
        }
        if dir.exists() {
            remove_probes(dir).map_err(|error| StoreError::io(dir, error))?;
        }
        // The earlier `init` was killed, so its locks are stale.
        for lock in [".git/config.lock", ".git/HEAD.lock"] {
            let left_over = dir.join(lock);
            remove(&left_over).map_err(|error| StoreError::io(&left_over, error))?;
        }
        let repo = Repository::init_opts(dir, RepositoryInitOptions::new().initial_head("main"))?;
        Ok(Store::of(repo))
    }

    fn of(repo: Repository) -> Store {
        let top = repo.workdir().map(Path::to_path_buf);
        Store { repo, top }
    }

    /// Opens the same repository again, for another thread.
    pub fn again(&self) -> Result<Store, StoreError> {
        let repo = open(self.repo.path())?;
        // The git directory alone does not say where a link to it was.
        if let Some(top) = self.top() {
            repo.set_workdir(top, false)?;
        }
        Ok(Store::of(repo))
    }

    /// The top of the working tree; none in a bare repository.
    pub fn top(&self) -> Option<&Path> {
        self.top.as_deref()
    }

    /// The commit and the branch that are checked out.
    pub fn head(&self) -> Result<Head, StoreError> {
        let (name, commit) = self.head_reference()?;
        let branch = (name != "HEAD").then(|| {
            name.strip_prefix("refs/heads/")
                .unwrap_or(&name)
                .to_string()
        });
        Ok(Head {
            commit: commit.map(Commit),
            branch,
        })
    }

    /// The full name of the reference that a commit moves (`HEAD` if detached), and its commit.
    pub(super) fn head_reference(&self) -> Result<(String, Option<Oid>), StoreError> {
        let mut name = "HEAD".to_string();
        loop {
            let reference = match self.repo.find_reference(&name) {
                Ok(reference) => reference,
                Err(error) if error.code() == ErrorCode::NotFound => return Ok((name, None)),
                Err(error) => return Err(error.into()),
            };
            if let Some(id) = reference.target() {
                return Ok((name, Some(id)));
            }
            let Some(next) = reference.symbolic_target()? else {
                return Ok((name, None));
            };
            name = next.to_string();
        }
    }

    /// Waits for the write lock of this clone. Linked worktrees share it.
    pub fn lock(&self) -> Result<WriteLock, StoreError> {
        self.locked("wr.lock")
    }

    /// Waits for the lock of `wr sync`, which does not block writers.
    pub fn lock_sync(&self) -> Result<WriteLock, StoreError> {
        self.locked("wr-sync.lock")
    }

    fn locked(&self, name: &str) -> Result<WriteLock, StoreError> {
        let path = self.repo.commondir().join(name);
        let open = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = open.map_err(|error| StoreError::io(&path, error))?;
        file.lock().map_err(|error| StoreError::io(&path, error))?;
        Ok(WriteLock { _file: file })
    }

    pub(super) fn commit_id(&self, hex: &str) -> Option<Oid> {
        let format = self.repo.object_format();
        let digits = if format == ObjectFormat::Sha1 { 40 } else { 64 };
        Oid::from_str_ext(hex, format)
            .ok()
            .filter(|_| hex.len() == digits)
    }
}
