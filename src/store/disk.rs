//! Replaces and removes files on disk, so that a crash leaves no half-written file.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::path_state::parents;

/// A file written next to its target, so that the target is never half written. Dropping it removes it.
pub(super) struct Staged {
    beside: PathBuf,
    place: PathBuf,
}

impl Staged {
    /// The path of the staged file. It is always the same, so that recovery finds it after a crash.
    pub(super) fn beside(top: &Path, path: &str) -> PathBuf {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        top.join(folder).join(format!(".wr-new-{name}"))
    }

    pub(super) fn write(top: &Path, path: &str, bytes: &[u8]) -> Result<Staged, StoreError> {
        let staged = Staged {
            beside: Staged::beside(top, path),
            place: top.join(path),
        };
        let write = || {
            if let Some(folder) = staged.beside.parent() {
                fs::create_dir_all(folder)?;
            }
            // Only a new file is certainly not a link, and gets git's permissions.
            remove(&staged.beside)?;
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&staged.beside)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        match write() {
            Ok(()) => Ok(staged),
            Err(error) => Err(StoreError::io(&staged.beside, error)),
        }
    }

    pub(super) fn permit(&self, permissions: fs::Permissions) -> Result<(), StoreError> {
        fs::set_permissions(&self.beside, permissions)
            .map_err(|error| StoreError::io(&self.beside, error))
    }

    pub(super) fn put(self) -> Result<(), StoreError> {
        fs::rename(&self.beside, &self.place).map_err(|error| StoreError::io(&self.place, error))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After `put` there is nothing to remove; the next write replaces a leftover.
        let _ = fs::remove_file(&self.beside);
    }
}

/// Removes a file and the folders that become empty.
pub(super) fn remove_with_folders(top: &Path, path: &str) -> Result<(), StoreError> {
    let place = top.join(path);
    remove(&place).map_err(|error| StoreError::io(&place, error))?;
    let folders: Vec<&str> = parents(path).collect();
    // Removing a folder that is not empty fails, which is intended.
    let _ = folders
        .into_iter()
        .rev()
        .try_for_each(|folder| fs::remove_dir(top.join(folder)));
    Ok(())
}

/// Sets or clears the executable permission.
#[cfg(unix)]
pub(super) fn set_executable(top: &Path, path: &str, mode: u32) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let place = top.join(path);
    let failed = |error| StoreError::io(&place, error);
    let now = fs::metadata(&place).map_err(failed)?.permissions().mode();
    // Execute permission follows read permission, as in git.
    let wanted = if mode == 0o100_755 {
        now | (now & 0o444) >> 2
    } else {
        now & !0o111
    };
    if wanted == now {
        return Ok(());
    }
    fs::set_permissions(&place, fs::Permissions::from_mode(wanted)).map_err(failed)
}

/// Other systems have no such permission.
#[cfg(not(unix))]
pub(super) fn set_executable(_top: &Path, _path: &str, _mode: u32) -> Result<(), StoreError> {
    Ok(())
}

/// Removes a file that may be missing.
pub(super) fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
