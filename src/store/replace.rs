//! Replaces files of the working tree, for automatic fixes. Nothing is committed.

use std::fs;
use std::path::Path;

use super::disk::Staged;
use super::path_state::{check_path, is_no_folder, parents, without_cr};
use super::{Store, StoreError, WriteLock};

impl Store {
    /// Atomically replaces a file of the working tree that still contains `old`, whatever its line ends, and keeps its permissions.
    ///
    /// # Errors
    /// `LeftAlone`, if the file has changed, is read-only, is not a plain file, or is below a link.
    pub fn replace(
        &self,
        _lock: &WriteLock,
        path: &str,
        old: &[u8],
        new: &[u8],
    ) -> Result<(), StoreError> {
        check_path(path)?;
        let leave = |why| StoreError::LeftAlone {
            path: path.to_string(),
            why,
        };
        let top = self.top().ok_or_else(|| leave("is in a bare repository"))?;
        still_holds(top, path, old)?;
        let place = top.join(path);
        let failed = |error| StoreError::io(&place, error);
        let permissions = place.symlink_metadata().map_err(failed)?.permissions();
        if permissions.readonly() {
            return Err(leave("is read-only"));
        }
        let staged = Staged::write(top, path, new)?;
        staged.permit(permissions)?;
        // Editors take no lock, so the last check is as late as possible.
        still_holds(top, path, old)?;
        staged.put()
    }
}

/// Checks that a path is a plain file with these bytes.
fn still_holds(top: &Path, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let leave = |why| StoreError::LeftAlone {
        path: path.to_string(),
        why,
    };
    let place = top.join(path);
    let is_plain = place
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_file());
    if !is_plain || parents(path).any(|folder| is_no_folder(&top.join(folder))) {
        return Err(leave("is no longer a plain file"));
    }
    let found = fs::read(&place).map_err(|error| StoreError::io(&place, error))?;
    if found == bytes || without_cr(&found) == bytes {
        Ok(())
    } else {
        Err(leave("was changed meanwhile"))
    }
}
