//! Removes the probe files of libgit2. While it creates a repository, libgit2 writes a file and then a link to probe
//! the file system; they remain if it is killed.

use std::fs::{self, DirEntry};
use std::path::Path;

use super::disk::remove;

/// The prefix of the names, which letters or digits follow.
const PREFIX: &str = "_git2_";
/// The target of the link.
const TARGET: &str = "testing";
/// How many letters or digits follow: 6 in older versions, 16 in newer ones.
const LENGTHS: [usize; 2] = [6, 16];

/// Whether this is a probe of libgit2, and not a user's file.
pub(super) fn is_probe(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let rest = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    if !rest.is_some_and(|rest| {
        LENGTHS.contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) {
        return false;
    }
    let Ok(told) = fs::symlink_metadata(entry.path()) else {
        return false;
    };
    match told.is_symlink() {
        true => fs::read_link(entry.path()).is_ok_and(|target| target == Path::new(TARGET)),
        false => told.is_file() && told.len() == 0,
    }
}

pub(super) fn remove_probes(dir: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if is_probe(&entry) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}
