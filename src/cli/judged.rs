//! The judge at work on a repository: what enters the main line, step by step, with what the history tells.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;

use super::context::{Context, checked};
use crate::act::{Deed, Filed};
use crate::ballot::Opened;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::governance::Kind;
use crate::judge::{self, Before, History, Ledger, Position, Standing, Step, Versions, Votes};
use crate::process::{self, Course, Refusal, Revision, fold};
use crate::request;
use crate::rules::{self, Courses, JudgedRegister, JudgedRequest};
use crate::snapshot::{Document, Dossier, HISTORY, POLICY, Partnerships, ROSTER, RequestDossier, Snapshot};
use crate::store::{Changed, Commit, Extent, Line, Store, Walk};

/// The main line of a repository, with what its newest steps add.
pub struct MainLine {
    store: Mutex<Store>,
    line: Line,
    /// The paths that the steps add which are judged, each with its step.
    added: HashMap<String, Position>,
    /// The steps that are judged: everything that these and later ones add is in `added`.
    since: Position,
    /// The versions of roster and policy that there were after steps that changed them, and before the first that is
    /// judged; nothing for a commit without a store.
    versions: BTreeMap<Position, Before>,
    /// The same before older steps, by what their commits have of roster and policy.
    older_versions: Mutex<HashMap<String, Before>>,
    /// Versions that were in force and that a step would have gone back on.
    forks: Findings,
    /// When the votes of ballots were added that are older, by folder.
    older: Mutex<HashMap<String, HashMap<String, Position>>>,
    now: Moment,
}

