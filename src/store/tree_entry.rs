//! The kinds of entries in git's trees and in the working tree.

use git2::Oid;

/// One entry of a git tree, by its path from the top.
#[derive(Clone)]
pub(super) enum TreeEntry {
    Folder(String, Oid),
    File(String, Oid),
    NonRegular(String, &'static str),
}

/// What messages call an entry that is not a plain file.
pub(super) const FILE: &str = "a file in place of a folder";
pub(super) const FOLDER: &str = "a folder in place of a file";
pub(super) const LINK: &str = "a symbolic link";
pub(super) const NOT_UTF8: &str = "a name that is not UTF-8";

pub(super) fn classify(mode: i32, id: Oid, path: String) -> TreeEntry {
    match mode {
        0o040000 => TreeEntry::Folder(path, id),
        0o100644 | 0o100664 => TreeEntry::File(path, id),
        0o100755 => TreeEntry::NonRegular(path, "an executable file"),
        0o120000 => TreeEntry::NonRegular(path, LINK),
        0o160000 => TreeEntry::NonRegular(path, "a submodule"),
        _ => TreeEntry::NonRegular(path, "a file of an unknown kind"),
    }
}
