//! Trees of git's as they are stored. A store's widest folder has an entry for each register, of which one differs from
//! commit to commit: nothing is allocated for those that are equal.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use git2::{ErrorCode, FileMode, ObjectType, Oid, Repository};

use super::StoreError;
use super::read::{Entry, NOT_UTF8, classify};

/// A tree's bytes.
pub(super) struct Listing {
    bytes: Vec<u8>,
    /// The bytes of an id: 20, or 32 in a repository of SHA-256.
    width: usize,
}

/// An entry of a tree, with what tells it from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed<'t> {
    pub(super) name: &'t [u8],
    mode: i32,
    id: Oid,
}

/// Reads trees of one repository, and keeps the last wide ones: from commit to commit they are the same.
pub(super) struct Trees<'r> {
    repo: &'r Repository,
    kept: RefCell<Vec<(Oid, Rc<Listing>)>>,
}

/// Below this many bytes a tree is read again as quickly as it is found.
const WIDE: usize = 2_000;
/// How many wide trees are kept.
const KEPT: usize = 4;

impl<'t> Listed<'t> {
    /// An entry by its name, mode and id.
    pub(super) fn new(name: &'t [u8], mode: i32, id: Oid) -> Listed<'t> {
        Listed { name, mode, id }
    }

    /// The tree that it is, if it is a folder.
    pub(super) fn folder(&self) -> Option<Oid> {
        (self.mode == i32::from(FileMode::Tree)).then_some(self.id)
    }

    /// Whether another entry is the same in all but its name.
    pub(super) fn is_same(&self, other: &Listed<'_>) -> bool {
        (self.mode, self.id) == (other.mode, other.id)
    }

    /// What it is, if it is neither a folder nor a plain file with a name that everybody can read.
    pub(super) fn odd(&self) -> Option<&'static str> {
        match classify(self.mode, self.id, String::new()) {
            Entry::Odd(_, what) => Some(what),
            Entry::File(..) | Entry::Folder(..) => {
                std::str::from_utf8(self.name).is_err().then_some(NOT_UTF8)
            }
        }
    }

    /// What follows its first `length` bytes in git's order, where the name of a folder ends with a slash.
    fn rest(&self, length: usize) -> impl Iterator<Item = u8> + use<'t> {
        self.name[length..].iter().copied().chain(self.folder().map(|_| b'/'))
    }

    /// Whether it comes before another in git's order.
    pub(super) fn is_before(&self, other: &Listed<'_>) -> bool {
        let length = self.name.len().min(other.name.len());
        // Nearly all names differ before one of them ends.
        match self.name[..length].cmp(&other.name[..length]) {
            Ordering::Equal => self.rest(length).lt(other.rest(length)),
            Ordering::Less => true,
            Ordering::Greater => false,
        }
    }
}

impl<'r> Trees<'r> {
    pub(super) fn of(repo: &'r Repository) -> Trees<'r> {
        Trees { repo, kept: RefCell::new(Vec::new()) }
    }

    /// The tree with this id; nothing has no entries.
    pub(super) fn listing(&self, id: Option<Oid>) -> Result<Rc<Listing>, StoreError> {
        let width = if self.repo.object_format() == git2::ObjectFormat::Sha1 { 20 } else { 32 };
        let Some(id) = id else { return Ok(Rc::new(Listing { bytes: Vec::new(), width })) };
        if let Some((_, kept)) = self.kept.borrow().iter().find(|(kept, _)| *kept == id) {
            return Ok(Rc::clone(kept));
        }
        let objects = self.repo.odb()?;
        let object = objects.read(id)?;
        if object.kind() != ObjectType::Tree {
            return Err(StoreError::Git(format!("the object {id} is no tree")));
        }
        let listing = Rc::new(Listing { bytes: object.data().to_vec(), width });
        if listing.bytes.len() > WIDE {
            let mut kept = self.kept.borrow_mut();
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push((id, Rc::clone(&listing)));
        }
        Ok(listing)
    }

    /// The entry at a path below a tree; none when there is none.
    pub(super) fn at(&self, top: Oid, path: &str) -> Result<Option<(i32, Oid)>, StoreError> {
        let tree = self.repo.find_tree(top)?;
        match tree.get_path(std::path::Path::new(path)) {
            // A tree's mode is what says that it is one, and a tree may be stored with zeros before it.
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => {
                Ok(Some((FileMode::Tree.into(), entry.id())))
            }
            Ok(entry) => Ok(Some((entry.filemode_raw(), entry.id()))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Listing {
    /// The entries, in git's order.
    pub(super) fn entries(&self) -> Entries<'_> {
        Entries { rest: &self.bytes, width: self.width, last: None }
    }
}

/// The entries of a tree.
pub(super) struct Entries<'t> {
    rest: &'t [u8],
    width: usize,
    last: Option<Listed<'t>>,
}

impl<'t> Entries<'t> {
    /// The next entry.
    ///
    /// # Errors
    /// The tree is not as git writes one: entries out of order could hide what changed.
    pub(super) fn step(&mut self) -> Result<Option<Listed<'t>>, StoreError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let broken = || StoreError::Git("a tree of this repository is not as git writes one".to_string());
        let end = self.rest.iter().position(|byte| *byte == 0).ok_or_else(broken)?;
        let space = self.rest[..end].iter().position(|byte| *byte == b' ').ok_or_else(broken)?;
        let mut mode = 0;
        for digit in &self.rest[..space] {
            let value = digit.checked_sub(b'0').filter(|value| *value < 8).ok_or_else(broken)?;
            mode = mode << 3 | i32::from(value);
        }
        let after = end + 1 + self.width;
        let id = self.rest.get(end + 1..after).ok_or_else(broken)?;
        let listed = Listed { name: &self.rest[space + 1..end], mode, id: Oid::from_bytes(id)? };
        if self.last.is_some_and(|last| !last.is_before(&listed)) {
            return Err(broken());
        }
        self.rest = &self.rest[after..];
        self.last = Some(listed);
        Ok(Some(listed))
    }
}
