//! The guarded branch: the branch of the store on a server, whose pushes the hook checks.

use chrono::{DateTime, Utc};
use git2::Sort;

use super::{Commit, Store, StoreError};

/// The git setting that names the guarded branch.
const BRANCH: &str = "wr.branch";

const HEADS: &str = "refs/heads/";

/// The guarded branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded {
    /// Its full name.
    pub reference: String,
    /// Where its name comes from.
    pub by: BranchSource,
    /// Its commit; none if the branch does not exist yet.
    pub commit: Option<Commit>,
}

/// Where the name of the guarded branch comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BranchSource {
    /// The setting `wr.branch`.
    Setting,
    /// HEAD of the repository.
    Head,
}

impl Store {
    /// The guarded branch: `wr.branch` of the repository's own configuration, or else the branch of HEAD.
    pub fn guarded(&self) -> Result<Guarded, StoreError> {
        let (reference, by) = match self.config(BRANCH)? {
            Some(name) if name.starts_with(HEADS) => (name, BranchSource::Setting),
            Some(name) => (format!("{HEADS}{name}"), BranchSource::Setting),
            None => (self.main_branch()?, BranchSource::Head),
        };
        let found = self
            .repo
            .find_reference(&reference)
            .and_then(|found| found.peel_to_commit());
        let commit = match found {
            Ok(commit) => Some(Commit(commit.id())),
            Err(error) if error.code() == git2::ErrorCode::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Guarded {
            reference,
            by,
            commit,
        })
    }

    /// Sets the guarded branch, by its full name.
    pub fn guard(&self, reference: &str) -> Result<(), StoreError> {
        self.set_config(BRANCH, reference.strip_prefix(HEADS).unwrap_or(reference))
    }

    /// The full names of the branches that have `path`.
    pub fn branches_with(&self, path: &str) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for reference in self.repo.references_glob(&format!("{HEADS}*"))? {
            let reference = reference?;
            let (Ok(name), Ok(commit)) = (reference.name(), reference.peel_to_commit()) else {
                continue;
            };
            if self.tree_id(Commit(commit.id()), path).is_some() {
                found.push(name.to_string());
            }
        }
        found.sort();
        Ok(found)
    }

    /// The commits in the history of `tip` but not of `since` with a committer date later than `latest`, with that
    /// date.
    pub fn dated_after(
        &self,
        tip: Commit,
        since: &[Commit],
        latest: DateTime<Utc>,
    ) -> Result<Vec<(Commit, DateTime<Utc>)>, StoreError> {
        let mut walk = self.repo.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL)?;
        walk.push(tip.0)?;
        for commit in since {
            walk.hide(commit.0)?;
        }
        let mut found = Vec::new();
        for id in walk {
            let commit = self.repo.find_commit(id?)?;
            let at = DateTime::from_timestamp(commit.time().seconds(), 0)
                .unwrap_or(DateTime::<Utc>::MAX_UTC);
            if at > latest {
                found.push((Commit(commit.id()), at));
            }
        }
        Ok(found)
    }
}
