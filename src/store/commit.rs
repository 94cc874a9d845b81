//! Commits files: first objects, then the branch by compare-and-swap, then the working tree. A crash leaves the old
//! state or the new one; `recover` finishes the new one.

use chrono::{DateTime, Utc};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, Oid, Signature, Time};

use super::disk::Staged;
use super::git_lock::patiently;
use super::index::Kept;
use super::journal::Journal;
use super::path_state::{PathState, check_path};
use super::{Commit, Identity, Store, StoreError, WriteLock};

/// A commit to add.
#[derive(Debug, Clone)]
pub struct NewCommit {
    /// The added and replaced files: path from the top, with `/`, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The commit message.
    pub message: String,
    /// Author and committer.
    pub author: Identity,
    /// The author and committer date, in whole seconds of UTC.
    pub at: DateTime<Utc>,
}

/// A commit that was added.
#[derive(Debug)]
pub struct Committed {
    /// Its id, which the branch points to.
    pub commit: Commit,
    /// Why the working tree is not updated, if so; the next `recover` tries again.
    pub behind: Option<StoreError>,
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The branch moved after the decision, so the caller must load and decide again.
    #[error("the branch moved meanwhile: try again")]
    Moved,
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<git2::Error> for CommitError {
    fn from(error: git2::Error) -> CommitError {
        CommitError::Store(error.into())
    }
}

/// A written commit that no branch has yet, with its files staged in the working tree.
pub(super) struct Prepared {
    pub(super) commit: Oid,
    files: Vec<(String, Oid)>,
    staged: Vec<Staged>,
}

#[cfg(test)]
impl Prepared {
    /// Stops like a crash, after `placed` files are in place.
    pub(super) fn abandon(self, placed: usize) {
        for (at, staged) in self.staged.into_iter().enumerate() {
            if at < placed {
                staged.put().unwrap()
            } else {
                std::mem::forget(staged)
            }
        }
    }
}

impl Store {
    /// Adds one commit on top of `base` to the branch that is checked out, and updates its files and their index
    /// entries. Other files, staged or not, do not change; no hooks run.
    ///
    /// # Errors
    /// After an error nothing has changed. `Moved`, if the branch is not at `base`.
    pub fn commit(
        &self,
        lock: &WriteLock,
        change: &NewCommit,
        base: Option<Commit>,
    ) -> Result<Committed, CommitError> {
        self.recover(lock)?;
        let base = base.map(|commit| commit.0);
        let (reference, at) = self.head_reference()?;
        if at != base {
            return Err(CommitError::Moved);
        }
        let prepared = self.prepare(change, base)?;
        if let Err(error) = self.advance(&reference, base, prepared.commit, &change.message) {
            self.forget_journal()?;
            return Err(error);
        }
        let commit = Commit(prepared.commit);
        Ok(Committed {
            commit,
            behind: self.finish(prepared).err(),
        })
    }

    /// Does all that can fail before the branch moves.
    pub(super) fn prepare(
        &self,
        change: &NewCommit,
        base: Option<Oid>,
    ) -> Result<Prepared, StoreError> {
        for (path, _) in &change.files {
            check_path(path)?;
        }
        let Some(top) = self.top() else {
            let (commit, files) = self.write_objects(change, base)?;
            return Ok(Prepared {
                commit,
                files,
                staged: Vec::new(),
            });
        };
        self.refuse_when_busy()?;
        let mut missing = Vec::new();
        for (path, bytes) in &change.files {
            let old = self.bytes_at(base, path)?;
            if !PathState::at(top, path, bytes, old.as_deref())?.is_current(path)? {
                missing.push((path, bytes));
            }
        }
        let (commit, files) = self.write_objects(change, base)?;
        let paths = change.files.iter().map(|(path, _)| path.clone()).collect();
        self.write_journal(&Journal {
            commit,
            base,
            paths,
        })?;
        let staged = missing
            .into_iter()
            .map(|(path, bytes)| Staged::write(top, path, bytes))
            .collect();
        match staged {
            Ok(staged) => Ok(Prepared {
                commit,
                files,
                staged,
            }),
            Err(error) => self.forget_journal().and(Err(error)),
        }
    }

    fn write_objects(
        &self,
        change: &NewCommit,
        base: Option<Oid>,
    ) -> Result<(Oid, Vec<(String, Oid)>), StoreError> {
        let repo = &self.repo;
        let parent = base.map(|base| repo.find_commit(base)).transpose()?;
        let old_tree = match &parent {
            Some(parent) => parent.tree()?,
            None => repo.find_tree(repo.treebuilder(None)?.write()?)?,
        };
        let mut update = TreeUpdateBuilder::new();
        let mut files = Vec::new();
        for (path, bytes) in &change.files {
            let id = repo.blob(bytes)?;
            update.upsert(path.as_str(), id, FileMode::Blob);
            files.push((path.clone(), id));
        }
        let tree = repo.find_tree(update.create_updated(repo, &old_tree)?)?;
        let when = Time::new(change.at.timestamp(), 0);
        let who = Signature::new(&change.author.name, &change.author.email, &when)?;
        let parents: Vec<_> = parent.iter().collect();
        Ok((
            self.write_commit(&who, &who, &change.message, &tree, &parents)?,
            files,
        ))
    }

    /// Moves the branch from `base` to `new`, unless another program moved it first. Without `base`, the branch must
    /// not exist yet.
    pub(super) fn advance(
        &self,
        reference: &str,
        base: Option<Oid>,
        new: Oid,
        message: &str,
    ) -> Result<(), CommitError> {
        let expected = base.unwrap_or(Oid::ZERO_SHA1);
        let entry = format!(
            "commit (wr): {}",
            message.lines().next().unwrap_or_default()
        );
        let swap = || {
            self.repo
                .reference_matching(reference, new, true, expected, &entry)
                .map(|_| ())
        };
        let Err(error) = patiently(swap) else {
            return Ok(());
        };
        if matches!(
            error.code(),
            ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound
        ) {
            return Err(CommitError::Moved);
        }
        if error.code() == ErrorCode::Locked {
            return Err(StoreError::Locked {
                path: self.reference_lock(reference),
            }
            .into());
        }
        Err(error.into())
    }

    /// Updates the working tree after the branch moved.
    pub(super) fn finish(&self, prepared: Prepared) -> Result<(), StoreError> {
        if self.top().is_none() {
            return Ok(());
        }
        for staged in prepared.staged {
            staged.put()?;
        }
        let entries = prepared
            .files
            .into_iter()
            .map(|(path, id)| (path, Some(Kept::plain(id))));
        self.update_index(&entries.collect::<Vec<_>>())?;
        self.forget_journal()
    }
}
