//! The errors of the store. Each message has one line and names the fix.

use std::io;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode};

use crate::text::shell_word;

/// Why the store could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Neither the folder nor one above it is a git repository.
    #[error("no git repository in {} or above: go to your clone, or make one with `wr join URL` (`wr init DIR` begins a new store)", start.display())]
    NoRepository {
        /// Where the search began.
        start: PathBuf,
    },
    /// Another user owns the folder of the repository, so git does not trust its configuration.
    #[error(
        "{0} belongs to another user, so git does not trust it: if you do, run `git config --global --add safe.directory \
         {0}`",
        typed(folder)
    )]
    NotOwned {
        /// The folder that git must trust.
        folder: PathBuf,
    },
    /// The repository keeps its branches in a format that libgit2 cannot read.
    #[error(
        "{0} keeps its branches in the format reftable, which `wr` does not read: `git -C {0} refs migrate \
         --ref-format=files` converts it; if git refuses that (before version 2.48, when there are reflogs), `git clone \
         --ref-format=files {0} NEW` makes a clone that `wr` reads",
        typed(folder)
    )]
    Reftable {
        /// The folder of the repository.
        folder: PathBuf,
    },
    /// The repository uses something else that libgit2 cannot read.
    #[error(
        "{} uses {what}, which `wr` does not support: work in a new clone, `git clone --ref-format=files {} NEW`",
        folder.display(),
        typed(folder)
    )]
    Unsupported {
        /// The folder of the repository.
        folder: PathBuf,
        /// What it uses.
        what: String,
    },
    /// An object is missing, as in a clone that was made with a filter.
    #[error(
        "this clone does not have all of the history: `git fetch --refetch --no-filter` fetches the rest, or `git fsck` \
         says what is wrong ({0})"
    )]
    Missing(String),
    /// The folder for a new store is not empty.
    #[error("{} is not empty: choose a new folder, or a git repository without commits", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// Another program holds one of git's locks.
    #[error("another git command is running: try again; if there is none, delete {}", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// The user may not write, or the disk is read-only.
    #[error(
        "no permission to write ({0}): check who owns the folder, and that its disk is not read-only; or work in a clone of \
         your own: `wr join URL`"
    )]
    ReadOnly(String),
    /// The disk is full, or the quota is used up.
    #[error("no space left ({0}): nothing is lost; make room and try again")]
    Full(String),
    /// Another error while reading or writing a file.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A git operation is unfinished, such as a merge.
    #[error(
        "a {what} is in progress in this clone: `git status` says how to finish it; `git {undo}` gives it up"
    )]
    InProgress {
        /// Git's name for it.
        what: &'static str,
        /// The arguments of `git` that give it up.
        undo: &'static str,
    },
    /// A file has uncommitted edits that would be lost.
    #[error("{path} has contents that are in no commit: save or move the file first")]
    WouldOverwrite {
        /// The file.
        path: String,
    },
    /// A file to be fixed has changed or cannot be replaced.
    #[error("{path} {why}")]
    LeftAlone {
        /// The file.
        path: String,
        /// The reason, as a predicate: `is read-only`.
        why: &'static str,
    },
    /// A path that leaves the store or is not portable.
    #[error("`{path}` cannot be a file of a store: {why}")]
    BadPath {
        /// The path as given.
        path: String,
        /// The reason.
        why: &'static str,
    },
    /// The branch has no upstream.
    #[error("{0}")]
    NotShared(String),
    /// The upstream branch lost commits.
    #[error(
        "{what}; nothing was changed here. Find out who did it: the history of a store is never rewritten"
    )]
    Rewritten {
        /// What happened to the branch.
        what: String,
    },
    /// The remote could not be reached, or the connection broke.
    #[error("`git {doing}` failed: {words}")]
    Network {
        /// The git command: `fetch`, `push` or `clone`.
        doing: &'static str,
        /// Git's message.
        words: String,
    },
    /// The remote did not answer in time; a push may still arrive.
    #[error("`git {doing}` had no answer within {seconds} seconds")]
    NoAnswer {
        /// The git command: `fetch` or `push`.
        doing: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// The program `git` cannot be found.
    #[error(
        "git is not installed, or not in PATH\n  needs:  git, which clones, fetches and pushes: https://git-scm.com/downloads"
    )]
    NoGit,
    /// Any other error of git.
    #[error("git: {0}")]
    Git(String),
}

/// A folder in a command.
fn typed(folder: &Path) -> String {
    shell_word(&folder.display().to_string())
}

impl StoreError {
    /// The error of a `git` that could not be run.
    pub(super) fn no_git(source: io::Error) -> StoreError {
        if source.kind() == io::ErrorKind::NotFound {
            return StoreError::NoGit;
        }
        StoreError::io(Path::new("git"), source)
    }

    /// Adds the path to an error of the system.
    pub(super) fn io(path: &Path, source: io::Error) -> StoreError {
        let named = || path.display().to_string();
        if matches!(
            source.kind(),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        ) {
            return StoreError::ReadOnly(named());
        }
        if matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            return StoreError::Full(named());
        }
        StoreError::Io {
            path: path.to_path_buf(),
            source,
        }
    }
}

impl From<git2::Error> for StoreError {
    /// libgit2 has the system's error only in its message, so the common ones are recognized by their text.
    fn from(error: git2::Error) -> StoreError {
        let message = error.message().to_string();
        let says = |words: &[&str]| {
            let lower = message.to_lowercase();
            words.iter().any(|words| lower.contains(words))
        };
        if error.code() == ErrorCode::NotFound && error.class() == ErrorClass::Odb {
            return StoreError::Missing(message);
        }
        if matches!(
            error.class(),
            ErrorClass::Os | ErrorClass::Odb | ErrorClass::Filesystem
        ) {
            if says(&["permission denied", "read-only", "access is denied"]) {
                return StoreError::ReadOnly(message);
            }
            if says(&["no space left", "quota exceeded", "not enough space"]) {
                return StoreError::Full(message);
            }
        }
        StoreError::Git(message)
    }
}
