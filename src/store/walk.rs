//! The history: every commit against each of its parents.

use std::collections::HashSet;

use git2::{ObjectType, Oid, Repository, Sort};

use super::changed::changed;
use super::listing::Trees;
use super::read::{FEW, entry};
use super::{Changed, Commit, Store, StoreError, Version};

/// The commits of a history, the oldest first.
#[derive(Debug, Default)]
pub struct Walk {
    /// How many there are.
    pub commits: usize,
    /// Each of them with each of its parents.
    pub pairs: Vec<(Commit, Commit)>,
    /// Each commit against each of its parents, where anything differs. A first commit has none.
    pub steps: Vec<CommitStep>,
}

/// What a commit does to what one of its parents had.
#[derive(Debug)]
pub struct CommitStep {
    /// The commit.
    pub commit: Commit,
    /// The parent.
    pub parent: Commit,
    /// What its parent had.
    pub before: Version,
    /// What it has.
    pub after: Version,
    /// What differs.
    pub changed: Changed,
}

/// A commit with one of its parents.
type Pair = (Oid, Oid);

impl Store {
    /// Every commit that is in the history of `tip` and in that of none of `since`, against each of its parents, as far
    /// as they differ below `folder` (without a `/` at its end).
    ///
    /// # Errors
    /// A commit or a tree is not there: a history with gaps proves nothing.
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

    /// Neighbours in history stay with one thread, for they have most trees in common.
    fn compared(&self, pairs: &[Pair], folder: &str) -> Result<Vec<CommitStep>, StoreError> {
        self.in_shares(pairs, FEW, |repo, pairs| steps(repo, pairs, folder))
    }

    /// The commits from `tip` back to `base` by first parents, the oldest first; nothing when they do not lead there.
    pub fn first_parents(
        &self,
        base: Commit,
        tip: Commit,
    ) -> Result<Option<Vec<Commit>>, StoreError> {
        let mut line = Vec::new();
        let mut at = self.repo.find_commit(tip.0)?;
        while at.id() != base.0 {
            line.push(Commit(at.id()));
            // Once the base is no ancestor any more, the line has passed it.
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

    /// The commits by which a file came to what it is at `tip` since it had these bytes, the newest first: those that give
    /// it contents which none of their parents has.
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

    /// The branch that HEAD names, in full, whether or not it has a commit.
    pub fn main_branch(&self) -> Result<String, StoreError> {
        Ok(self.head_reference()?.0)
    }

    /// A commit in words: its short id, its author's day and name.
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

    /// Whether one commit is another, or comes before it.
    pub fn is_before(&self, earlier: Commit, later: Commit) -> Result<bool, StoreError> {
        Ok(earlier == later || self.repo.graph_descendant_of(later.0, earlier.0)?)
    }

    /// The commit with this full id; none when this clone does not have it.
    pub fn commit_with_id(&self, hex: &str) -> Option<Commit> {
        self.repo
            .find_commit(self.commit_id(hex)?)
            .ok()
            .map(|commit| Commit(commit.id()))
    }

    /// Whether somebody told this clone that commits have other parents than they say.
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
