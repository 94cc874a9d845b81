//! The locks that git takes while it writes.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use git2::ErrorCode;

use super::repository::Store;

/// Retries for about a second while another program holds the lock, because libgit2 does not wait.
pub(super) fn patiently<T>(
    mut attempt: impl FnMut() -> Result<T, git2::Error>,
) -> Result<T, git2::Error> {
    for pause in [2, 5, 10, 20, 40, 80, 150, 300, 400] {
        match attempt() {
            Err(error) if error.code() == ErrorCode::Locked => sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

impl Store {
    pub(super) fn index_lock(&self) -> PathBuf {
        self.repo.path().join("index.lock")
    }

    pub(super) fn reference_lock(&self, reference: &str) -> PathBuf {
        let dir = if reference == "HEAD" {
            self.repo.path()
        } else {
            self.repo.commondir()
        };
        dir.join(format!("{reference}.lock"))
    }
}
