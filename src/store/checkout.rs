//! Moves the branch that is checked out to another commit, with the working tree. Edited files do not change.

use std::path::Path;

use super::journal::Journal;
use super::path_state::{PathState, check_path};
use super::read::blob;
use super::{Commit, CommitError, Store, StoreError, WriteLock};

/// A branch that was moved.
#[derive(Debug, Default)]
pub struct Followed {
    /// Edited files that differ between the two commits; they keep the edits.
    pub kept: Vec<String>,
    /// Why the working tree is not updated, if so; the next `recover` tries again.
    pub behind: Option<StoreError>,
}

impl Store {
    /// Moves the branch that is checked out from one commit to another, which need not be related, and updates index
    /// and working tree. Edited files do not change. A crash leaves the old state or the new one, which `recover`
    /// finishes.
    ///
    /// # Errors
    /// After an error nothing has changed. `Moved`, if the branch is not at `from`.
    pub fn checkout(
        &self,
        lock: &WriteLock,
        from: Option<Commit>,
        to: Commit,
        why: &str,
    ) -> Result<Followed, CommitError> {
        self.recover(lock)?;
        let (reference, at) = self.head_reference()?;
        if at != from.map(|from| from.0) {
            return Err(CommitError::Moved);
        }
        if at == Some(to.0) {
            return Ok(Followed::default());
        }
        let Some(top) = self.top() else {
            self.advance(&reference, at, to.0, why)?;
            return Ok(Followed::default());
        };
        self.refuse_when_busy()?;
        let before = from.map(|from| self.version(from)).transpose()?;
        let paths = self.changed_anywhere(before, self.version(to)?)?.paths;
        paths.iter().try_for_each(|path| check_path(path))?;
        let kept = self.edited(top, from, to, &paths)?;
        self.write_journal(&Journal {
            commit: to.0,
            base: at,
            paths,
        })?;
        if let Err(error) = self.advance(&reference, at, to.0, why) {
            self.forget_journal()?;
            return Err(error);
        }
        // The rest is the same as after a crash.
        Ok(Followed {
            kept,
            behind: self.recover(lock).err(),
        })
    }

    /// The paths at which the working tree differs from both commits.
    fn edited(
        &self,
        top: &Path,
        from: Option<Commit>,
        to: Commit,
        paths: &[String],
    ) -> Result<Vec<String>, StoreError> {
        let from = from.map(|from| from.0);
        let mut edited = Vec::new();
        for path in paths {
            let old = self.bytes_at(from, path)?;
            let found = match self.entry_at(Some(to.0), path)? {
                Some(new) if new.is_plain() => {
                    PathState::at(top, path, &blob(&self.repo, new.id)?, old.as_deref())?
                }
                Some(_) => continue,
                None => old.map_or(Ok(PathState::New), |old| PathState::gone(top, path, &old))?,
            };
            if found == PathState::Foreign {
                edited.push(path.clone());
            }
        }
        Ok(edited)
    }
}
