//! Reads the files of a commit.

use std::path::Path;
use std::sync::Arc;

use git2::{ErrorCode, ObjectType, Oid, Repository};
use rayon::prelude::*;

use super::error::StoreError;
use super::history::Version;
use super::listing::{ListedEntry, Listing};
use super::open::open;
use super::repository::{Commit, Store};
use super::tree_entry::{FILE, FOLDER, NOT_UTF8, TreeEntry, classify};
use crate::source::{SourceFile, Tree};

/// The requested files, and the entries among them that are not plain files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The plain files.
    pub tree: Tree,
    /// Path and kind (`a symbolic link`) of everything else, ordered by path.
    pub non_regular: Vec<(String, &'static str)>,
}

impl Read {
    pub(super) fn of(parts: Vec<SubtreeFiles>) -> Read {
        let (files, non_regular): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .map(|part| (part.files, part.non_regular))
            .unzip();
        let mut non_regular = non_regular.concat();
        non_regular.sort();
        non_regular.dedup();
        Read {
            tree: files.into_iter().flatten().collect(),
            non_regular,
        }
    }
}

/// The files at one entry of a tree and below it.
#[derive(Default)]
pub(super) struct SubtreeFiles {
    pub(super) files: Vec<Arc<SourceFile>>,
    pub(super) non_regular: Vec<(String, &'static str)>,
}

impl SubtreeFiles {
    fn of(
        repo: &Repository,
        entry: &TreeEntry,
        is_left_out: &impl Fn(&str) -> bool,
    ) -> Result<SubtreeFiles, StoreError> {
        let mut part = SubtreeFiles::default();
        let mut waiting = vec![entry.clone()];
        while let Some(entry) = waiting.pop() {
            match entry {
                TreeEntry::Folder(path, id) => {
                    waiting.extend(list(repo, &path, id, is_left_out)?.into_iter().rev());
                }
                TreeEntry::File(path, id) => {
                    part.files.push(SourceFile::new(path, blob(repo, id)?))
                }
                TreeEntry::NonRegular(path, kind) => part.non_regular.push((path, kind)),
            }
        }
        Ok(part)
    }
}

/// Below this number of objects, one thread is faster.
pub(super) const FEW: usize = 200;
/// Below this number of folders, one thread is faster.
const FEW_FOLDERS: usize = 8;
/// The number of shares for each thread. More shares balance the load better, but each opens the repository.
const SHARES: usize = 8;

impl Store {
    /// Reads the files of a commit at the paths in `under`: files, and folders with a `/` at the end. An empty list
    /// reads all files; missing paths are skipped.
    pub fn read(&self, at: Commit, under: &[&str]) -> Result<Read, StoreError> {
        self.read_but(at, under, |_| false)
    }

    /// Like `read`, without the files for which `is_left_out` is true.
    pub fn read_but(
        &self,
        at: Commit,
        under: &[&str],
        is_left_out: impl Fn(&str) -> bool + Sync,
    ) -> Result<Read, StoreError> {
        self.read_some(self.version(at)?, under, is_left_out)
    }

    /// Like `read`, for a version that may not be a commit.
    pub fn read_version(&self, at: Version, under: &[&str]) -> Result<Read, StoreError> {
        self.read_some(at, under, |_| false)
    }

    fn read_some(
        &self,
        at: Version,
        under: &[&str],
        is_left_out: impl Fn(&str) -> bool + Sync,
    ) -> Result<Read, StoreError> {
        let top = self.repo.find_tree(at.0)?;
        let mut entries = Vec::new();
        for path in under {
            entries.extend(asked_for(&top, path)?);
        }
        if under.is_empty() {
            entries.push(TreeEntry::Folder(String::new(), top.id()));
        }
        // Opens folders until there are enough entries for all threads; each thread then reads its entries with all
        // files below. The files stay in git's order of paths.
        while entries.len() < FEW
            && entries
                .iter()
                .any(|entry| matches!(entry, TreeEntry::Folder(..)))
        {
            let mut opened = Vec::new();
            for entry in entries {
                match entry {
                    TreeEntry::Folder(path, id) => {
                        opened.extend(list(&self.repo, &path, id, &is_left_out)?)
                    }
                    TreeEntry::File(..) | TreeEntry::NonRegular(..) => opened.push(entry),
                }
            }
            entries = opened;
        }
        let parts = self.in_shares(&entries, FEW, |repo, entries| {
            entries
                .iter()
                .map(|entry| SubtreeFiles::of(repo, entry, &is_left_out))
                .collect()
        })?;
        Ok(Read::of(parts))
    }

    /// Reads all of `folder` and calls `work` with the files of each entry as soon as they are read, so that one thread
    /// works while another waits for git's locks. `begin` makes the state for each share; the results are in order.
    pub fn read_with<S, O: Send>(
        &self,
        at: Commit,
        folder: &str,
        begin: impl Fn() -> S + Sync,
        work: impl Fn(&S, &[Arc<SourceFile>]) -> O + Sync,
    ) -> Result<(Read, Vec<O>), StoreError> {
        let top = self.repo.find_tree(self.version(at)?.0)?;
        let entries = match asked_for(&top, folder)? {
            Some(TreeEntry::Folder(path, id)) => list(&self.repo, &path, id, &|_| false)?,
            other @ (Some(TreeEntry::File(..) | TreeEntry::NonRegular(..)) | None) => {
                other.into_iter().collect()
            }
        };
        let read = self.in_shares(&entries, FEW_FOLDERS, |repo, entries| {
            let begun = begin();
            let read = entries.iter().map(|entry| {
                let part = SubtreeFiles::of(repo, entry, &|_| false)?;
                let made = work(&begun, &part.files);
                Ok((part, made))
            });
            read.collect()
        })?;
        let (parts, made): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        Ok((Read::of(parts), made))
    }

