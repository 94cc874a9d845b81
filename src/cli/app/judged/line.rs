//! The main line of a repository, with what its judged steps add.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;

use super::versions::{governance, store_before};
use crate::act::{Action, StoredAct};
use crate::cli::app::context::Context;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, Findings};
use crate::judge::{Before, Position};
use crate::path::{HISTORY, POLICY, ROSTER};
use crate::rules;
use crate::snapshot::{Document, Snapshot};
use crate::store::{Changed, Commit, Extent, FirstParentLine, Store, Walk};

/// The main line of a repository, with the files that its judged steps add.
pub(crate) struct MainLine {
    pub(super) store: Mutex<Store>,
    pub(super) line: FirstParentLine,
    /// The paths that the judged steps add, each with its step.
    pub(super) added: HashMap<String, Position>,
    /// The first judged step: `added` has all paths that it and later steps add.
    pub(super) since: Position,
    /// The versions of roster and policy after each judged step that changed them, and before the first judged step;
    /// `Nothing` for a commit without a store.
    pub(super) versions: BTreeMap<Position, Before>,
    /// The versions before older steps, by the tree ids of roster and policy.
    pub(super) older_versions: Mutex<HashMap<String, Before>>,
    /// Findings on steps that revert versions in force.
    pub(super) forks: Findings,
    /// The steps that added older files, by folder.
    pub(super) older: Mutex<HashMap<String, HashMap<String, Position>>>,
    /// The judge's current time.
    pub now: Moment,
}

impl MainLine {
    /// The line that leads to `tip`; the steps after the commits `since` are judged. `seen` are the commits that acts
    /// name.
    pub(crate) fn to(
        context: &Context,
        tip: Option<Commit>,
        since: &[Commit],
        seen: &BTreeSet<String>,
        extent: Extent,
    ) -> Result<MainLine> {
        let store = context.store.again()?;
        let line = tip
            .map(|tip| store.line(tip, seen, since, extent))
            .transpose()?
            .unwrap_or_default();
        let mut begin = 0;
        for commit in since {
            begin = begin.max(store.entered(&line, *commit)?.map_or(0, |at| at + 1));
        }
        let mut main = MainLine {
            store: Mutex::new(store),
            line,
            added: HashMap::new(),
            since: begin,
            versions: BTreeMap::new(),
            older_versions: Mutex::new(HashMap::new()),
            forks: Findings::default(),
            older: Mutex::new(HashMap::new()),
            now: context.env.now,
        };
        if let Some(before) = begin
            .checked_sub(1)
            .and_then(|at| main.line.commits().get(at).copied())
        {
            main.read_versions(context, begin - 1, before)?;
        }
        Ok(main)
    }

    /// The line that leads to HEAD, for a command that acts and has loaded `snapshot` from it.
    pub(crate) fn acting(
        context: &Context,
        snapshot: &Snapshot,
        seen: &str,
        extent: Extent,
    ) -> Result<MainLine> {
        let store = context.store.again()?;
        let seen = BTreeSet::from([seen.to_string()]);
        let line = context
            .head
            .map(|head| store.line(head, &seen, &[head], extent));
        let line = line.transpose()?.unwrap_or_default();
        let since = line.len();
        let before = since.checked_sub(1).map(|at| (at, store_before(snapshot)));
        Ok(MainLine {
            store: Mutex::new(store),
            line,
            added: HashMap::new(),
            since,
            versions: before.into_iter().collect(),
            older_versions: Mutex::new(HashMap::new()),
            forks: Findings::default(),
            older: Mutex::new(HashMap::new()),
            now: context.env.now,
        })
    }

    /// The line that leads to `tip`, which these acts are about to enter.
    pub(crate) fn before(context: &Context, tip: Commit, acts: &[&StoredAct]) -> Result<MainLine> {
        MainLine::to(context, Some(tip), &[tip], &seen(acts), extent(acts))
    }