impl MainLine {
    /// The line that leads to a commit, of which the steps after the commits `since` are judged. `seen` are the commits
    /// that acts name.
    pub fn to(
        context: &Context,
        tip: Option<Commit>,
        since: &[Commit],
        seen: &BTreeSet<String>,
        extent: Extent,
    ) -> Result<MainLine> {
        let store = context.store.again()?;
        let line = tip.map(|tip| store.line(tip, seen, since, extent)).transpose()?.unwrap_or_default();
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
            now: context.around.now,
        };
        if let Some(before) = begin.checked_sub(1).and_then(|at| main.line.commits().get(at).copied()) {
            main.read_versions(context, begin - 1, before)?;
        }
        Ok(main)
    }

    /// The line that leads to what is checked out, on which a command acts that has loaded `snapshot` there.
    pub fn acting(context: &Context, snapshot: &Snapshot, seen: &str, extent: Extent) -> Result<MainLine> {
        let store = context.store.again()?;
        let seen = BTreeSet::from([seen.to_string()]);
        let line = context.head.map(|head| store.line(head, &seen, &[head], extent));
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
            now: context.around.now,
        })
    }

    /// Refuses an act that is about to be recorded on what is there.
    pub fn refuse<'a, L: Ledger<'a>>(
        &'a self,
        ledger: L,
        course: Course<'a, L::State>,
        filed: &'a Filed,
    ) -> Result<(), Refusal> {
        let mut steps = Steps::of(self);
        steps.put(self.next(), filed);
        let standing = self.go(Standing::after(ledger, course), steps);
        if let Some((_, refusal)) = standing.votes.into_iter().next() {
            return Err(refusal);
        }
        let last = standing.entries.into_iter().rfind(|entry| entry.filed.digest == filed.digest);
        last.and_then(|entry| entry.void).map_or(Ok(()), Err)
    }

    /// The line that leads to a snapshot, with what its commits add as far as `walk` has compared them.
    pub fn judged(
        context: &Context,
        tip: Commit,
        since: &[Commit],
        snapshot: &Snapshot,
        walk: &Walk,
    ) -> Result<MainLine> {
        let extent = if since.is_empty() { Extent::Whole } else { extent(snapshot.acts()) };
        let mut main = MainLine::to(context, Some(tip), since, &seen(snapshot), extent)?;
        main.follow(context, walk)?;
        Ok(main)
    }

    /// The commits of the line that are judged, each with its step and the commit before it.
    pub fn steps(&self) -> impl Iterator<Item = (Position, Option<Commit>, Commit)> + '_ {
        let commits = self.line.commits();
        let before = |at: Position| at.checked_sub(1).and_then(|at| commits.get(at).copied());
        commits.iter().enumerate().skip(self.since).map(move |(at, commit)| (at, before(at), *commit))
    }

    /// The place of the step that is not committed yet.
    pub fn next(&self) -> Position {
        self.line.len()
    }

    /// Notes what a step adds.
    pub fn add(&mut self, step: Position, paths: impl IntoIterator<Item = String>) {
        for path in paths {
            self.added.entry(path).or_insert(step);
        }
    }

    /// What the steps did to versions of roster and policy that were in force.
    pub fn forks(&self) -> Findings {
        self.forks.clone()
    }

    /// How many acts came with an import, and name commits that are in no history from here on.
    pub fn imported(&self, snapshot: &Snapshot) -> usize {
        let acts = snapshot.acts().filter_map(|document| Some((document.file.path(), document.get()?)));
        let is_import = |path: &str| {
            let at = self.added.get(path).copied().unwrap_or(self.since);
            matches!(History::before(self, at), Before::Nothing)
        };
        let acts = acts.filter(|(path, filed)| filed.act.seen != "none" && is_import(path));
        acts.filter(|(_, filed)| self.place(&filed.act.seen).is_none()).count()
    }

    /// Whether a step that is judged adds a file.
    fn is_new(&self, path: &str) -> bool {
        self.since == 0 || self.added.contains_key(path)
    }

    /// Notes what each step adds, as far as `walk` has compared it with the step before, and the versions of roster and
    /// policy after it.
    pub fn follow(&mut self, context: &Context, walk: &Walk) -> Result<()> {
        let compared: HashMap<(Commit, Commit), &Changed> =
            walk.steps.iter().map(|step| ((step.commit, step.parent), &step.changed)).collect();
        let steps: Vec<_> = self.steps().collect();
        let first = self.since.checked_sub(1).and_then(|at| self.line.commits().get(at).copied());
        let mut newest = first.map(|commit| governance(&context.store, commit)).transpose()?;
        for (at, before, commit) in steps {
            let Some(before) = before else {
                let now = governance(&context.store, commit)?;
                self.versions.insert(at, store_before(&now));
                newest = Some(now);
                continue;
            };
            let Some(changed) = compared.get(&(commit, before)) else { continue };
            let is_governance = |path: &String| path.starts_with(HISTORY) || path == ROSTER || path == POLICY;
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
            let new = changed.paths.iter().filter(|path| changed.earlier.binary_search(path).is_err());
            self.add(at, new.cloned().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Notes the versions of roster and policy that a commit has.
    pub fn read_versions(&mut self, context: &Context, step: Position, commit: Commit) -> Result<()> {
        self.versions.insert(step, store_before(&governance(&context.store, commit)?));
        Ok(())
    }

    /// What there was before a step that is older than those that are judged.
    fn before_older(&self, step: Position) -> Option<Before> {
        let commit = *self.line.commits().get(step.checked_sub(1)?)?;
        let store = self.store();
        let trees = [POLICY, ROSTER, HISTORY].map(|path| store.tree_id(commit, path).unwrap_or_default());
        let key = trees.join(" ");
        let mut known = self.older_versions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return Some(found.clone());
        }
        let found = store_before(&governance(&store, commit).ok()?);
        known.insert(key, found.clone());
        Some(found)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place at which a commit entered the line, and whether it is on it.
    fn place(&self, seen: &str) -> Option<(Position, Option<Commit>)> {
        if let Some(at) = self.line.find(seen) {
            return Some((at, None));
        }
        let store = self.store();
        let commit = store.commit_with_id(seen)?;
        let at = store.entered(&self.line, commit).ok()??;
        Some((at, Some(commit)))
    }

    /// When a file was added before everything that is judged.
    fn added_before(&self, path: &str) -> Option<Position> {
        let folder = path.split_once("/votes/").map_or(path, |(ballot, _)| ballot);
        let mut older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
        if !older.contains_key(folder) {
            let found = self.store().added(&self.line, self.since, folder).ok()?;
            older.insert(folder.to_string(), found);
        }
        older.get(folder)?.get(path).copied()
    }

    /// Judges what the steps add to a register, on what was there before them. `files` has all of it, `before` what was
    /// there.
    pub fn register<'a>(
        &'a self,
        before: process::Record<'a>,
        files: &'a Dossier,
        is_new: impl Fn(&str) -> bool,
    ) -> Standing<'a, process::Record<'a>> {
        let mut steps = Steps::of(self);
        for (document, filed) in files.all_acts().filter_map(|it| Some((it, it.get()?))) {
            let path = document.file.path();
            if filed.path() == path && is_new(path) {
                steps.add(path, filed);
            }
        }
        for (number, document) in &files.revisions {
            let revision = Revision { digest: document.file.digest(), register: document.get() };
            if is_new(document.file.path()) {
                steps.add_revision(document.file.path(), *number, revision);
            }
        }
        let course = fold(&before);
        self.go(Standing::after(before, course), steps)
    }

    /// The same for a change request.
    pub fn request<'a>(
        &'a self,
        before: request::Record<'a>,
        files: &'a RequestDossier,
        is_new: impl Fn(&str) -> bool,
    ) -> Standing<'a, request::Record<'a>> {
        let mut steps = Steps::of(self);
        for (document, filed) in files.acts.iter().filter_map(|it| Some((it, it.get()?))) {
            let path = document.file.path();
            if filed.path() == path && is_new(path) {
                steps.add(path, filed);
            }
        }
        let course = request::fold(&before);
        self.go(Standing::after(before, course), steps)
    }

    fn go<'a, L: Ledger<'a>>(&'a self, mut standing: Standing<'a, L>, steps: Steps<'a>) -> Standing<'a, L> {
        for step in steps.steps.values() {
            standing.judge_step(step, self);
        }
        standing
    }
}

/// The votes of a ballot that a result counts which is recorded here and now.
pub fn counted<'a>(
    context: &Context,
    snapshot: &'a Snapshot,
    record: &process::Record<'a>,
    opened: &Opened<'a>,
    seen: &str,
) -> Result<Vec<&'a Filed>> {
    let main = MainLine::acting(context, snapshot, seen, Extent::Whole)?;
    let mut votes = Votes::of(record, opened);
    votes.there.retain(|vote| judge::entered(record, vote, &main));
    Ok(judge::counted(&votes, context.around.now, seen, main.next(), &main))
}

