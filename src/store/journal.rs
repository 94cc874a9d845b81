//! The journal of a write, and recovery: the next run finishes a write that a crash interrupted.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::{ErrorCode, ObjectType, Oid, TreeEntry};

use super::disk::{Staged, remove, remove_with_folders, set_executable};
use super::index::Kept;
use super::path_state::{PathState, check_path};
use super::read::{blob, entry};
use super::{Store, StoreError, WriteLock};

/// The longest time between writing the journal and taking git's locks.
const LONGEST_WRITE: Duration = Duration::from_secs(10);

/// The mode of a submodule.
const SUBMODULE: u32 = 0o160_000;

/// A commit whose files may not have reached the working tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) commit: Oid,
    pub(super) base: Option<Oid>,
    pub(super) paths: Vec<String>,
}

impl Store {
    /// Finishes a write that a crash interrupted; returns the updated paths. If the branch never got the commit, there
    /// is nothing to finish. Files that were edited since then are not changed.
    pub fn recover(&self, _lock: &WriteLock) -> Result<Vec<String>, StoreError> {
        let (Some(top), Some(journal)) = (self.top(), self.read_journal()?) else {
            return Ok(Vec::new());
        };
        for path in &journal.paths {
            let beside = Staged::beside(top, path);
            remove(&beside).map_err(|error| StoreError::io(&beside, error))?;
        }
        let (reference, head) = self.head_reference()?;
        for lock in [self.index_lock(), self.reference_lock(&reference)] {
            self.remove_left_over(&lock)?;
        }
        let Some(head) = head.filter(|head| self.contains(*head, journal.commit)) else {
            self.forget_journal()?;
            return Ok(Vec::new());
        };
        self.refuse_when_busy()?;
        let (mut updated, mut entries) = (Vec::new(), Vec::new());
        let (mut there, mut gone) = (Vec::new(), Vec::new());
        for path in journal.paths {
            match self.entry_at(Some(head), &path)? {
                Some(kept) => there.push((path, kept)),
                None => gone.push(path),
            }
        }
        // Removals come first, because a folder may replace a file of the same name.
        for path in gone {
            let Some(old) = self.bytes_at(journal.base, &path)? else {
                continue;
            };
            if PathState::gone(top, &path, &old)? == PathState::Old {
                remove_with_folders(top, &path)?;
                updated.push(path.clone());
            }
            entries.push((path, None));
        }
        for (path, kept) in there {
            entries.push((path.clone(), Some(kept)));
            if !kept.is_plain() {
                continue;
            }
            let new = blob(&self.repo, kept.id)?;
            let old = self.bytes_at(journal.base, &path)?;
            let found = PathState::at(top, &path, &new, old.as_deref())?;
            if found == PathState::Old {
                Staged::write(top, &path, &new)?.put()?;
            }
            if found != PathState::Foreign {
                set_executable(top, &path, kept.mode)?;
                updated.push(path);
            }
        }
        self.update_index(&entries)?;
        self.forget_journal()?;
        Ok(updated)
    }

