//! What can go wrong with a store, each in one line that says what to do.

use std::io;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode};

/// Why the store could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Neither the folder nor one above it is a git repository.
    #[error("no git repository in {} or above: go to your clone, or run `wr init`", start.display())]
    NoRepository {
        /// Where the search began.
        start: PathBuf,
    },
    /// Somebody else owns the repository's folder, so its configuration is not to be trusted.
    #[error("{0}: if you trust it, run `git config --global --add safe.directory FOLDER`")]
    NotOwned(String),
    /// The repository uses something that libgit2 cannot read, such as reftable.
    #[error(
        "this repository's format is not supported ({0}): use a fresh `git clone --ref-format=files`"
    )]
    Unsupported(String),
    /// A new store needs a folder of its own.
    #[error("{} is not empty: choose a new folder, or a git repository without commits", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// Another program holds a lock of git's.
    #[error("another git command is at work: try again; if none is running, delete {}", path.display())]
    Locked {
        /// The lock's file.
        path: PathBuf,
    },
    /// The person or the disk may not write.
    #[error(
        "no permission to write ({0}): check who owns the folder, and that its disk is not read-only"
    )]
    ReadOnly(String),
    /// The disk or the quota is used up.
    #[error("no space left ({0}): nothing is lost; make room and try again")]
    Full(String),
    /// A file could not be read or written, for another reason.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Git is in the middle of something that a commit would disturb.
    #[error("a {what} is in progress in this clone: finish it, or give it up with `git {undo}`")]
    InProgress {
        /// What git calls it.
        what: &'static str,
        /// The arguments of `git` that end it.
        undo: &'static str,
    },
    /// Somebody's edit would be lost.
    #[error("{path} holds something that is in no commit: save it or move it away first")]
    WouldOverwrite {
        /// The file.
        path: String,
    },
    /// A file that was to be corrected is not what it was.
    #[error("{path} {why}")]
    LeftAlone {
        /// The file.
        path: String,
        /// What keeps it from being replaced.
        why: &'static str,
    },
    /// A path that could leave the store or that not every system can hold.
    #[error("`{path}` cannot be a file of a store: {why}")]
    BadPath {
        /// The path as given.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The branch is shared with nobody.
    #[error("{0}")]
    NotShared(String),
    /// The shared branch lost commits.
    #[error(
        "{what}; nothing was changed here. Ask who did it: what was recorded is only ever added to"
    )]
    Rewritten {
        /// What became of it.
        what: String,
    },
    /// The other side could not be reached, or the connection broke.
    #[error("`git {doing}` failed: {words}")]
    Network {
        /// The command.
        doing: &'static str,
        /// What git said.
        words: String,
    },
    /// Anything else that git reports.
    #[error("git: {0}")]
    Git(String),
}

impl StoreError {
    /// Names the file that the system's error is about.
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
    /// libgit2 keeps the system's error only in its message, so the common ones are told by their words.
    fn from(error: git2::Error) -> StoreError {
        let message = error.message().to_string();
        let says = |words: &[&str]| {
            let lower = message.to_lowercase();
            words.iter().any(|words| lower.contains(words))
        };
        if error.code() == ErrorCode::Owner {
            return StoreError::NotOwned(message);
        }
        if says(&[
            "unsupported extension",
            "unsupported repository version",
            "unknown object format",
        ]) {
            return StoreError::Unsupported(message);
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