/// How far back a line has to be followed for these acts: a result asks when each vote came.
pub fn extent<'a>(acts: impl IntoIterator<Item = &'a Document<Filed>>) -> Extent {
    let is_result = |filed: &Filed| matches!(filed.act.deed, Deed::Result(_));
    match acts.into_iter().filter_map(Document::get).any(is_result) {
        true => Extent::Whole,
        false => Extent::Needed,
    }
}

/// The commits that acts say their authors had.
pub fn seen(snapshot: &Snapshot) -> BTreeSet<String> {
    let acts = snapshot.acts().filter_map(Document::get);
    // Many have seen the same commit.
    let distinct: BTreeSet<&str> = acts.map(|filed| filed.act.seen.as_str()).collect();
    distinct.into_iter().map(str::to_string).collect()
}

/// What the steps of a line add to one subject.
struct Steps<'a> {
    main: &'a MainLine,
    steps: BTreeMap<Position, Step<'a>>,
}

impl<'a> Steps<'a> {
    fn of(main: &'a MainLine) -> Steps<'a> {
        Steps { main, steps: BTreeMap::new() }
    }

    fn at(&mut self, path: &str) -> &mut Step<'a> {
        // What no step added was there from the first commit on.
        let at = self.main.added.get(path).copied().unwrap_or(self.main.since);
        self.step(at)
    }

    fn step(&mut self, at: Position) -> &mut Step<'a> {
        let (acts, votes, revisions) = (Vec::new(), Vec::new(), Vec::new());
        self.steps.entry(at).or_insert(Step { at, acts, votes, revisions })
    }

    fn add(&mut self, path: &str, filed: &'a Filed) {
        let at = self.at(path).at;
        self.put(at, filed);
    }

    fn put(&mut self, at: Position, filed: &'a Filed) {
        let step = self.step(at);
        if let Deed::Vote(vote) = &filed.act.deed {
            step.votes.push((vote.of.as_str(), filed));
        } else {
            step.acts.push(filed);
        }
    }

    fn add_revision(&mut self, path: &str, number: u32, revision: Revision<'a>) {
        self.at(path).revisions.push((number, revision));
    }
}

/// Roster and policy with their versions, as a commit has them.
fn governance(store: &Store, commit: Commit) -> Result<Snapshot> {
    Ok(checked(&store.read(commit, &[POLICY, ROSTER, HISTORY])?.tree))
}

/// The same, as the judge asks for it.
fn store_before(snapshot: &Snapshot) -> Before {
    if snapshot.policy.is_none() {
        return Before::Nothing;
    }
    let chain = &snapshot.chain;
    let known = Kind::ALL.iter().flat_map(|kind| chain.all(*kind)).copied().collect();
    let (roster, policy) = (chain.in_force(Kind::Roster), chain.in_force(Kind::Policy));
    Before::Store(Arc::new(Versions { roster, policy, known }))
}

