//! Clones a repository with the `git` program.

use std::path::Path;
use std::process::Command;

use super::StoreError;

/// Clones a repository into a folder of `parent`.
///
/// # Errors
/// `Network`, with git's message.
pub fn clone(url: &str, parent: &Path, dir: &Path) -> Result<(), StoreError> {
    let output = Command::new("git")
        .args(["clone", "--quiet", "--"])
        .arg(url)
        .arg(dir)
        .current_dir(parent)
        .env("LC_ALL", "C")
        // A user's setting may ask for reftable, which libgit2 does not read. Older versions of git ignore the variable.
        .env("GIT_DEFAULT_REF_FORMAT", "files")
        .output()
        .map_err(StoreError::no_git)?;
    if output.status.success() {
        return Ok(());
    }
    Err(StoreError::Network {
        doing: "clone",
        words: String::from_utf8_lossy(&output.stderr).trim().to_string(),
    })
}