    /// Removes a stale lock of git's that the interrupted write left. It cannot be another program's: the write lock
    /// excludes any other `wr`, and a lock that git took later is much younger than the journal.
    fn remove_left_over(&self, lock: &Path) -> Result<(), StoreError> {
        let age = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified());
        let (Ok(taken), Ok(noted)) = (age(lock), age(&self.journal_path())) else {
            return Ok(());
        };
        let by_that_write = taken
            .duration_since(noted)
            .is_ok_and(|later| later < LONGEST_WRITE);
        let is_over = taken
            .elapsed()
            .is_ok_and(|since| since > Duration::from_secs(1));
        if !by_that_write {
            return Ok(());
        }
        if !is_over {
            std::thread::sleep(Duration::from_millis(1_100));
        }
        remove(lock).map_err(|error| StoreError::io(lock, error))
    }

    fn contains(&self, head: Oid, commit: Oid) -> bool {
        head == commit || self.repo.graph_descendant_of(head, commit).unwrap_or(false)
    }

    /// The file at a path in a commit; none if the commit or the file is missing.
    pub(super) fn entry_at(
        &self,
        commit: Option<Oid>,
        path: &str,
    ) -> Result<Option<Kept>, StoreError> {
        let Some(commit) = commit else {
            return Ok(None);
        };
        let tree = match self.repo.find_commit(commit) {
            Ok(commit) => commit.tree()?,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let found = entry(&tree, path)?;
        let is_file = |found: &TreeEntry<'_>| found.kind() != Some(ObjectType::Tree);
        Ok(found.filter(is_file).map(|found| Kept {
            mode: found.filemode_raw() as u32,
            id: found.id(),
        }))
    }

    /// The bytes of a file in a commit; none if the commit or the file is missing.
    pub(super) fn bytes_at(
        &self,
        commit: Option<Oid>,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let kept = self
            .entry_at(commit, path)?
            .filter(|kept| kept.mode != SUBMODULE);
        kept.map(|kept| blob(&self.repo, kept.id)).transpose()
    }

    fn journal_path(&self) -> PathBuf {
        self.repo.path().join("wr-pending")
    }

    /// Writes the journal atomically. Its lines are the commit, the base (or `none`), and the paths.
    pub(super) fn write_journal(&self, journal: &Journal) -> Result<(), StoreError> {
        let path = self.journal_path();
        let beside = self.repo.path().join("wr-pending.new");
        let base = journal
            .base
            .map_or("none".to_string(), |base| base.to_string());
        let text = format!("{}\n{base}\n{}\n", journal.commit, journal.paths.join("\n"));
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| {
            // Nothing refers to what was written; if it cannot be removed, the next write replaces it.
            let _ = remove(&beside);
            StoreError::io(&path, error)
        })
    }

    pub(super) fn forget_journal(&self) -> Result<(), StoreError> {
        let path = self.journal_path();
        remove(&path).map_err(|error| StoreError::io(&path, error))
    }

    /// Reads the journal; a file in another form was not written by `wr` and is ignored.
    fn read_journal(&self) -> Result<Option<Journal>, StoreError> {
        let path = self.journal_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
                return Ok(None);
            }
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        Ok(self.parse_journal(&text))
    }

    fn parse_journal(&self, text: &str) -> Option<Journal> {
        let mut lines = text.lines();
        let commit = self.commit_id(lines.next()?)?;
        let base = match lines.next()? {
            "none" => None,
            hex => Some(self.commit_id(hex)?),
        };
        let paths: Vec<_> = lines.map(str::to_string).collect();
        paths
            .iter()
            .all(|path| check_path(path).is_ok())
            .then_some(Journal {
                commit,
                base,
                paths,
            })
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::super::{CommitError, Identity, NewCommit};
    use super::*;

    /// A store with one commit, and a change of two files that stops before the branch moves.
    struct Crash {
        dir: tempfile::TempDir,
        store: Store,
        base: Option<Oid>,
        commit: Oid,
    }

    const FILES: [&str; 2] = ["registers/a/new.yaml", "registers/policy.yaml"];

    fn change(text: &str) -> NewCommit {
        let files = FILES
            .map(|path| (path.to_string(), text.as_bytes().to_vec()))
            .to_vec();
        let author = Identity {
            name: "Ann".into(),
            email: "ann@example.org".into(),
        };
        NewCommit {
            files,
            message: "Change".into(),
            author,
            at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn crash(move_branch: bool, place: usize) -> Crash {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::init(dir.path()).unwrap();
        let first = NewCommit {
            files: vec![(FILES[1].into(), b"old".to_vec())],
            ..change("")
        };
        let base = Some(
            store
                .commit(&store.lock().unwrap(), &first, None)
                .unwrap()
                .commit
                .0,
        );
        let prepared = store.prepare(&change("new"), base).unwrap();
        let commit = prepared.commit;
        if move_branch {
            store
                .advance("refs/heads/main", base, commit, "Change")
                .unwrap();
        }
        prepared.abandon(place);
        Crash {
            dir,
            store,
            base,
            commit,
        }
    }

    fn status(crash: &Crash) -> String {
        let mut git = Command::new("git");
        git.current_dir(crash.dir.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        let output = git
            .args(["status", "--porcelain", "-uall"])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_crash_before_the_branch_moves_leaves_the_old_state() {
        let crash = crash(false, 0);
        assert_eq!(
            crash.store.recover(&crash.store.lock().unwrap()).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(crash.store.head_reference().unwrap().1, crash.base);
        assert_eq!(status(&crash), "");
    }

    #[test]
    fn a_crash_after_the_branch_moves_leaves_the_new_state() {
        for placed in 0..=2 {
            let crash = crash(true, placed);
            assert_ne!(status(&crash), "");
            assert_eq!(
                crash.store.recover(&crash.store.lock().unwrap()).unwrap(),
                FILES
            );
            assert_eq!(crash.store.head_reference().unwrap().1, Some(crash.commit));
            assert_eq!(status(&crash), "");
            assert_eq!(
                crash.store.recover(&crash.store.lock().unwrap()).unwrap(),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn the_next_commit_finishes_first_and_an_edit_since_the_crash_stays() {
        let crash = crash(true, 0);
        let edited = crash.dir.path().join(FILES[1]);
        fs::write(&edited, "edited").unwrap();
        let next = NewCommit {
            files: vec![("registers/b".into(), b"b".to_vec())],
            ..change("")
        };
        let lock = crash.store.lock().unwrap();
        let done = crash
            .store
            .commit(&lock, &next, Some(super::super::Commit(crash.commit)))
            .unwrap();
        assert!(done.behind.is_none());
        assert_eq!(fs::read_to_string(edited).unwrap(), "edited");
        assert_eq!(status(&crash), " M registers/policy.yaml\n");
    }

    #[test]
    fn an_index_that_git_holds_after_the_branch_moved_is_caught_up_later() {
        let crash = crash(false, 0);
        let prepared = crash.store.prepare(&change("new"), crash.base).unwrap();
        crash
            .store
            .advance("refs/heads/main", crash.base, prepared.commit, "Change")
            .unwrap();
        let held = crash.store.repo.path().join("index.lock");
        fs::write(&held, "").unwrap();
        assert!(matches!(
            crash.store.finish(prepared),
            Err(StoreError::Locked { .. })
        ));
        fs::remove_file(held).unwrap();
        assert_eq!(
            crash.store.recover(&crash.store.lock().unwrap()).unwrap(),
            FILES
        );
        assert_eq!(status(&crash), "");
    }

    #[test]
    fn a_branch_that_another_program_moves_at_the_last_moment_is_not_moved_back() {
        let crash = crash(true, 0);
        for stale in [crash.base, None] {
            let lost = crash
                .store
                .advance("refs/heads/main", stale, crash.base.unwrap(), "Late");
            assert!(matches!(lost, Err(CommitError::Moved)));
        }
        assert_eq!(crash.store.head_reference().unwrap().1, Some(crash.commit));
    }

    #[test]
    fn a_note_in_another_form_is_nothing() {
        let crash = crash(false, 0);
        for text in [
            "",
            "x\nnone\n",
            &format!("{}\nnone\n../../etc/passwd\n", crash.commit),
        ] {
            assert_eq!(crash.store.parse_journal(text), None);
        }
    }
}
