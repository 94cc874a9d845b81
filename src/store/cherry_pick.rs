//! Lists the commits that only this clone has, and applies their changes to another commit.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, Oid, Signature, Sort, Time};

use super::disk::remove;
use super::path_state::check_path;
use super::{Changed, Commit, Identity, Store, StoreError, Version, WriteLock};

/// A commit that is not shared yet.
#[derive(Debug, Clone)]
pub struct LocalCommit {
    /// Its id.
    pub commit: Commit,
    /// Its parents: one, none for the first commit, several for a merge.
    pub parents: Vec<Commit>,
    /// Its message.
    pub message: String,
    /// Its author.
    pub author: Identity,
    /// The author date.
    pub at: DateTime<Utc>,
}

/// The result of merging the files of two commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// The merged files.
    Clean(Version),
    /// The paths of files in which both changed the same lines.
    Conflict(Vec<String>),
}

/// A commit to write.
#[derive(Debug, Clone)]
pub struct CherryPick {
    /// Its parent; none for a first commit.
    pub parent: Option<Commit>,
    /// The files that it starts from.
    pub files: Version,
    /// Files to add or replace: path and bytes.
    pub more: Vec<(String, Vec<u8>)>,
    /// Its message.
    pub message: String,
    /// The author and the author date.
    pub author: (Identity, DateTime<Utc>),
    /// The committer and the committer date.
    pub committer: (Identity, DateTime<Utc>),
}

impl Store {
    /// The commits in the history of `tip` but not of `but`, oldest first.
    pub fn own_commits(
        &self,
        tip: Commit,
        but: Option<Commit>,
    ) -> Result<Vec<LocalCommit>, StoreError> {
        let mut walk = self.repo.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
        walk.push(tip.0)?;
        if let Some(but) = but {
            walk.hide(but.0)?;
        }
        walk.map(|id| self.own(id?)).collect()
    }

    fn own(&self, id: Oid) -> Result<LocalCommit, StoreError> {
        let commit = self.repo.find_commit(id)?;
        let author = commit.author();
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(LocalCommit {
            commit: Commit(id),
            parents: commit.parent_ids().map(Commit).collect(),
            message: words(commit.message_bytes()),
            author: Identity {
                name: words(author.name_bytes()),
                email: words(author.email_bytes()),
            },
            at: DateTime::from_timestamp(author.when().seconds(), 0).unwrap_or_default(),
        })
    }

