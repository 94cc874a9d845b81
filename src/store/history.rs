//! Finds commits by name, and how they are related.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Utc};
use git2::{ErrorCode, Oid};

use super::{Commit, Store, StoreError};

/// The tree of a commit or of the index; equal versions have equal files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub(super) Oid);

impl Store {
    /// The commit that git finds by a name: a branch, a tag, an id, `HEAD~2`; none if there is no such commit.
    pub fn commit_named(&self, name: &str) -> Result<Option<Commit>, StoreError> {
        match self
            .repo
            .revparse_single(name)
            .and_then(|found| found.peel_to_commit())
        {
            Ok(commit) => Ok(Some(Commit(commit.id()))),
            Err(error) if is_no_name(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The merge base of two commits; none if this clone has no common commit.
    pub fn fork_point(&self, one: Commit, other: Commit) -> Result<Option<Commit>, StoreError> {
        match self.repo.merge_base(one.0, other.0) {
            Ok(base) => Ok(Some(Commit(base))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of the remotes, such as `origin`.
    pub fn remotes(&self) -> Vec<String> {
        let Ok(names) = self.repo.remotes() else {
            return Vec::new();
        };
        names
            .iter()
            .flatten()
            .flatten()
            .map(str::to_string)
            .collect()
    }

    /// Whether this clone is shallow, as after `git clone --depth`.
    pub fn is_shallow(&self) -> bool {
        self.repo.is_shallow()
    }

    /// The tree of a commit.
    pub fn version(&self, at: Commit) -> Result<Version, StoreError> {
        Ok(Version(self.repo.find_commit(at.0)?.tree_id()))
    }

    /// The tree of the index. `git write-tree` writes it, because git can read every kind of index and knows which one
    /// it is about to commit.
    pub fn staged(&self) -> Result<Version, StoreError> {
        let top = self.top().unwrap_or(Path::new("."));
        let mut git = Command::new("git");
        git.arg("--git-dir")
            .arg(self.repo.path())
            .arg("--work-tree")
            .arg(top);
        git.current_dir(top).arg("write-tree");
        let output = git.output().map_err(StoreError::no_git)?;
        let told = String::from_utf8_lossy(&output.stdout);
        match self.commit_id(told.trim()) {
            Some(id) if output.status.success() => Ok(Version(id)),
            _ => Err(StoreError::Git(
                String::from_utf8_lossy(&output.stderr).trim().to_string(),
            )),
        }
    }

    /// The ids that are not those of commits in the history of `tip`. In a shallow clone these are only the malformed
    /// ids, because the missing part of the history may have the others.
    pub fn not_before(
        &self,
        tip: Commit,
        ids: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut missing: BTreeSet<String> = BTreeSet::new();
        let mut wanted: BTreeMap<Oid, &String> = BTreeMap::new();
        for id in ids {
            match self.commit_id(id) {
                Some(oid) => drop(wanted.insert(oid, id)),
                None => drop(missing.insert(id.clone())),
            }
        }
        if wanted.is_empty() || self.is_shallow() {
            return Ok(missing);
        }
        let mut walk = self.repo.revwalk()?;
        walk.push(tip.0)?;
        for commit in walk {
            wanted.remove(&commit?);
            if wanted.is_empty() {
                break;
            }
        }
        missing.extend(wanted.into_values().cloned());
        Ok(missing)
    }

    /// The committer date since which every first-parent commit up to `tip` has a file; none if `tip` does not have it.
    pub fn there_since(
        &self,
        tip: Commit,
        path: &str,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut since = None;
        let mut at = Some(self.repo.find_commit(tip.0)?);
        while let Some(commit) = at {
            if commit.tree()?.get_path(Path::new(path)).is_err() {
                break;
            }
            since = DateTime::from_timestamp(commit.time().seconds(), 0);
            at = commit.parents().next();
        }
        Ok(since)
    }

    /// Whether a merge waits to be committed.
    pub fn is_merging(&self) -> bool {
        self.repo.path().join("MERGE_HEAD").exists()
    }
}

/// Whether git found no commit by a name.
fn is_no_name(error: &git2::Error) -> bool {
    let codes = [
        ErrorCode::NotFound,
        ErrorCode::InvalidSpec,
        ErrorCode::Peel,
        ErrorCode::Ambiguous,
    ];
    codes.contains(&error.code())
}
