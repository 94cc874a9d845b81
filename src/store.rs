//! The git layer: reads the files of one commit, and adds one commit at a time. It knows paths and bytes,
//! no registers; nothing else in the program uses `git2`, and network access is left to the `git` program.
//!
//! Objects and references go through libgit2, which runs no hooks and ignores `refs/replace`.

mod bundle;
mod changed;
mod checkout;
mod cherry_pick;
mod commit;
mod commit_signing;
mod config;
mod error;
mod guarded;
mod history;
mod hooks;
mod index;
mod init_leftovers;
mod journal;
mod line;
mod listing;
mod merge;
mod read;
mod remote;
mod replace;
mod target;
mod touched;
mod update;
mod walk;
mod worktree;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectFormat, Oid, Repository, RepositoryInitOptions};

pub use bundle::{Bundled, Parcel};
pub use changed::Changed;
pub use checkout::Followed;
pub use cherry_pick::{CherryPick, LocalCommit, Merged};
pub use commit::{CommitError, Committed, NewCommit};
pub use error::StoreError;
pub use guarded::{BranchSource, Guarded};
pub use history::Version;
pub use hooks::{Hooks, Reach};
use init_leftovers::{is_probe, remove_probes};
pub use line::{Extent, FirstParentLine};
pub use merge::MergedText;
pub use read::Read;
pub use remote::{Pushed, Upstream};
pub use target::{BRANCH, TargetBranch};
pub use update::{NotAnUpdate, Update};
pub use walk::{CommitStep, Walk};

/// An opened git repository.
pub struct Store {
    repo: Repository,
    top: Option<PathBuf>,
}

/// The id of a commit; displayed as its full hexadecimal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commit(Oid);

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who git says is at the keyboard: `user.name` and `user.email`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name, as git prints it.
    pub name: String,
    /// The e-mail address, without brackets.
    pub email: String,
}

impl Identity {
    /// The name and address in git's configuration outside of any repository; none unless both are set.
    pub fn of_machine() -> Option<Identity> {
        Identity::configured(git2::Config::open_default().ok()?)
    }

    fn configured(mut config: git2::Config) -> Option<Identity> {
        let config = config.snapshot().ok()?;
        let set = |key: &str| {
            Some(config.get_str(key).ok()?.trim().to_string()).filter(|text| !text.is_empty())
        };
        Some(Identity {
            name: set("user.name")?,
            email: set("user.email")?,
        })
    }
}

/// A setting of git's configuration outside of any repository: the user's own and the machine's, never one that
/// came with a repository. None where it is not set, or empty.
pub fn machine_setting(key: &str) -> Option<String> {
    let config = git2::Config::open_default().ok()?;
    let set = config.get_string(key).ok()?;
    Some(set.trim().to_string()).filter(|text| !text.is_empty())
}

/// Where the clone stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The commit that is checked out; none on a branch without commits.
    pub commit: Option<Commit>,
    /// The branch without `refs/heads/`; none when HEAD is detached.
    pub branch: Option<String>,
}

/// The right to write, held by one `wr` in a clone at a time and given back on drop, also after a crash.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

impl Store {
    /// Opens the repository that `start` is in, looking upwards as git does.
    ///
    /// # Errors
    /// `NoRepository`, `NotOwned` and `Unsupported`, each with what to do about it.
    pub fn find(start: &Path) -> Result<Store, StoreError> {
        let found = Repository::discover(start).map_err(|error| {
            match error.code() == ErrorCode::NotFound {
                true => StoreError::NoRepository {
                    start: start.to_path_buf(),
                },
                false => StoreError::from(error),
            }
        })?;
        Store::opened(found.path())
    }

    /// Opens the repository whose top is this folder; none where there is none, or one that was only begun.
    pub fn at(dir: &Path) -> Result<Option<Store>, StoreError> {
        match Repository::open(dir) {
            Ok(repo) => Store::opened(repo.path()).map(Some),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes a repository whose first branch is `main`. A folder that is missing, empty, or a repository
    /// without commits will do.
    ///
    /// # Errors
    /// `NotEmpty` for every other folder.
    pub fn init(dir: &Path) -> Result<Store, StoreError> {
        if let Ok(repo) = Repository::open(dir) {
            let store = Store::opened(repo.path())?;
            return match store.head()?.commit {
                None => remove_probes(dir)
                    .map_err(|error| StoreError::io(dir, error))
                    .map(|()| store),
                Some(_) => Err(StoreError::NotEmpty {
                    dir: dir.to_path_buf(),
                }),
            };
        }
        // A repository that was begun and not finished is no obstacle: making it again finishes it.
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
        // What was begun was killed: nobody holds its locks.
        for lock in [".git/config.lock", ".git/HEAD.lock"] {
            let left_over = dir.join(lock);
            worktree::remove(&left_over).map_err(|error| StoreError::io(&left_over, error))?;
        }
        let repo = Repository::init_opts(dir, RepositoryInitOptions::new().initial_head("main"))?;
        Store::opened(repo.path())
    }

    fn opened(git_dir: &Path) -> Result<Store, StoreError> {
        let repo = open(git_dir)?;
        let top = repo.workdir().map(Path::to_path_buf);
        Ok(Store { repo, top })
    }

    /// The same repository once more.
    pub fn again(&self) -> Result<Store, StoreError> {
        Store::opened(self.repo.path())
    }

    /// The top of the working tree; none when the repository is bare.
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

    /// The reference that a commit moves, by its full name (`HEAD` itself when detached), and where it is.
    fn head_reference(&self) -> Result<(String, Option<Oid>), StoreError> {
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

    /// The name and address in git's configuration; none unless both are set.
    pub fn identity(&self) -> Option<Identity> {
        Identity::configured(self.repo.config().ok()?)
    }

    /// A setting of git's configuration, the repository's own among it; none where it is not set, or empty.
    pub fn setting(&self, key: &str) -> Option<String> {
        let set = self.repo.config().ok()?.get_string(key).ok()?;
        Some(set.trim().to_string()).filter(|text| !text.is_empty())
    }

    /// Waits until no other `wr` writes to this clone, then keeps them out. Linked worktrees share the lock.
    pub fn lock(&self) -> Result<WriteLock, StoreError> {
        self.locked("wr.lock")
    }

    /// The same for those who share what is here with others: one at a time, while others write.
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

    fn commit_id(&self, hex: &str) -> Option<Oid> {
        let format = self.repo.object_format();
        let digits = if format == ObjectFormat::Sha1 { 40 } else { 64 };
        Oid::from_str_ext(hex, format)
            .ok()
            .filter(|_| hex.len() == digits)
    }
}

/// Opens a git directory. While git runs a hook for a push, the pushed objects are in a quarantine folder
/// that only the environment names.
fn open(git_dir: &Path) -> Result<Repository, git2::Error> {
    let repo = Repository::open(git_dir)?;
    if let Ok(quarantine) = std::env::var("GIT_QUARANTINE_PATH") {
        repo.odb()?.add_disk_alternate(&quarantine)?;
    }
    Ok(repo)
}
