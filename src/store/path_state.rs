//! Compares paths of the working tree with what a commit writes there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::StoreError;

/// Refuses paths that leave the store, are inside `.git`, or differ in meaning between systems.
pub(super) fn check_path(path: &str) -> Result<(), StoreError> {
    let refuse = |why| {
        Err(StoreError::BadPath {
            path: path.to_string(),
            why,
        })
    };
    if path
        .chars()
        .any(|c| c == '\\' || c == ':' || c.is_control())
    {
        return refuse("it has a backslash, a colon or a control character");
    }
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return refuse("it must be relative, without empty parts, `.` and `..`");
        }
        if part.eq_ignore_ascii_case(".git") {
            return refuse("`.git` belongs to git");
        }
    }
    Ok(())
}

/// The state of a path in the working tree, compared with the commit to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathState {
    /// It has the new bytes already.
    New,
    /// It is missing, or has the old bytes.
    Old,
    /// It has a user's edit, or is not a file.
    Foreign,
}

impl PathState {
    pub(super) fn at(
        top: &Path,
        path: &str,
        new: &[u8],
        old: Option<&[u8]>,
    ) -> Result<PathState, StoreError> {
        let place = top.join(path);
        if parents(path).any(|folder| is_no_folder(&top.join(folder))) {
            return Ok(PathState::Foreign);
        }
        match place.symlink_metadata() {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Ok(PathState::Foreign),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(PathState::Old),
            Err(error) => return Err(StoreError::io(&place, error)),
        }
        let bytes = fs::read(&place).map_err(|error| StoreError::io(&place, error))?;
        if bytes == new {
            return Ok(PathState::New);
        }
        let with_lf = without_cr(&bytes);
        let unedited = with_lf == new || old.is_some_and(|old| bytes == old || with_lf == old);
        Ok(if unedited {
            PathState::Old
        } else {
            PathState::Foreign
        })
    }

    /// The state of a path that the commit removes.
    pub(super) fn gone(top: &Path, path: &str, old: &[u8]) -> Result<PathState, StoreError> {
        match top.join(path).symlink_metadata() {
            Ok(_) => PathState::at(top, path, old, Some(old)).map(|found| match found {
                PathState::New | PathState::Old => PathState::Old,
                PathState::Foreign => PathState::Foreign,
            }),
            // The file is also missing if a parent is not a folder.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(PathState::New)
            }
            Err(error) => Err(StoreError::io(&top.join(path), error)),
        }
    }

    /// Whether the path has the new bytes.
    ///
    /// # Errors
    /// `WouldOverwrite`, for a user's edit.
    pub(super) fn is_current(self, path: &str) -> Result<bool, StoreError> {
        match self {
            PathState::New => Ok(true),
            PathState::Old => Ok(false),
            PathState::Foreign => Err(StoreError::WouldOverwrite {
                path: path.to_string(),
            }),
        }
    }
}

pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

pub(super) fn is_no_folder(place: &Path) -> bool {
    place
        .symlink_metadata()
        .is_ok_and(|metadata| !metadata.is_dir())
}

/// Undoes the line ends of `core.autocrlf` and of `eol=crlf`, which are not an edit.
pub(super) fn without_cr(bytes: &[u8]) -> Vec<u8> {
    let is_end = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    (0..bytes.len())
        .filter(|at| !is_end(*at))
        .map(|at| bytes[at])
        .collect()
}
