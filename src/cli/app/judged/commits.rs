//! Answers the judge's questions about the history from a repository.

use std::sync::PoisonError;

use super::line::MainLine;
use super::versions::{governance, store_before};
use crate::date::Moment;
use crate::judge::{Before, CommitHistory, Position};
use crate::path::{HISTORY, POLICY, ROSTER};
use crate::snapshot::Snapshot;
use crate::store::Commit;

impl CommitHistory for MainLine {
    fn date_of(&self, seen: &str, step: Position) -> Option<Moment> {
        let (at, beside) = self.place(seen)?;
        let before = step.checked_sub(1).filter(|before| at <= *before)?;
        let earliest = self.line.earliest(at, before).map(Moment::new)?;
        // A commit that is not on the line has its own date.
        let own = beside
            .and_then(|commit| self.store().date(commit).ok())
            .map(Moment::new);
        Some(own.map_or(earliest, |own| own.min(earliest)))
    }

    fn had(&self, seen: &str, path: &str) -> bool {
        let Some((at, beside)) = self.place(seen) else {
            return false;
        };
        if beside.is_none() {
            if let Some(added) = self.added.get(path) {
                return *added <= at;
            }
            // The newest commit before the judged steps has all files from before them.
            if at + 1 >= self.since {
                return true;
            }
        }
        self.store()
            .exists_at(seen, path)
            .ok()
            .flatten()
            .unwrap_or(false)
    }

    fn before(&self, step: Position) -> Before {
        if let Some((_, before)) = self.versions.range(..step).next_back() {
            return before.clone();
        }
        self.before_older(step).unwrap_or(Before::Nothing)
    }

    fn date(&self, step: Position) -> Moment {
        self.line.date(step).map_or(self.now, Moment::new)
    }

    fn added(&self, path: &str) -> Option<Position> {
        self.added
            .get(path)
            .copied()
            .or_else(|| self.added_before(path))
    }

    fn now(&self) -> Moment {
        self.now
    }
}

impl MainLine {
    /// The versions before a step that is older than the judged steps.
    fn before_older(&self, step: Position) -> Option<Before> {
        let commit = *self.line.commits().get(step.checked_sub(1)?)?;
        let store = self.store();
        let trees =
            [POLICY, ROSTER, HISTORY].map(|path| store.tree_id(commit, path).unwrap_or_default());
        let key = trees.join(" ");
        let mut known = self
            .older_versions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return Some(found.clone());
        }
        let found = store_before(&governance(&store, commit).ok()?);
        known.insert(key, found.clone());
        Some(found)
    }

    /// The number of imported acts that name a commit outside of this history.
    pub(crate) fn imported(&self, snapshot: &Snapshot) -> usize {
        let acts = snapshot
            .acts()
            .filter_map(|document| Some((document.file.path(), document.get()?)));
        let is_import = |path: &str| {
            let at = self.added.get(path).copied().unwrap_or(self.since);
            matches!(self.before(at), Before::Nothing)
        };
        let acts = acts.filter(|(path, stored)| stored.act.seen != "none" && is_import(path));
        acts.filter(|(_, stored)| self.place(&stored.act.seen).is_none())
            .count()
    }

    /// The position at which a commit entered the line, and the commit if it is not on the line.
    fn place(&self, seen: &str) -> Option<(Position, Option<Commit>)> {
        if let Some(at) = self.line.find(seen) {
            return Some((at, None));
        }
        let store = self.store();
        let commit = store.commit_with_id(seen)?;
        let at = store.entered(&self.line, commit).ok()??;
        Some((at, Some(commit)))
    }

    /// The step that added a file, if it is older than the judged steps.
    fn added_before(&self, path: &str) -> Option<Position> {
        let folder = path
            .split_once("/votes/")
            .map_or(path, |(ballot, _)| ballot);
        let mut older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
        if !older.contains_key(folder) {
            let found = self.store().added(&self.line, self.since, folder).ok()?;
            older.insert(folder.to_string(), found);
        }
        older.get(folder)?.get(path).copied()
    }
}
