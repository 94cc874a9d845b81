//! What differs between two versions of a folder, by comparing git's trees.

use git2::{FileMode, Oid};

use super::listing::{ListedEntry, Listing, Trees};
use super::read::join;
use super::{Store, StoreError, Version};

/// What differs between two versions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The paths of all files that were added, edited or removed, in order. A file that was moved is two.
    pub paths: Vec<String>,
    /// Those among them that the earlier version had: they were edited or removed.
    pub earlier: Vec<String>,
    /// Those among them that now are no plain files, with what they are.
    pub non_regular: Vec<(String, &'static str)>,
}

impl Store {
    /// What differs below `folder` (without a `/` at its end) from `before` to `after`; before a first commit
    /// there is nothing. Folders that are equal are never read: libgit2's own comparison would read them all.
    pub fn changed(
        &self,
        before: Option<Version>,
        after: Version,
        folder: &str,
    ) -> Result<Changed, StoreError> {
        changed(
            &Trees::of(&self.repo),
            before.map(|before| before.0),
            after.0,
            folder,
        )
    }

    /// The same of everything, from the top.
    pub(super) fn changed_anywhere(
        &self,
        before: Option<Version>,
        after: Version,
    ) -> Result<Changed, StoreError> {
        let top = |version: Version| ListedEntry::new(b"", FileMode::Tree.into(), version.0);
        compared(
            &Trees::of(&self.repo),
            "",
            before.map(top),
            Some(top(after)),
        )
    }
}

/// The same for trees that somebody reads many of.
pub(super) fn changed(
    trees: &Trees<'_>,
    before: Option<Oid>,
    after: Oid,
    folder: &str,
) -> Result<Changed, StoreError> {
    let old = before
        .map(|before| trees.at(before, folder))
        .transpose()?
        .flatten();
    let new = trees.at(after, folder)?;
    let listed = |found: Option<(i32, Oid)>| {
        found.map(|(mode, id)| ListedEntry::new(folder.as_bytes(), mode, id))
    };
    compared(trees, folder, listed(old), listed(new))
}

/// What differs between what two versions have at one path, in order.
fn compared(
    trees: &Trees<'_>,
    path: &str,
    old: Option<ListedEntry<'_>>,
    new: Option<ListedEntry<'_>>,
) -> Result<Changed, StoreError> {
    let mut changed = Changed::default();
    compare(trees, path, old, new, &mut changed)?;
    for paths in [&mut changed.paths, &mut changed.earlier] {
        paths.sort();
        paths.dedup();
    }
    changed.non_regular.sort();
    Ok(changed)
}

/// Compares what two versions have at one path.
fn compare(
    trees: &Trees<'_>,
    path: &str,
    old: Option<ListedEntry<'_>>,
    new: Option<ListedEntry<'_>>,
    changed: &mut Changed,
) -> Result<(), StoreError> {
    if let (Some(old), Some(new)) = (&old, &new)
        && old.is_same(new)
    {
        return Ok(());
    }
    let is_file = |entry: &ListedEntry<'_>| entry.folder().is_none();
    if old.as_ref().is_some_and(is_file) {
        changed.earlier.push(path.to_string());
    }
    if old.as_ref().is_some_and(is_file) || new.as_ref().is_some_and(is_file) {
        changed.paths.push(path.to_string());
    }
    changed.non_regular.extend(
        new.and_then(|new| new.non_regular())
            .map(|non_regular| (path.to_string(), non_regular)),
    );
    let folder =
        |entry: Option<ListedEntry<'_>>| trees.listing(entry.and_then(|entry| entry.folder()));
    let (olds, news) = (folder(old)?, folder(new)?);
    // So it is with nearly all entries of a wide folder.
    let (first, last) = olds.shared(&news);
    let (mut at, mut on) = (first, first);
    let entry =
        |listing: &'_ Listing, number: usize| (number + last < listing.len()).then_some(number);
    loop {
        let old = entry(&olds, at).and_then(|at| olds.get(at));
        let new = entry(&news, on).and_then(|on| news.get(on));
        let (left, right) = match (old, new) {
            (None, None) => return Ok(()),
            (Some(left), Some(right)) if left.is_before(&right) => (Some(left), None),
            (Some(left), Some(right)) if right.is_before(&left) => (None, Some(right)),
            both => both,
        };
        // A file that became a folder, or the other way round, is two entries in git's order.
        if left != right
            && let Some(named) = left.or(right)
        {
            let below = join(path, &String::from_utf8_lossy(named.name));
            compare(trees, &below, left, right, changed)?;
        }
        at += usize::from(left.is_some());
        on += usize::from(right.is_some());
    }
}