    /// Runs `work` on shares of adjacent items in parallel and joins the results in order. A repository serves one
    /// thread only, so each share opens its own; fewer than `few` items run on this thread.
    pub(super) fn in_shares<I: Sync, O: Send>(
        &self,
        items: &[I],
        few: usize,
        work: impl Fn(&Repository, &[I]) -> Result<Vec<O>, StoreError> + Sync,
    ) -> Result<Vec<O>, StoreError> {
        if items.len() < few {
            return work(&self.repo, items);
        }
        let git_dir = self.repo.path();
        let share = items.len().div_ceil(SHARES * rayon::current_num_threads());
        let made: Result<Vec<Vec<O>>, StoreError> = items
            .par_chunks(share)
            .map(|items| work(&open(git_dir)?, items))
            .collect();
        Ok(made?.into_iter().flatten().collect())
    }

    /// Whether the commit with this full id has `path`; none if this clone does not have the commit.
    pub fn exists_at(&self, at_hex: &str, path: &str) -> Result<Option<bool>, StoreError> {
        let Some(id) = self.commit_id(at_hex) else {
            return Ok(None);
        };
        match self.repo.find_commit(id) {
            Ok(commit) => Ok(Some(entry(&commit.tree()?, path)?.is_some())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of the folders directly in `path` (empty for the top), in git's order.
    pub fn list_folders(&self, at: Commit, path: &str) -> Result<Vec<String>, StoreError> {
        self.folders_in(self.version(at)?, path)
    }

    /// Like `list_folders`, for a version that may not be a commit.
    pub fn folders_in(&self, at: Version, path: &str) -> Result<Vec<String>, StoreError> {
        let top = self.repo.find_tree(at.0)?;
        let folder = match path.trim_end_matches('/') {
            "" => Some(top.id()),
            path => entry(&top, path)?
                .filter(|e| e.kind() == Some(ObjectType::Tree))
                .map(|e| e.id()),
        };
        let Some(folder) = folder else {
            return Ok(Vec::new());
        };
        let tree = self.repo.find_tree(folder)?;
        let folders = tree
            .iter()
            .filter(|entry| entry.kind() == Some(ObjectType::Tree));
        Ok(folders
            .filter_map(|entry| entry.name().ok().map(str::to_string))
            .collect())
    }

    /// The object id of the folder or file at `path` (empty for the top): equal ids mean equal contents.
    pub fn tree_id(&self, at: Commit, path: &str) -> Option<String> {
        let top = self.repo.find_commit(at.0).ok()?.tree().ok()?;
        match path.trim_end_matches('/') {
            "" => Some(top.id().to_string()),
            path => Some(entry(&top, path).ok()??.id().to_string()),
        }
    }
}

pub(super) fn entry(
    top: &git2::Tree<'_>,
    path: &str,
) -> Result<Option<git2::TreeEntry<'static>>, StoreError> {
    match top.get_path(Path::new(path)) {
        Ok(entry) => Ok(Some(entry)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The bytes of a blob, without libgit2's cache, which a whole read would only fill.
pub(super) fn blob(repo: &Repository, id: Oid) -> Result<Vec<u8>, StoreError> {
    Ok(repo.odb()?.read(id)?.data().to_vec())
}

fn asked_for(top: &git2::Tree<'_>, path: &str) -> Result<Option<TreeEntry>, StoreError> {
    let inner = path.trim_end_matches('/').to_string();
    let as_folder = path.ends_with('/');
    Ok(entry(top, &inner)?.map(
        |found| match classify(found.filemode_raw(), found.id(), inner) {
            TreeEntry::File(path, _) if as_folder => TreeEntry::NonRegular(path, FILE),
            TreeEntry::Folder(path, _) if !as_folder => TreeEntry::NonRegular(path, FOLDER),
            fitting @ (TreeEntry::Folder(..) | TreeEntry::File(..) | TreeEntry::NonRegular(..)) => {
                fitting
            }
        },
    ))
}

fn list(
    repo: &Repository,
    folder: &str,
    id: Oid,
    is_left_out: &impl Fn(&str) -> bool,
) -> Result<Vec<TreeEntry>, StoreError> {
    let tree = Listing::read(repo, id)?;
    let named = |entry: ListedEntry<'_>| match std::str::from_utf8(entry.name) {
        Ok(name) => entry.at(join(folder, name)),
        Err(_) => {
            TreeEntry::NonRegular(join(folder, &String::from_utf8_lossy(entry.name)), NOT_UTF8)
        }
    };
    let is_wanted =
        |entry: &TreeEntry| !matches!(entry, TreeEntry::File(path, _) if is_left_out(path));
    Ok(tree.entries().map(named).filter(is_wanted).collect())
}

pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_string()
    } else {
        format!("{folder}/{name}")
    }
}
