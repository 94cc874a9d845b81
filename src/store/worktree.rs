//! Reads the files of the working tree.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Commit;
use super::error::StoreError;
use super::path_state::{parents, without_cr};
use super::read::{FEW, Read, SubtreeFiles, join};
use super::repository::Store;
use super::tree_entry::{FILE, FOLDER, LINK, NOT_UTF8};
use crate::source::SourceFile;

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
            let mut part = SubtreeFiles::default();
            let inner = path.trim_end_matches('/');
            match parents(inner).find(|folder| links.contains(folder)) {
                Some(link) => part.non_regular.push((link.to_string(), LINK)),
                None => from_disk(
                    top,
                    inner,
                    path.is_empty() || path.ends_with('/'),
                    &mut part,
                )?,
            }
            Ok(part)
        };
        let parts: Result<_, StoreError> = if under.len() < FEW {
            under.iter().map(one).collect()
        } else {
            under.par_iter().map(one).collect()
        };
        Ok(Read::of(parts?))
    }
}

impl Store {
    /// Like [`working`](Self::working), with LF line ends in files that `head` has with LF. Git or an editor may have
    /// converted them on disk, which is not an edit.
    pub fn working_since(&self, head: Option<Commit>, under: &[&str]) -> Result<Read, StoreError> {
        let mut read = self.working(under)?;
        let converted = |file: &&Arc<SourceFile>| has_crlf(file.bytes());
        let converted: Vec<Arc<SourceFile>> =
            read.tree.files().filter(converted).cloned().collect();
        let Some(head) = head.filter(|_| !converted.is_empty()) else {
            return Ok(read);
        };
        let paths: Vec<&str> = converted.iter().map(|file| file.path()).collect();
        let committed = self.read(head, &paths)?.tree;
        for file in &converted {
            let was_lf = committed.get(file.path());
            if was_lf.is_some_and(|it| !has_crlf(it.bytes())) {
                let bytes = without_cr(file.bytes());
                read.tree.insert(SourceFile::new(file.path(), bytes));
            }
        }
        Ok(read)
    }
}

fn has_crlf(bytes: &[u8]) -> bool {
    // Nearly no file has a carriage return, and one byte is found faster than two.
    bytes.contains(&b'\r') && bytes.windows(2).any(|two| two == b"\r\n")
}

/// Reads a file, or a folder with all files below it except `.git`.
fn from_disk(
    top: &Path,
    path: &str,
    as_folder: bool,
    part: &mut SubtreeFiles,
) -> Result<(), StoreError> {
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
        part.files
            .push(SourceFile::new(path, fs::read(&place).map_err(failed)?));
    } else if kind.is_dir() && as_folder {
        for item in fs::read_dir(&place).map_err(failed)? {
            let item = item.map_err(failed)?;
            let below = join(path, &item.file_name().to_string_lossy());
            match item.file_name().to_str() {
                None => part.non_regular.push((below, NOT_UTF8)),
                Some(".git") => {}
                Some(_) => from_disk(
                    top,
                    &below,
                    item.file_type().map_err(failed)?.is_dir(),
                    part,
                )?,
            }
        }
    } else {
        part.non_regular.push((path.to_string(), odd_kind(kind)));
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
