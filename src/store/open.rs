//! Opens the repository that git would use: git's environment counts, and git decides which folders of other users it
//! trusts, because libgit2 reads only a part of the settings.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use git2::{ErrorCode, Repository, RepositoryOpenFlags};

use super::error::StoreError;

/// The git directories of other users that git trusts.
static TRUSTED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Where a repository may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// In the folder or above.
    Upwards,
    /// In the folder.
    Here,
}

/// Finds and opens a repository.
///
/// # Errors
/// `NoRepository`, `NotOwned`, `Reftable` and `Unsupported`.
pub(super) fn find(start: &Path, search: Search) -> Result<Repository, StoreError> {
    let repo = match env::var_os("GIT_DIR") {
        Some(git_dir) => of_environment(start, &start.join(git_dir))?,
        None => in_folder(start, search)?,
    };
    if let Some(tree) = env::var_os("GIT_WORK_TREE") {
        repo.set_workdir(&start.join(tree), false)?;
    }
    Ok(repo)
}

fn in_folder(start: &Path, search: Search) -> Result<Repository, StoreError> {
    let flags = match search {
        Search::Upwards => RepositoryOpenFlags::CROSS_FS,
        Search::Here => RepositoryOpenFlags::NO_SEARCH,
    };
    match Repository::open_ext(start, flags, &[] as &[&OsStr]) {
        Ok(repo) => Ok(with_quarantine(repo)?),
        Err(error) if error.code() == ErrorCode::Owner => trusted_by_git(start),
        Err(error) => Err(refused(start, error)),
    }
}

/// Opens a git directory again.
pub(super) fn open(git_dir: &Path) -> Result<Repository, git2::Error> {
    let repo = match Repository::open(git_dir) {
        // `open_bare` does not check the owner; a working tree is set separately.
        Err(error) if error.code() == ErrorCode::Owner && is_trusted(git_dir) => {
            Repository::open_bare(git_dir)?
        }
        opened => opened?,
    };
    with_quarantine(repo)
}

/// During a push, the pushed objects are in a quarantine folder that only an environment variable names.
fn with_quarantine(repo: Repository) -> Result<Repository, git2::Error> {
    if let Ok(quarantine) = env::var("GIT_QUARANTINE_PATH") {
        repo.odb()?.add_disk_alternate(&quarantine)?;
    }
    Ok(repo)
}

/// Opens the repository that `GIT_DIR` names. Without another setting, git takes the folder as its working tree.
fn of_environment(start: &Path, git_dir: &Path) -> Result<Repository, StoreError> {
    // Git trusts the folder that the variable names.
    trust(git_dir);
    let repo = open(git_dir).map_err(|error| refused(git_dir, error))?;
    if !repo.is_bare() && !repo.is_worktree() && !has_own_tree(&repo) {
        repo.set_workdir(start, false)?;
    }
    Ok(repo)
}

/// Whether the git directory itself says where its working tree is.
fn has_own_tree(repo: &Repository) -> bool {
    let is_set = repo
        .config()
        .is_ok_and(|config| config.get_string("core.worktree").is_ok());
    is_set || repo.path().file_name() == Some(OsStr::new(".git"))
}

/// Opens the repository of another user, if git trusts it.
fn trusted_by_git(start: &Path) -> Result<Repository, StoreError> {
    let asked = [
        "rev-parse",
        "--absolute-git-dir",
        "--is-bare-repository",
        "--show-cdup",
    ];
    let output = Command::new("git").current_dir(start).args(asked).output();
    let answer = output.ok().filter(|output| output.status.success());
    let answer = answer.and_then(|output| String::from_utf8(output.stdout).ok());
    let mut lines = answer.as_deref().unwrap_or_default().lines();
    let (Some(git_dir), Some(is_bare)) = (lines.next(), lines.next()) else {
        return Err(StoreError::NotOwned {
            folder: folder(start),
        });
    };
    trust(Path::new(git_dir));
    let repo = open(Path::new(git_dir)).map_err(|error| refused(start, error))?;
    if is_bare == "false" {
        let up = lines.next().unwrap_or_default();
        repo.set_workdir(&start.join(up), false)?;
    }
    Ok(repo)
}

fn trust(git_dir: &Path) {
    let mut all = TRUSTED.lock().unwrap_or_else(PoisonError::into_inner);
    all.extend(git_dir.canonicalize());
}

fn is_trusted(git_dir: &Path) -> bool {
    let all = TRUSTED.lock().unwrap_or_else(PoisonError::into_inner);
    git_dir
        .canonicalize()
        .is_ok_and(|git_dir| all.contains(&git_dir))
}

/// The error for a repository that libgit2 does not open.
fn refused(start: &Path, error: git2::Error) -> StoreError {
    if error.code() == ErrorCode::NotFound {
        return StoreError::NoRepository {
            start: start.to_path_buf(),
        };
    }
    let message = error.message();
    let extension = message
        .rsplit_once("unsupported extension name extensions.")
        .map(|(_, name)| name.to_string());
    match extension {
        Some(name) if name == "refstorage" => StoreError::Reftable {
            folder: folder(start),
        },
        Some(name) => StoreError::Unsupported {
            folder: folder(start),
            what: format!("the git extension `{name}`"),
        },
        None if message.contains("unsupported repository version") => StoreError::Unsupported {
            folder: folder(start),
            what: format!("a newer format ({message})"),
        },
        None => error.into(),
    }
}

/// The folder of the repository that contains `start`: the top of its working tree, or the git directory.
fn folder(start: &Path) -> PathBuf {
    let Ok(git_dir) = Repository::discover_path(start, &[] as &[&OsStr]) else {
        return start.to_path_buf();
    };
    // The git directory of a linked worktree is in that of its repository.
    let mut above = git_dir.ancestors();
    let own = above.find(|folder| folder.file_name() == Some(OsStr::new(".git")));
    let top = own.and_then(Path::parent).unwrap_or(&git_dir);
    top.components().collect()
}
