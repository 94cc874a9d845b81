//! Compares two versions of a folder by git's trees.

use git2::{FileMode, Oid};

use super::listing::{ListedEntry, Listing, Trees};
use super::read::join;
use super::{Store, StoreError, Version};

/// The files that differ between two versions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The paths of all added, edited and removed files, in order. A moved file has two.
    pub paths: Vec<String>,
    /// The edited and removed ones among them, which the earlier version has.
    pub earlier: Vec<String>,
    /// The ones among them that are not plain files in the later version, with their kind.
    pub non_regular: Vec<(String, &'static str)>,
}

impl Store {
    /// Compares `folder` (without a final `/`) in two versions; `before` is none for a first commit. Equal folders are
    /// not read, unlike in libgit2's own comparison.
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

    /// Compares two versions from the top.
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

/// Like `Store::changed`, with a cache for many comparisons.
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
    // In a wide folder, nearly all entries are equal.
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
        // A file that became a folder, or the reverse, is two entries in git's order.
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
