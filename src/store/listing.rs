//! Reads git's trees from their bytes. The widest folder of a store has an entry for each register, and one of them
//! differs from commit to commit: equal entries need no allocation.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use git2::{ErrorCode, FileMode, ObjectType, Oid, Repository};

use super::error::StoreError;
use super::tree_entry::{NOT_UTF8, TreeEntry, classify};

/// The bytes of a tree.
pub(super) struct Listing {
    bytes: Vec<u8>,
    /// The end of each entry.
    ends: Vec<usize>,
    /// The length of an id: 20 bytes, or 32 with SHA-256.
    width: usize,
}

/// An entry of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListedEntry<'t> {
    pub(super) name: &'t [u8],
    mode: i32,
    id: Oid,
}

/// Reads trees of one repository and caches the last wide ones, which are the same in many commits.
pub(super) struct Trees<'r> {
    repo: &'r Repository,
    kept: RefCell<Vec<(Oid, Rc<Listing>)>>,
}

/// Trees of up to this many bytes are not cached: reading them again is as fast.
const WIDE: usize = 2_000;
/// The number of cached trees.
const KEPT: usize = 4;

impl<'t> ListedEntry<'t> {
    pub(super) fn new(name: &'t [u8], mode: i32, id: Oid) -> ListedEntry<'t> {
        ListedEntry { name, mode, id }
    }

    /// The id of its tree, if it is a folder.
    pub(super) fn folder(&self) -> Option<Oid> {
        (self.mode == i32::from(FileMode::Tree)).then_some(self.id)
    }

    pub(super) fn at(&self, path: String) -> TreeEntry {
        classify(self.mode, self.id, path)
    }

    /// Whether mode and id are the same.
    pub(super) fn is_same(&self, other: &ListedEntry<'_>) -> bool {
        (self.mode, self.id) == (other.mode, other.id)
    }

    /// Its kind, unless it is a folder or a plain file with a name in UTF-8.
    pub(super) fn non_regular(&self) -> Option<&'static str> {
        match classify(self.mode, self.id, String::new()) {
            TreeEntry::NonRegular(_, what) => Some(what),
            TreeEntry::File(..) | TreeEntry::Folder(..) => {
                std::str::from_utf8(self.name).is_err().then_some(NOT_UTF8)
            }
        }
    }

    /// The name after its first `length` bytes; for sorting, git adds a slash to the name of a folder.
    fn rest(&self, length: usize) -> impl Iterator<Item = u8> + use<'t> {
        self.name[length..]
            .iter()
            .copied()
            .chain(self.folder().map(|_| b'/'))
    }

    /// Whether it is before another entry in git's order.
    pub(super) fn is_before(&self, other: &ListedEntry<'_>) -> bool {
        let length = self.name.len().min(other.name.len());
        // Most names differ before one of them ends.
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

    /// The tree with this id; an empty one without an id.
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

    pub(super) fn at(&self, top: Oid, path: &str) -> Result<Option<(i32, Oid)>, StoreError> {
        let tree = self.repo.find_tree(top)?;
        match tree.get_path(std::path::Path::new(path)) {
            // Old trees may have a mode with leading zeros, so folders get the standard mode.
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => {
                Ok(Some((FileMode::Tree.into(), entry.id())))
            }
            Ok(entry) => Ok(Some((entry.filemode_raw(), entry.id()))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn width(repo: &Repository) -> usize {
    if repo.object_format() == git2::ObjectFormat::Sha1 {
        20
    } else {
        32
    }
}

impl Listing {
    pub(super) fn read(repo: &Repository, id: Oid) -> Result<Listing, StoreError> {
        let objects = repo.odb()?;
        let object = objects.read(id)?;
        if object.kind() != ObjectType::Tree {
            return Err(StoreError::Git(format!("the object {id} is not a tree")));
        }
        Listing::of(object.data().to_vec(), width(repo))
    }

    /// The entries, in git's order.
    pub(super) fn entries(&self) -> impl Iterator<Item = ListedEntry<'_>> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    /// Parses the bytes of a tree.
    ///
    /// # Errors
    /// The tree is malformed. Entries out of order could hide a change.
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

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: usize) -> Option<ListedEntry<'_>> {
        let (listed, _) = self.entry(self.begin(number)?).ok()?;
        Some(listed)
    }

    fn begin(&self, number: usize) -> Option<usize> {
        match number {
            number if number >= self.ends.len() => None,
            0 => Some(0),
            number => self.ends.get(number - 1).copied(),
        }
    }

    /// The entry that starts at an offset, and its end.
    fn entry(&self, at: usize) -> Result<(ListedEntry<'_>, usize), StoreError> {
        let rest = &self.bytes[at..];
        let find = |wanted| rest.iter().position(|byte| *byte == wanted);
        let (space, end) = find(b' ').zip(find(0)).ok_or_else(broken)?;
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

    /// The numbers of entries that two trees share at the start and at the end.
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
        // The shared end must start at an entry, at the same distance from the end of both trees.
        let far =
            |listing: &Listing, number: usize| Some(listing.bytes.len() - listing.begin(number)?);
        let most = self.len().min(other.len()) - first;
        let after = self.ends.partition_point(|it| *it < one.len() - end) + 1;
        let last = self.len().saturating_sub(after).min(most);
        let is_entry = last > 0 && far(self, self.len() - last) == far(other, other.len() - last);
        (first, if is_entry { last } else { 0 })
    }
}

/// The number of bytes per comparison.
const STEP: usize = 64;

fn broken() -> StoreError {
    StoreError::Git("a tree in this repository is malformed".to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A tree of entries with these names and contents.
    fn tree(entries: &[(u16, u8)]) -> Listing {
        let mut entries: Vec<(String, u8)> = entries
            .iter()
            .map(|(name, id)| (format!("r{name:05}"), *id))
            .collect();
        entries.sort();
        entries.dedup_by(|one, other| one.0 == other.0);
        // The bytes of an id may look like the end of a name.
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