    /// The line that leads to a snapshot, with the paths that its commits add according to `walk`.
    pub(crate) fn judged(
        context: &Context,
        tip: Commit,
        since: &[Commit],
        snapshot: &Snapshot,
        walk: &Walk,
    ) -> Result<MainLine> {
        let acts: Vec<&StoredAct> = snapshot.acts().filter_map(Document::get).collect();
        let extent = if since.is_empty() {
            Extent::Whole
        } else {
            extent(&acts)
        };
        let mut main = MainLine::to(context, Some(tip), since, &seen(&acts), extent)?;
        main.follow(context, walk)?;
        Ok(main)
    }

    /// The judged steps: position, previous commit and commit.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (Position, Option<Commit>, Commit)> + '_ {
        let commits = self.line.commits();
        let before = |at: Position| at.checked_sub(1).and_then(|at| commits.get(at).copied());
        commits
            .iter()
            .enumerate()
            .skip(self.since)
            .map(move |(at, commit)| (at, before(at), *commit))
    }

    /// The position of the next step, which is not committed yet.
    pub(crate) fn next(&self) -> Position {
        self.line.len()
    }

    /// Records the paths that a step adds.
    pub(crate) fn add(&mut self, step: Position, paths: impl IntoIterator<Item = String>) {
        for path in paths {
            self.added.entry(path).or_insert(step);
        }
    }

    /// The findings on steps that revert versions of roster and policy in force.
    pub(crate) fn forks(&self) -> Findings {
        self.forks.clone()
    }

    pub(super) fn is_new(&self, path: &str) -> bool {
        self.since == 0 || self.added.contains_key(path)
    }

    /// Records the paths that each step adds according to `walk`, and the versions of roster and policy after it.
    pub(crate) fn follow(&mut self, context: &Context, walk: &Walk) -> Result<()> {
        let compared: HashMap<(Commit, Commit), &Changed> = walk
            .steps
            .iter()
            .map(|step| ((step.commit, step.parent), &step.changed))
            .collect();
        let steps: Vec<_> = self.steps().collect();
        let first = self
            .since
            .checked_sub(1)
            .and_then(|at| self.line.commits().get(at).copied());
        let mut newest = first
            .map(|commit| governance(&context.store, commit))
            .transpose()?;
        for (at, before, commit) in steps {
            let Some(before) = before else {
                let now = governance(&context.store, commit)?;
                self.versions.insert(at, store_before(&now));
                newest = Some(now);
                continue;
            };
            let Some(changed) = compared.get(&(commit, before)) else {
                continue;
            };
            let is_governance =
                |path: &String| path.starts_with(HISTORY) || path == ROSTER || path == POLICY;
            if changed.paths.iter().any(is_governance) {
                let now = governance(&context.store, commit)?;
                self.versions.insert(at, store_before(&now));
                if let Some(before) = &newest {
                    let told = context.store.told(commit)?;
                    let forks = rules::compare_versions(before, &now).into_iter();
                    self.forks.extend(forks.map(|found| Diagnostic {
                        message: format!("in {told}: {}", found.message),
                        ..found
                    }));
                }
                newest = Some(now);
            }
            let new = changed
                .paths
                .iter()
                .filter(|path| changed.earlier.binary_search(path).is_err());
            self.add(at, new.cloned().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Records the versions of roster and policy in a commit.
    pub(crate) fn read_versions(
        &mut self,
        context: &Context,
        step: Position,
        commit: Commit,
    ) -> Result<()> {
        self.versions
            .insert(step, store_before(&governance(&context.store, commit)?));
        Ok(())
    }

    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far back to follow a line for these acts: a result needs the step of each vote.
fn extent(acts: &[&StoredAct]) -> Extent {
    let is_result = |stored: &&StoredAct| matches!(stored.act.action, Action::Result(_));
    match acts.iter().any(is_result) {
        true => Extent::Whole,
        false => Extent::Needed,
    }
}

/// The commits that the acts name as `seen`.
fn seen(acts: &[&StoredAct]) -> BTreeSet<String> {
    // Many acts name the same commit.
    let distinct: BTreeSet<&str> = acts.iter().map(|stored| stored.act.seen.as_str()).collect();
    distinct.into_iter().map(str::to_string).collect()
}
