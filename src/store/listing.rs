//! Trees of git's as they are stored. A store's widest folder has an entry for each register, of which one differs from
//! commit to commit: nothing is allocated for those that are equal.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use git2::{ErrorCode, FileMode, ObjectType, Oid, Repository};
use memchr::memchr;

use super::StoreError;
use super::read::{NOT_UTF8, TreeEntry, classify};

/// A tree's bytes.
pub(super) struct Listing {
    bytes: Vec<u8>,
    /// Where each entry ends.
    ends: Vec<usize>,
    /// The bytes of an id: 20, or 32 in a repository of SHA-256.
    width: usize,
}

/// An entry of a tree, with what tells it from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListedEntry<'t> {
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

impl<'t> ListedEntry<'t> {
    /// An entry by its name, mode and id.
    pub(super) fn new(name: &'t [u8], mode: i32, id: Oid) -> ListedEntry<'t> {
        ListedEntry { name, mode, id }
    }

    /// The tree that it is, if it is a folder.
    pub(super) fn folder(&self) -> Option<Oid> {
        (self.mode == i32::from(FileMode::Tree)).then_some(self.id)
    }

    /// What it is, at this path.
    pub(super) fn at(&self, path: String) -> TreeEntry {
        classify(self.mode, self.id, path)
    }

    /// Whether another entry is the same in all but its name.
    pub(super) fn is_same(&self, other: &ListedEntry<'_>) -> bool {
        (self.mode, self.id) == (other.mode, other.id)
    }

    /// What it is, if it is neither a folder nor a plain file with a name that everybody can read.
    pub(super) fn non_regular(&self) -> Option<&'static str> {
        match classify(self.mode, self.id, String::new()) {
            TreeEntry::NonRegular(_, what) => Some(what),
            TreeEntry::File(..) | TreeEntry::Folder(..) => {
                std::str::from_utf8(self.name).is_err().then_some(NOT_UTF8)
            }
        }
    }

