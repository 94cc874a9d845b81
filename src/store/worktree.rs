//! Reads the files of the working tree, and replaces them without losing edits.

use std::collections::BTreeSet;
use std::fs::{self, FileType, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::read::{FEW, FILE, FOLDER, LINK, NOT_UTF8, Read, join};
use super::{Store, StoreError};
use crate::source::SourceFile;

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
        let unedited = old.is_some_and(|old| bytes == old || without_cr(&bytes) == old);
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

/// Undoes the line ends of `core.autocrlf`, which are not an edit.
fn without_cr(bytes: &[u8]) -> Vec<u8> {
    let is_end = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    (0..bytes.len())
        .filter(|at| !is_end(*at))
        .map(|at| bytes[at])
        .collect()
}

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

impl Store {
    /// Reads paths from the working tree, in the form that `read` takes. Symbolic links are reported and never
    /// followed; a bare repository has no files.
    pub fn working(&self, under: &[&str]) -> Result<Read, StoreError> {
        let Some(top) = self.top() else {
            return Ok(Read::default());
        };
        let under = if under.is_empty() { &[""] } else { under };
        // Many paths share folders, so each folder is checked once.
        let folders: BTreeSet<&str> = under
            .iter()
            .flat_map(|path| parents(path.trim_end_matches('/')))
            .collect();
        let links: BTreeSet<&str> = folders
            .into_par_iter()
            .filter(|folder| top.join(folder).is_symlink())
            .collect();
        let one = |path: &&str| {
            let mut read = Read::default();
            let inner = path.trim_end_matches('/');
            match parents(inner).find(|folder| links.contains(folder)) {
                Some(link) => read.non_regular.push((link.to_string(), LINK)),
                None => from_disk(
                    top,
                    inner,
                    path.is_empty() || path.ends_with('/'),
                    &mut read,
                )?,
            }
            Ok(read)
        };
        let parts: Result<Vec<Read>, StoreError> = if under.len() < FEW {
            under.iter().map(one).collect()
        } else {
            under.par_iter().map(one).collect()
        };
        let (trees, non_regular): (Vec<_>, Vec<_>) = parts?
            .into_iter()
            .map(|part| (part.tree, part.non_regular))
            .unzip();
        let tree = trees
            .iter()
            .flat_map(|tree| tree.files().cloned())
            .collect();
        let mut non_regular = non_regular.concat();
        non_regular.sort();
        non_regular.dedup();
        Ok(Read { tree, non_regular })
    }
}

/// Reads a file, or a folder with all files below it except `.git`.
fn from_disk(top: &Path, path: &str, as_folder: bool, read: &mut Read) -> Result<(), StoreError> {
    let place = top.join(path);
    let failed = |error| StoreError::io(&place, error);
    let kind = match place.symlink_metadata() {
        Ok(metadata) => metadata.file_type(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(());
        }
        Err(error) => return Err(failed(error)),
    };
    if kind.is_file() && !as_folder {
        read.tree
            .insert(SourceFile::new(path, fs::read(&place).map_err(failed)?));
    } else if kind.is_dir() && as_folder {
        for item in fs::read_dir(&place).map_err(failed)? {
            let item = item.map_err(failed)?;
            let below = join(path, &item.file_name().to_string_lossy());
            match item.file_name().to_str() {
                None => read.non_regular.push((below, NOT_UTF8)),
                Some(".git") => {}
                Some(_) => from_disk(
                    top,
                    &below,
                    item.file_type().map_err(failed)?.is_dir(),
                    read,
                )?,
            }
        }
    } else {
        read.non_regular.push((path.to_string(), odd_kind(kind)));
    }
    Ok(())
}

fn odd_kind(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        return LINK;
    }
    if kind.is_dir() {
        return FOLDER;
    }
    if kind.is_file() {
        FILE
    } else {
        "a device or a pipe"
    }
}