    /// The newest commit in the history of `tip` that changed a path; none if no commit did.
    pub fn last_change(&self, tip: Commit, path: &str) -> Result<Option<LocalCommit>, StoreError> {
        let mut walk = self.repo.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL)?;
        walk.push(tip.0)?;
        for id in walk {
            let own = self.own(id?)?;
            let here = self.entry_at(Some(own.commit.0), path)?;
            let mut is_change = true;
            for parent in &own.parents {
                is_change &= self.entry_at(Some(parent.0), path)? != here;
            }
            if is_change && (here.is_some() || !own.parents.is_empty()) {
                return Ok(Some(own));
            }
        }
        Ok(None)
    }

    /// Whether the history of `tip` contains this commit.
    pub fn has_commit(&self, tip: Commit, commit: Commit) -> bool {
        tip == commit
            || self
                .repo
                .graph_descendant_of(tip.0, commit.0)
                .unwrap_or(false)
    }

    /// The changes of a commit to its first parent.
    pub fn changed_by(&self, own: &LocalCommit) -> Result<Changed, StoreError> {
        let before = own
            .parents
            .first()
            .map(|parent| self.version(*parent))
            .transpose()?;
        self.changed_anywhere(before, self.version(own.commit)?)
    }

    /// Whether a merge adds no changes of its own: git merges its two parents to the same files without conflict.
    pub fn is_plain_merge(&self, own: &LocalCommit) -> Result<bool, StoreError> {
        let [one, other] = own.parents.as_slice() else {
            return Ok(false);
        };
        let (one, other) = (
            self.repo.find_commit(one.0)?,
            self.repo.find_commit(other.0)?,
        );
        let mut index = self.repo.merge_commits(&one, &other, None)?;
        Ok(!index.has_conflicts()
            && index.write_tree_to(&self.repo)? == self.version(own.commit)?.0)
    }

    /// Applies the changes of a commit to these files onto another commit, with git's three-way merge.
    pub fn merge_files(
        &self,
        own: &LocalCommit,
        paths: &[String],
        onto: Option<Commit>,
    ) -> Result<Merged, StoreError> {
        let empty = || Ok::<_, StoreError>(Version(self.repo.treebuilder(None)?.write()?));
        let version =
            |commit: Option<Commit>| commit.map_or_else(empty, |commit| self.version(commit));
        let (before, onto) = (version(own.parents.first().copied())?, version(onto)?);
        if paths.is_empty() {
            return Ok(Merged::Clean(onto));
        }
        let old = self.repo.find_tree(before.0)?;
        let mut update = TreeUpdateBuilder::new();
        for path in paths {
            match self.entry_at(Some(own.commit.0), path)? {
                Some(kept) => update.upsert(path.as_str(), kept.id, mode(kept.mode)),
                None => update.remove(path.as_str()),
            };
        }
        let new = self
            .repo
            .find_tree(update.create_updated(&self.repo, &old)?)?;
        let onto = self.repo.find_tree(onto.0)?;
        let mut index = self.repo.merge_trees(&old, &onto, &new, None)?;
        if !index.has_conflicts() {
            return Ok(Merged::Clean(Version(index.write_tree_to(&self.repo)?)));
        }
        let mut torn = Vec::new();
        for conflict in index.conflicts()? {
            let conflict = conflict?;
            let side = conflict.our.or(conflict.their).or(conflict.ancestor);
            torn.extend(side.map(|side| String::from_utf8_lossy(&side.path).into_owned()));
        }
        Ok(Merged::Conflict(torn))
    }

    /// Writes a commit that no branch has yet.
    pub fn cherry_pick(&self, graft: &CherryPick) -> Result<Commit, StoreError> {
        let repo = &self.repo;
        let mut update = TreeUpdateBuilder::new();
        for (path, bytes) in &graft.more {
            check_path(path)?;
            update.upsert(path.as_str(), repo.blob(bytes)?, FileMode::Blob);
        }
        let begun = repo.find_tree(graft.files.0)?;
        let tree = repo.find_tree(update.create_updated(repo, &begun)?)?;
        let parent = graft
            .parent
            .map(|parent| repo.find_commit(parent.0))
            .transpose()?;
        let sign = |(who, at): &(Identity, DateTime<Utc>)| {
            Signature::new(&who.name, &who.email, &Time::new(at.timestamp(), 0))
        };
        let (author, committer) = (sign(&graft.author)?, sign(&graft.committer)?);
        let parents: Vec<_> = parent.iter().collect();
        Ok(Commit(self.write_commit(
            &author,
            &committer,
            &graft.message,
            &tree,
            &parents,
        )?))
    }

    /// Creates a branch for a commit, so that it is not lost. An existing branch of that name does not change.
    pub fn create_backup_branch(&self, branch: &str, commit: Commit) -> Result<(), StoreError> {
        match self
            .repo
            .reference(&format!("refs/heads/{branch}"), commit.0, false, "wr: kept")
        {
            Ok(_) => Ok(()),
            Err(error) if error.code() == ErrorCode::Exists => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Points a branch to a commit, and creates it if there is none.
    pub fn set_branch(&self, branch: &str, commit: Commit) -> Result<(), StoreError> {
        let name = format!("refs/heads/{branch}");
        self.repo.reference(&name, commit.0, true, "wr: pushed")?;
        Ok(())
    }

    /// The local branches whose names begin with `prefix`, with their commits.
    pub fn branches(&self, prefix: &str) -> Result<Vec<(String, Commit)>, StoreError> {
        let mut found = Vec::new();
        for reference in self.repo.references_glob("refs/heads/*")? {
            let reference = reference?;
            let name = reference.name().unwrap_or_default();
            let short = name.strip_prefix("refs/heads/").unwrap_or(name);
            if let (true, Some(id)) = (short.starts_with(prefix), reference.target()) {
                found.push((short.to_string(), Commit(id)));
            }
        }
        Ok(found)
    }

    /// Records which local commits are pushed as which, so that the next run can finish if the result of the push is
    /// unknown. An empty list deletes the record.
    pub fn note_pushes(
        &self,
        _lock: &WriteLock,
        pushes: &[(Commit, Commit)],
    ) -> Result<(), StoreError> {
        let path = self.push_note();
        if pushes.is_empty() {
            return remove(&path).map_err(|error| StoreError::io(&path, error));
        }
        let beside = path.with_extension("new");
        let lines: String = pushes
            .iter()
            .map(|(old, new)| format!("{old} {new}\n"))
            .collect();
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(lines.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| StoreError::io(&path, error))
    }

    /// The recorded pushes with an unknown result: pairs of local and pushed commit, in order.
    pub fn noted_pushes(&self) -> Result<Vec<(Commit, Commit)>, StoreError> {
        let path = self.push_note();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
                return Ok(Vec::new());
            }
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        let pair = |line: &str| {
            let (old, new) = line.split_once(' ')?;
            Some((Commit(self.commit_id(old)?), Commit(self.commit_id(new)?)))
        };
        Ok(text.lines().filter_map(pair).collect())
    }

    fn push_note(&self) -> PathBuf {
        self.repo.path().join("wr-pushing")
    }
}

fn mode(mode: u32) -> FileMode {
    match mode {
        0o100_755 => FileMode::BlobExecutable,
        0o120_000 => FileMode::Link,
        0o160_000 => FileMode::Commit,
        _ => FileMode::Blob,
    }
}
