//! Walks a history and compares every commit with each of its parents.

use std::collections::HashSet;

use git2::{ObjectType, Oid, Repository, Sort};

use super::changed::changed;
use super::listing::Trees;
use super::read::{FEW, entry};
use super::{Changed, Commit, Store, StoreError, Version};

/// The commits of a history, oldest first.
#[derive(Debug, Default)]
pub struct Walk {
    /// The number of commits.
    pub commits: usize,
    /// All pairs of a commit and one of its parents.
    pub pairs: Vec<(Commit, Commit)>,
    /// The pairs whose files differ. A first commit has no pair.
    pub steps: Vec<CommitStep>,
}

/// The changes of a commit to one of its parents.
#[derive(Debug)]
pub struct CommitStep {
    /// The commit.
    pub commit: Commit,
    /// The parent.
    pub parent: Commit,
    /// The tree of the parent.
    pub before: Version,
    /// The tree of the commit.
    pub after: Version,
    /// The files that differ.
    pub changed: Changed,
}

/// A commit and one of its parents.
type Pair = (Oid, Oid);

impl Store {
    /// Compares every commit in the history of `tip` but not of `since` with each of its parents, below `folder`
    /// (without a final `/`).
    ///
    /// # Errors
    /// A commit or a tree is missing: an incomplete history cannot be verified.
    pub fn walk(&self, tip: Commit, since: &[Commit], folder: &str) -> Result<Walk, StoreError> {
        let mut order = self.repo.revwalk()?;
        order.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
        order.push(tip.0)?;
        for known in since {
            order.hide(known.0)?;
        }
        let mut commits = 0;
        let mut pairs: Vec<Pair> = Vec::new();
        for id in order {
            let id = id?;
            commits += 1;
            pairs.extend(
                self.repo
                    .find_commit(id)?
                    .parent_ids()
                    .map(|parent| (id, parent)),
            );
        }
        let steps = self.compared(&pairs, folder)?;
        let pairs = pairs
            .into_iter()
            .map(|(commit, parent)| (Commit(commit), Commit(parent)))
            .collect();
        Ok(Walk {
            commits,
            pairs,
            steps,
        })
    }

    /// One thread compares adjacent commits, because they share most trees.
    fn compared(&self, pairs: &[Pair], folder: &str) -> Result<Vec<CommitStep>, StoreError> {
        self.in_shares(pairs, FEW, |repo, pairs| steps(repo, pairs, folder))
    }

    /// The first-parent commits after `base` up to `tip`, oldest first; none if they do not lead to `base`.
    pub fn first_parents(
        &self,
        base: Commit,
        tip: Commit,
    ) -> Result<Option<Vec<Commit>>, StoreError> {
        let mut line = Vec::new();
        let mut at = self.repo.find_commit(tip.0)?;
        while at.id() != base.0 {
            line.push(Commit(at.id()));
            // If the base is not an ancestor, the line has passed it.
            match at.parent_ids().next() {
                Some(parent) if self.is_before(base, Commit(parent))? => {
                    at = self.repo.find_commit(parent)?
                }
                Some(_) | None => return Ok(None),
            }
        }
        line.reverse();
        Ok(Some(line))
    }

    /// The commits that changed a file since it had these bytes, newest first: those with contents that no parent has.
    pub fn since_bytes(
        &self,
        tip: Commit,
        path: &str,
        bytes: &[u8],
    ) -> Result<Vec<Commit>, StoreError> {
        let target = Some(Oid::hash_object(ObjectType::Blob, bytes)?);
        let at = |id: Oid| -> Result<Option<Oid>, StoreError> {
            let top = self.repo.find_commit(id)?.tree()?;
            Ok(entry(&top, path)?.map(|entry| entry.id()))
        };
        let (mut open, mut seen, mut found) = (vec![tip.0], HashSet::new(), Vec::new());
        while let Some(id) = open.pop() {
            let here = at(id)?;
            if here == target || !seen.insert(id) {
                continue;
            }
            let parents: Vec<Oid> = self.repo.find_commit(id)?.parent_ids().collect();
            let mut is_new = true;
            for parent in parents {
                is_new = is_new && at(parent)? != here;
                open.push(parent);
            }
            if is_new {
                found.push(Commit(id));
            }
        }
        Ok(found)
    }

    /// The full name of the branch of HEAD, which may not have a commit.
    pub fn main_branch(&self) -> Result<String, StoreError> {
        Ok(self.head_reference()?.0)
    }

    /// A commit for messages: short id, author date and author, as in `4b825dc642cb (2026-03-09, Ann)`.
    pub fn told(&self, commit: Commit) -> Result<String, StoreError> {
        let found = self.repo.find_commit(commit.0)?;
        let author = found.author();
        let day = chrono::DateTime::from_timestamp(author.when().seconds(), 0);
        let day = day.map_or("an unknown day".to_string(), |day| {
            day.format("%Y-%m-%d").to_string()
        });
        let name = String::from_utf8_lossy(author.name_bytes()).into_owned();
        let id = commit.to_string();
        Ok(format!(
            "{} ({day}, {})",
            id.get(..12).unwrap_or(&id),
            name.trim()
        ))
    }

    /// Whether one commit is the same as another, or an ancestor of it.
    pub fn is_before(&self, earlier: Commit, later: Commit) -> Result<bool, StoreError> {
        Ok(earlier == later || self.repo.graph_descendant_of(later.0, earlier.0)?)
    }

    /// The commit with this full id; none if this clone does not have it.
    pub fn commit_with_id(&self, hex: &str) -> Option<Commit> {
        self.repo
            .find_commit(self.commit_id(hex)?)
            .ok()
            .map(|commit| Commit(commit.id()))
    }

    /// Whether this clone has grafts, which replace the parents of commits.
    pub fn is_grafted(&self) -> bool {
        let grafts = self.repo.commondir().join("info/grafts");
        std::fs::read(grafts).is_ok_and(|bytes| !bytes.trim_ascii().is_empty())
    }
}

fn steps(repo: &Repository, pairs: &[Pair], folder: &str) -> Result<Vec<CommitStep>, StoreError> {
    let trees = Trees::of(repo);
    let mut steps = Vec::new();
    for (commit, parent) in pairs {
        let (after, before) = (
            repo.find_commit(*commit)?.tree_id(),
            repo.find_commit(*parent)?.tree_id(),
        );
        let changed = changed(&trees, Some(before), after, folder)?;
        if changed != Changed::default() {
            let (before, after) = (Version(before), Version(after));
            let (commit, parent) = (Commit(*commit), Commit(*parent));
            steps.push(CommitStep {
                commit,
                parent,
                before,
                after,
                changed,
            });
        }
    }
    Ok(steps)
}
