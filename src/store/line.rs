//! The main line: the first-parent history of the main branch.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use git2::{ObjectFormat, Oid};

use super::read::entry;
use super::{Commit, Store, StoreError};

/// The commits of a main line, oldest first, with their committer dates.
#[derive(Debug, Clone, Default)]
pub struct FirstParentLine {
    commits: Vec<Commit>,
    dates: Vec<DateTime<Utc>>,
    /// For each commit, the position of the next one with an earlier date.
    earlier: Vec<usize>,
    positions: HashMap<Commit, usize>,
}

impl FirstParentLine {
    fn of(mut commits: Vec<(Commit, DateTime<Utc>)>) -> FirstParentLine {
        commits.reverse();
        let (commits, dates): (Vec<Commit>, Vec<DateTime<Utc>>) = commits.into_iter().unzip();
        let mut earlier = vec![dates.len(); dates.len()];
        let mut open: Vec<usize> = Vec::new();
        for (at, date) in dates.iter().enumerate() {
            while let Some(last) = open.pop_if(|last| date < &dates[*last]) {
                earlier[last] = at;
            }
            open.push(at);
        }
        let positions = commits
            .iter()
            .enumerate()
            .map(|(at, commit)| (*commit, at))
            .collect();
        FirstParentLine {
            commits,
            dates,
            earlier,
            positions,
        }
    }

    /// The number of commits.
    pub fn len(&self) -> usize {
        self.commits.len()
    }

    /// Whether it has no commits.
    pub fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// The commits, oldest first.
    pub fn commits(&self) -> &[Commit] {
        &self.commits
    }

    /// The position of the commit with this id, from 0; none if it is not on the line.
    pub fn find(&self, hex: &str) -> Option<usize> {
        let format = if hex.len() == 64 {
            ObjectFormat::Sha256
        } else {
            ObjectFormat::Sha1
        };
        self.position(Commit(Oid::from_str_ext(hex, format).ok()?))
    }

    /// The position of a commit, from 0; none if it is not on the line.
    pub fn position(&self, commit: Commit) -> Option<usize> {
        self.positions.get(&commit).copied()
    }

    /// The committer date of the commit at a position.
    pub fn date(&self, at: usize) -> Option<DateTime<Utc>> {
        self.dates.get(at).copied()
    }

    /// The earliest committer date from one position to another, both included, so that a commit dated in the future
    /// does not affect those after it.
    pub fn earliest(&self, from: usize, to: usize) -> Option<DateTime<Utc>> {
        let mut at = from;
        while let Some(next) = self.earlier.get(at).filter(|next| **next <= to) {
            at = *next;
        }
        self.date(at)
    }
}

/// How far back to follow a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// To the first commit.
    Whole,
    /// Until all requested commits are found.
    Needed,
}

impl Store {
    /// The main line that leads to `tip`.
    ///
    /// It follows first parents. In a merge that was made the wrong way round, a commit that acts name as `seen` is
    /// reachable only through another parent, and the line follows that one.
    pub fn line(
        &self,
        tip: Commit,
        seen: &BTreeSet<String>,
        since: &[Commit],
        extent: Extent,
    ) -> Result<FirstParentLine, StoreError> {
        let seen: BTreeSet<Oid> = seen.iter().filter_map(|id| self.commit_id(id)).collect();
        let mut wanted: BTreeSet<Oid> = seen
            .iter()
            .copied()
            .chain(since.iter().map(|it| it.0))
            .collect();
        let mut commits = Vec::new();
        let mut next = Some(self.repo.find_commit(tip.0)?);
        while let Some(commit) = next {
            let date = DateTime::from_timestamp(commit.committer().when().seconds(), 0)
                .unwrap_or_default();
            commits.push((Commit(commit.id()), date));
            wanted.remove(&commit.id());
            if extent == Extent::Needed && wanted.is_empty() {
                break;
            }
            next = match commit.parent_count() {
                0 => None,
                1 => Some(commit.parent(0)?),
                _ => Some(self.repo.find_commit(self.main_parent(&commit, &seen)?)?),
            };
        }
        Ok(FirstParentLine::of(commits))
    }

    /// The parent of a merge that the main line follows.
    fn main_parent(
        &self,
        merge: &git2::Commit<'_>,
        seen: &BTreeSet<Oid>,
    ) -> Result<Oid, StoreError> {
        let first = merge.parent_id(0)?;
        for other in merge.parent_ids().skip(1) {
            let mut beside = self.repo.revwalk()?;
            beside.push(other)?;
            beside.hide(first)?;
            for commit in beside {
                if seen.contains(&commit?) {
                    return Ok(other);
                }
            }
        }
        Ok(first)
    }

    /// The position of the first commit of the line that has `commit` in its history; none if there is no such commit.
    pub fn entered(
        &self,
        line: &FirstParentLine,
        commit: Commit,
    ) -> Result<Option<usize>, StoreError> {
        if let Some(at) = line.position(commit) {
            return Ok(Some(at));
        }
        let (mut low, mut high) = (0, line.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.is_before(commit, line.commits[middle])? {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        Ok((low < line.len()).then_some(low))
    }

    /// The positions at which files below a folder were added, by path: for the files in the last of the first `upto`
    /// commits of the line.
    pub fn added(
        &self,
        line: &FirstParentLine,
        upto: usize,
        folder: &str,
    ) -> Result<HashMap<String, usize>, StoreError> {
        let mut found = HashMap::new();
        let commits = line.commits.get(..upto).unwrap_or(&line.commits);
        let Some(tip) = commits.last() else {
            return Ok(found);
        };
        let listed = self.changed(None, self.version(*tip)?, folder)?;
        let mut wanted: BTreeSet<&String> = listed.paths.iter().collect();
        let mut newer = None;
        for (at, commit) in commits.iter().enumerate().rev() {
            if wanted.is_empty() {
                break;
            }
            let tree = self.repo.find_commit(commit.0)?.tree()?;
            let there = entry(&tree, folder)?.map(|entry| entry.id());
            // Most commits do not change the folder.
            if at + 1 < commits.len() && there == newer {
                continue;
            }
            newer = there;
            let mut left = BTreeSet::new();
            for path in wanted {
                match entry(&tree, path)? {
                    Some(_) => {
                        left.insert(path);
                    }
                    None => {
                        found.insert(path.clone(), at + 1);
                    }
                }
            }
            wanted = left;
        }
        found.extend(wanted.into_iter().map(|path| (path.clone(), 0)));
        Ok(found)
    }

    /// The committer date of a commit.
    pub fn date(&self, commit: Commit) -> Result<DateTime<Utc>, StoreError> {
        let commit = self.repo.find_commit(commit.0)?;
        Ok(DateTime::from_timestamp(commit.committer().when().seconds(), 0).unwrap_or_default())
    }
}