impl History for MainLine {
    fn date_of(&self, seen: &str, step: Position) -> Option<Moment> {
        let (at, beside) = self.place(seen)?;
        let before = step.checked_sub(1).filter(|before| at <= *before)?;
        let earliest = self.line.earliest(at, before).map(Moment::new)?;
        // A commit beside the line has a date of its own.
        let own = beside.and_then(|commit| self.store().date(commit).ok()).map(Moment::new);
        Some(own.map_or(earliest, |own| own.min(earliest)))
    }

    fn had(&self, seen: &str, path: &str) -> bool {
        let Some((at, beside)) = self.place(seen) else { return false };
        if beside.is_none() {
            if let Some(added) = self.added.get(path) {
                return *added <= at;
            }
            // The newest commit before what is judged has all that was there before it.
            if at + 1 >= self.since {
                return true;
            }
        }
        self.store().exists_at(seen, path).ok().flatten().unwrap_or(false)
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
        self.added.get(path).copied().or_else(|| self.added_before(path))
    }

    fn now(&self) -> Moment {
        self.now
    }
}

/// The courses of a snapshot's registers and change requests along a main line.
pub struct AlongLine<'a> {
    main: &'a MainLine,
    snapshot: &'a Snapshot,
    partnerships: Partnerships<'a>,
}

impl<'a> AlongLine<'a> {
    /// What the line that leads to a snapshot says of it.
    pub fn of(main: &'a MainLine, snapshot: &'a Snapshot) -> AlongLine<'a> {
        AlongLine { main, snapshot, partnerships: snapshot.partnerships() }
    }
}

impl<'a> Courses<'a> for AlongLine<'a> {
    fn register(&'a self, dossier: &'a Dossier) -> Option<JudgedRegister<'a>> {
        let mut before = self.snapshot.record(dossier)?;
        let is_new = |path: &str| self.main.is_new(path);
        before.acts.retain(|filed| !is_new(&filed.path()));
        before.votes.values_mut().for_each(|votes| votes.retain(|vote| !is_new(&vote.path())));
        let of = |number: &u32| dossier.revisions.get(number).map(|it| it.file.path().to_string());
        before.revisions.retain(|number, _| of(number).is_some_and(|path| !is_new(&path)));
        Some(self.main.register(before, dossier, is_new).judged())
    }

    fn request(&'a self, dossier: &'a RequestDossier) -> Option<JudgedRequest<'a>> {
        let mut before = self.snapshot.request_record(dossier, &self.partnerships)?;
        let is_new = |path: &str| self.main.is_new(path);
        before.acts.retain(|filed| !is_new(&filed.path()));
        Some(self.main.request(before, dossier, is_new).judged())
    }
}

/// What the judge says of everything that `after` has and `before` has not, which the steps of a line add.
pub fn entering(main: &MainLine, before: &Snapshot, after: &Snapshot) -> Findings {
    let mut findings = Findings::default();
    let Some(policy) = after.policy().or(before.policy()) else { return findings };
    let is_new = |path: &str| main.added.contains_key(path);
    let is_added = |document: &Document<Filed>| is_new(document.file.path());
    for (id, dossier) in &after.registers {
        if !dossier.all_acts().any(is_added) {
            continue;
        }
        let empty = Dossier::empty(id.clone());
        let there = before.registers.get(id).unwrap_or(&empty);
        let there = there.record(&policy.store, &after.rosters, &after.policies);
        let judged = main.register(there, dossier, is_new).judged();
        findings.join(rules::entering(dossier.all_acts(), &judged, &is_new));
    }
    let partnerships = after.partnerships();
    for dossier in after.requests.values().filter(|dossier| dossier.acts.iter().any(is_added)) {
        let Some(mut there) = after.request_record(dossier, &partnerships) else { continue };
        there.acts.retain(|filed| !is_new(&filed.path()));
        let judged = main.request(there, dossier, is_new).judged();
        findings.join(rules::entering(dossier.acts.iter(), &judged, &is_new));
    }
    findings
}

/// Findings of both, the second ones only about files of which the first say nothing grave.
pub fn joined(mut findings: Findings, more: Findings) -> Findings {
    let path = |found: &Diagnostic| found.place.as_ref().map(|place| place.file.path().to_string());
    let errors = findings.iter().filter(|found| found.severity == Severity::Error);
    let grave: BTreeSet<String> = errors.filter_map(path).collect();
    findings.extend(more.into_iter().filter(|found| path(found).is_none_or(|path| !grave.contains(&path))));
    findings
}
