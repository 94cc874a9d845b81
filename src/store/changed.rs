//! What differs between two versions of a folder, by comparing git's trees.

use git2::{ObjectType, Oid};

use super::read::{Entry, NOT_UTF8, classify, entry, join};
use super::{Store, StoreError, Version};

/// What differs between two versions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The paths of all files that were added, edited or removed, in order. A file that was moved is two.
    pub paths: Vec<String>,
    /// Those among them that now are no plain files, with what they are.
    pub odd: Vec<(String, &'static str)>,
}

/// An entry of a tree, with what tells it from another.
struct Listed {
    name: Vec<u8>,
    mode: i32,
    id: Oid,
    /// What it is; nothing for what stands in the earlier version only.
    odd: Option<&'static str>,
}

impl Listed {
    fn folder(&self) -> Option<Oid> {
        (self.mode == i32::from(git2::FileMode::Tree)).then_some(self.id)
    }
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
        let old = before.map(|before| self.listed_at(before, folder)).transpose()?.flatten();
        let new = self.listed_at(after, folder)?;
        let mut changed = Changed::default();
        self.compare(folder, old.as_ref(), new.as_ref(), &mut changed)?;
        changed.paths.sort();
        changed.paths.dedup();
        changed.odd.sort();
        Ok(changed)
    }

    /// The same of everything, from the top.
    pub(super) fn changed_anywhere(
        &self,
        before: Option<Version>,
        after: Version,
    ) -> Result<Changed, StoreError> {
        let top = |version: Version| Listed {
            name: Vec::new(),
            mode: git2::FileMode::Tree.into(),
            id: version.0,
            odd: None,
        };
        let mut changed = Changed::default();
        self.compare("", before.map(top).as_ref(), Some(&top(after)), &mut changed)?;
        changed.paths.sort();
        changed.paths.dedup();
        Ok(changed)
    }

    /// Compares what two versions have at one path.
    fn compare(
        &self,
        path: &str,
        old: Option<&Listed>,
        new: Option<&Listed>,
        changed: &mut Changed,
    ) -> Result<(), StoreError> {
        let what = |entry: Option<&Listed>| entry.map(|entry| (entry.mode, entry.id));
        if what(old) == what(new) {
            return Ok(());
        }
        let is_file = |entry: &&Listed| entry.folder().is_none();
        if old.is_some_and(|old| is_file(&old)) || new.is_some_and(|new| is_file(&new)) {
            changed.paths.push(path.to_string());
        }
        changed.odd.extend(new.and_then(|new| new.odd).map(|odd| (path.to_string(), odd)));
        let list = |entry: Option<&Listed>| match entry.and_then(Listed::folder) {
            Some(id) => self.list_all(id),
            None => Ok(Vec::new()),
        };
        let (old, new) = (list(old)?, list(new)?);
        let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let (old, new) = match (olds.peek(), news.peek()) {
                (None, None) => return Ok(()),
                (Some(old), Some(new)) if old.name == new.name => (olds.next(), news.next()),
                (Some(old), Some(new)) if new.name < old.name => (None, news.next()),
                (None, Some(_)) => (None, news.next()),
                (Some(_), _) => (olds.next(), None),
            };
            let Some(named) = old.or(new) else { return Ok(()) };
            let below = join(path, &String::from_utf8_lossy(&named.name));
            self.compare(&below, old, new, changed)?;
        }
    }

    fn listed_at(&self, version: Version, path: &str) -> Result<Option<Listed>, StoreError> {
        let top = self.repo.find_tree(version.0)?;
        Ok(entry(&top, path)?.map(|entry| listed(&entry)))
    }

    /// A tree's entries by name: git's own order puts `a.b` between the file `a` and the folder `a`.
    fn list_all(&self, id: Oid) -> Result<Vec<Listed>, StoreError> {
        let tree = self.repo.find_tree(id)?;
        let mut all: Vec<Listed> = tree.iter().map(|entry| listed(&entry)).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }
}

fn listed(entry: &git2::TreeEntry<'_>) -> Listed {
    let odd = match classify(entry, String::new()) {
        Entry::Odd(_, what) => Some(what),
        Entry::File(..) | Entry::Folder(..) => entry.name().is_err().then_some(NOT_UTF8),
    };
    // A tree's mode is what says that it is one, and a tree may be stored with zeros before it.
    let is_folder = entry.kind() == Some(ObjectType::Tree);
    let mode = if is_folder { git2::FileMode::Tree.into() } else { entry.filemode_raw() };
    Listed { name: entry.name_bytes().to_vec(), mode, id: entry.id(), odd }
}
