//! What libgit2 tries out in a folder while it makes a repository there: a file, then a link in its place. It takes them
//! away again, unless it is killed meanwhile.

use std::fs::{self, DirEntry};
use std::path::Path;

use super::worktree;

/// How the names begin; letters or digits follow.
const PREFIX: &str = "_git2_";
/// Where the link leads.
const TARGET: &str = "testing";
/// How many: six of old, sixteen by now.
const LENGTHS: [usize; 2] = [6, 16];

/// Whether this is what libgit2 left behind, and nothing of anybody's.
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

/// Takes away what libgit2 left behind in a folder.
pub(super) fn remove_probes(dir: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if is_probe(&entry) {
            worktree::remove(&entry.path())?;
        }
    }
    Ok(())
}