    /// What follows its first `length` bytes in git's order, where the name of a folder ends with a slash.
    fn rest(&self, length: usize) -> impl Iterator<Item = u8> + use<'t> {
        self.name[length..]
            .iter()
            .copied()
            .chain(self.folder().map(|_| b'/'))
    }

    /// Whether it comes before another in git's order.
    pub(super) fn is_before(&self, other: &ListedEntry<'_>) -> bool {
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
        Trees {
            repo,
            kept: RefCell::new(Vec::new()),
        }
    }

    /// The tree with this id; nothing has no entries.
    pub(super) fn listing(&self, id: Option<Oid>) -> Result<Rc<Listing>, StoreError> {
        let Some(id) = id else {
            return Ok(Rc::new(Listing::of(Vec::new(), width(self.repo))?));
        };
        if let Some((_, kept)) = self.kept.borrow().iter().find(|(kept, _)| *kept == id) {
            return Ok(Rc::clone(kept));
        }
        let listing = Rc::new(Listing::read(self.repo, id)?);
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

/// The bytes of an id.
fn width(repo: &Repository) -> usize {
    if repo.object_format() == git2::ObjectFormat::Sha1 {
        20
    } else {
        32
    }
}

impl Listing {
    /// The tree with this id.
    pub(super) fn read(repo: &Repository, id: Oid) -> Result<Listing, StoreError> {
        let objects = repo.odb()?;
        let object = objects.read(id)?;
        if object.kind() != ObjectType::Tree {
            return Err(StoreError::Git(format!("the object {id} is no tree")));
        }
        Listing::of(object.data().to_vec(), width(repo))
    }

    /// The entries, in git's order.
    pub(super) fn entries(&self) -> impl Iterator<Item = ListedEntry<'_>> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    /// A tree of these bytes.
    ///
    /// # Errors
    /// It is not as git writes one: entries out of order could hide what changed.
    fn of(bytes: Vec<u8>, width: usize) -> Result<Listing, StoreError> {
        let mut listing = Listing {
            bytes,
            ends: Vec::new(),
            width,
        };
        let (mut at, mut ends, mut last) = (0, Vec::new(), None::<ListedEntry<'_>>);
        while at < listing.bytes.len() {
            let (listed, end) = listing.entry(at)?;
            if last.is_some_and(|last| !last.is_before(&listed)) {
                return Err(broken());
            }
            (at, last) = (end, Some(listed));
            ends.push(end);
        }
        listing.ends = ends;
        Ok(listing)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// An entry by its number.
    pub(super) fn get(&self, number: usize) -> Option<ListedEntry<'_>> {
        let (listed, _) = self.entry(self.begin(number)?).ok()?;
        Some(listed)
    }

    /// Where an entry begins.
    fn begin(&self, number: usize) -> Option<usize> {
        match number {
            number if number >= self.ends.len() => None,
            0 => Some(0),
            number => self.ends.get(number - 1).copied(),
        }
    }

    /// The entry that begins at a place, and where it ends.
    fn entry(&self, at: usize) -> Result<(ListedEntry<'_>, usize), StoreError> {
        let rest = &self.bytes[at..];
        let end = memchr(0, rest).ok_or_else(broken)?;
        let space = memchr(b' ', &rest[..end]).ok_or_else(broken)?;
        let mut mode = 0;
        for digit in &rest[..space] {
            let value = digit
                .checked_sub(b'0')
                .filter(|value| *value < 8)
                .ok_or_else(broken)?;
            mode = mode << 3 | i32::from(value);
        }
        let after = end + 1 + self.width;
        let id = rest.get(end + 1..after).ok_or_else(broken)?;
        Ok((
            ListedEntry {
                name: &rest[space + 1..end],
                mode,
                id: Oid::from_bytes(id)?,
            },
            at + after,
        ))
    }

    /// How many entries two trees have in common at their beginnings, and how many at their ends.
    pub(super) fn shared(&self, other: &Listing) -> (usize, usize) {
        let (one, two) = (&self.bytes, &other.bytes);
        let same = |(one, two): &(&[u8], &[u8])| one == two;
        let begin = STEP
            * one
                .chunks_exact(STEP)
                .zip(two.chunks_exact(STEP))
                .take_while(same)
                .count();
        let first = self.ends.partition_point(|end| *end <= begin);
        let end = STEP
            * one
                .rchunks_exact(STEP)
                .zip(two.rchunks_exact(STEP))
                .take_while(same)
                .count();
        // An entry that begins as far from the end of both trees, where all that follows is the same.
        let far =
            |listing: &Listing, number: usize| Some(listing.bytes.len() - listing.begin(number)?);
        let most = self.len().min(other.len()) - first;
        let after = self.ends.partition_point(|it| *it < one.len() - end) + 1;
        let last = self.len().saturating_sub(after).min(most);
        let is_entry = last > 0 && far(self, self.len() - last) == far(other, other.len() - last);
        (first, if is_entry { last } else { 0 })
    }
}

/// How many bytes are compared at once.
const STEP: usize = 64;

fn broken() -> StoreError {
    StoreError::Git("a tree of this repository is not as git writes one".to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A tree whose entries have these numbers for names and these for contents.
    fn tree(entries: &[(u16, u8)]) -> Listing {
        let mut entries: Vec<(String, u8)> = entries
            .iter()
            .map(|(name, id)| (format!("r{name:05}"), *id))
            .collect();
        entries.sort();
        entries.dedup_by(|one, other| one.0 == other.0);
        // Bytes of an id may look like the end of a name.
        let bytes = entries.iter().flat_map(|(name, id)| {
            [
                b"40000 ",
                name.as_bytes(),
                b"\0",
                &[*id, 0, b' ', *id].repeat(5),
            ]
            .concat()
        });
        Listing::of(bytes.collect(), 20).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_shared_is_the_same_on_both_sides(
            both in prop::collection::vec((0..400u16, 0..3u8), 0..200),
            one in prop::collection::vec((0..400u16, 0..3u8), 0..4),
            other in prop::collection::vec((0..400u16, 0..3u8), 0..4),
        ) {
            let (one, other) = (tree(&[one, both.clone()].concat()), tree(&[other, both].concat()));
            let (first, last) = one.shared(&other);
            prop_assert!(first + last <= one.len().min(other.len()));
            for at in 0..first {
                prop_assert_eq!(one.get(at), other.get(at));
            }
            for at in 1..=last {
                prop_assert_eq!(one.get(one.len() - at), other.get(other.len() - at));
            }
        }
    }

    #[test]
    fn a_tree_out_of_order_or_cut_is_none() {
        let id = [1; 20];
        let entry = |name: &str| [b"100644 ", name.as_bytes(), b"\0", &id].concat();
        assert_eq!(
            Listing::of([entry("a"), entry("b")].concat(), 20)
                .unwrap()
                .len(),
            2
        );
        for bytes in [
            [entry("b"), entry("a")].concat(),
            [entry("a"), entry("a")].concat(),
            entry("a")[..20].to_vec(),
            b"100844 a".to_vec(),
            [b"1006x4 a\0".as_slice(), &id].concat(),
        ] {
            assert!(Listing::of(bytes, 20).is_err());
        }
    }
}
