//! The judge: whether what enters the main line may enter, the same for all who ask.
//!
//! An act is judged where it enters: against the store as it was before the step of the main line that brings it, under
//! the roster and the policy in force there, and by what its author could know. The acting command asks before
//! it records, `wr check --base` and the pre-receive hook ask about what is proposed, and `wr verify` about what is there.

mod count;
mod ledger;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use self::count::{Votes, counted};
pub use self::time::{TOLERANCE, latest_bound};
use crate::act::{Action, StoredAct};
use crate::date::Moment;
use crate::process::{Cause, Refusal, Replay, ReplayedAct, Revision, in_order};
use crate::source::Digest;

/// The version of what is judged here. Raise it with every change that may judge an old act otherwise: a clone judges
/// again what it verified under another version.
pub const VERSION: u32 = 1;

/// A place on the main line: the number of a step, the oldest first.
pub type Position = usize;

/// What the history of the main line tells.
pub trait CommitHistory: Sync {
    /// The date of a commit that an act names as seen: the earliest committer date from there to the step before `step`.
    /// Nothing when the history before that step does not have the commit.
    fn date_of(&self, seen: &str, step: Position) -> Option<Moment>;

    /// Whether that commit has a file.
    fn had(&self, seen: &str, path: &str) -> bool;

    /// What there was before a step.
    fn before(&self, step: Position) -> Before;

    /// The committer date of a step; the judge's clock for one that is not committed yet.
    fn date(&self, step: Position) -> Moment;

    /// The step that added a file; nothing for a file that was there before everything that is known.
    fn added(&self, path: &str) -> Option<Position>;

    /// The judge's clock.
    fn now(&self) -> Moment;
}

/// What one step of the main line brings to one register or one change request.
#[derive(Debug, Clone)]
pub struct MainLineStep<'a> {
    /// Its place on the main line.
    pub at: Position,
    /// The acts that it adds, votes aside.
    pub acts: Vec<&'a StoredAct>,
    /// The votes that it adds, each with the name of its ballot.
    pub votes: Vec<(&'a str, &'a StoredAct)>,
    /// The texts that it freezes, by number.
    pub revisions: Vec<(u32, Revision<'a>)>,
}

/// What there was before a step.
#[derive(Debug, Clone)]
pub enum Before {
    /// No store: the step imports one, and nothing tells what the authors of its acts could know.
    Nothing,
    /// A store, with its versions of roster and policy.
    Store(Arc<KnownVersions>),
}

/// The versions of roster and policy that there were before a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownVersions {
    /// The roster in force.
    pub roster: Option<Digest>,
    /// The policy in force.
    pub policy: Option<Digest>,
    /// Every version that was in force by then.
    pub known: BTreeSet<Digest>,
}

/// The acts of a register or of a change request, as far as they have entered, with the process that decides on them.
pub trait Ledger<'a> {
    /// Where it stands.
    type State: Default + Clone;

    /// The acts that have entered, votes aside.
    fn acts(&mut self) -> &mut Vec<&'a StoredAct>;

    /// Whether a vote counts that enters where this roster is in force: by its key, and by who its voter is then.
    ///
    /// # Errors
    /// It does not count, with the reason.
    fn admit_vote(&self, vote: &StoredAct, roster: Digest) -> Result<(), Refusal>;

    /// Lets a vote in.
    fn add_vote(&mut self, ballot: &'a str, vote: &'a StoredAct);

    /// Lets a frozen text in.
    fn add_revision(&mut self, number: u32, revision: Revision<'a>);

    /// The state after an act, or why it is not legal.
    ///
    /// # Errors
    /// The process refuses the act on this state.
    fn decide(&self, state: &Self::State, stored: &StoredAct) -> Result<Self::State, Refusal>;

    /// The votes in the ballot that a result closes or an extension keeps open; nothing for other acts.
    fn votes(&self, state: &Self::State, stored: &StoredAct) -> Option<Votes<'a>>;
}

/// How far the judge has come with one register or change request.
#[derive(Debug, Clone)]
pub struct LedgerProgress<'a, L: Ledger<'a>> {
    /// What has entered.
    pub ledger: L,
    /// Where it stands.
    pub state: L::State,
    /// The acts, in the order in which they entered, each with its verdict.
    pub entries: Vec<ReplayedAct<'a>>,
    /// The votes that did not enter, with the reason.
    pub votes: Vec<(&'a StoredAct, Refusal)>,
    heads: BTreeSet<Digest>,
    /// The votes that were judged when they entered.
    entered: BTreeSet<Digest>,
}

/// What became of a register or a change request along the main line.
#[derive(Debug, Clone)]
pub struct Judged<'a, L: Ledger<'a>> {
    /// What entered.
    pub ledger: L,
    /// Its course, in the order in which its acts entered.
    pub replay: Replay<'a, L::State>,
    /// The votes that did not enter, with the reason.
    pub votes: Vec<(&'a StoredAct, Refusal)>,
}

impl<'a, L: Ledger<'a>> LedgerProgress<'a, L> {
    /// Nothing has entered yet.
    pub fn empty(ledger: L) -> LedgerProgress<'a, L> {
        LedgerProgress::after(ledger, Replay::of(L::State::default(), Vec::new()))
    }

    /// What was there before the first step that is judged, as its own acts tell it.
    pub fn after(ledger: L, replay: Replay<'a, L::State>) -> LedgerProgress<'a, L> {
        let heads = replay.heads.into_iter().collect();
        LedgerProgress {
            ledger,
            state: replay.state,
            entries: replay.entries,
            votes: Vec::new(),
            heads,
            entered: BTreeSet::new(),
        }
    }

    /// What became of it.
    pub fn judged(self) -> Judged<'a, L> {
        Judged {
            ledger: self.ledger,
            replay: Replay::of(self.state, self.entries),
            votes: self.votes,
        }
    }

    /// Judges what one step brings, on what was there before it.
    pub fn judge_step(&mut self, step: &MainLineStep<'a>, commits: &dyn CommitHistory) {
        for (number, revision) in &step.revisions {
            self.ledger.add_revision(*number, *revision);
        }
        let before = commits.before(step.at);
        // A ballot may come with its votes: what is voted on is there first.
        let known = self.ledger.acts().len();
        self.ledger.acts().extend(&step.acts);
        for (ballot, vote) in &step.votes {
            match vote_enters(&self.ledger, vote, step.at, &before, commits) {
                Ok(()) => {
                    self.entered.insert(vote.digest);
                    self.ledger.add_vote(ballot, vote);
                }
                Err(refusal) => self.votes.push((vote, refusal)),
            }
        }
        for stored in in_order(&step.acts) {
            let void = match self.judge(stored, step.at, &before, commits, known) {
                Ok(next) => {
                    self.state = next;
                    None
                }
                Err(refusal) => Some(refusal),
            };
            for earlier in &stored.act.after {
                self.heads.remove(earlier);
            }
            self.heads.insert(stored.digest);
            self.entries.push(ReplayedAct { stored, void });
        }
    }

    /// The state after an act that enters, or why it has no effect.
    fn judge(
        &mut self,
        stored: &StoredAct,
        step: Position,
        before: &Before,
        commits: &dyn CommitHistory,
        known: usize,
    ) -> Result<L::State, Refusal> {
        time::check(stored, step, before, commits)?;
        if let Before::Store(versions) = before {
            self.knows_what_it_saw(stored, commits, known)?;
            known_versions(stored, versions)?;
        }
        if let Some(mut votes) = self.ledger.votes(&self.state, stored) {
            votes.there.retain(|vote| {
                self.entered.contains(&vote.digest) || self.did_enter(vote, commits)
            });
            count::check(stored, &votes, step, commits)?;
        }
        let next = self.ledger.decide(&self.state, stored)?;
        if let Before::Store(versions) = before
            && let Some(as_if) = under(stored, versions)
        {
            self.ledger.decide(&self.state, &as_if).map_err(|why| Refusal {
                state: format!(
                    "the roster or the policy has changed since it was decided, and does not allow it any more: {}",
                    why.state
                ),
                ..why
            })?;
        }
        Ok(next)
    }

    /// Whether a vote entered that was there before everything that is judged.
    fn did_enter(&self, vote: &StoredAct, commits: &dyn CommitHistory) -> bool {
        entered(&self.ledger, vote, commits)
    }

    /// An act names in `after`, directly or not, every act that its author could see.
    fn knows_what_it_saw(
        &mut self,
        stored: &StoredAct,
        commits: &dyn CommitHistory,
        before: usize,
    ) -> Result<(), Refusal> {
        let names_acts = !matches!(stored.act.action, Action::Vote(_) | Action::Feedback(_));
        if !names_acts
            || self
                .heads
                .iter()
                .all(|head| stored.act.after.contains(head))
        {
            return Ok(());
        }
        let acts = self.ledger.acts().clone();
        let by_digest: BTreeMap<Digest, &StoredAct> =
            acts.iter().map(|it| (it.digest, *it)).collect();
        let mut known = BTreeSet::new();
        let mut open = stored.act.after.clone();
        while let Some(digest) = open.pop() {
            if known.insert(digest) {
                open.extend(
                    by_digest
                        .get(&digest)
                        .into_iter()
                        .flat_map(|it| &it.act.after),
                );
            }
        }
        let seen = &stored.act.seen;
        // What never had a right to be there need not be named.
        let is_void = |digest: Digest| {
            let mut entries = self.entries.iter();
            let entry = entries.find(|entry| entry.stored.digest == digest);
            entry
                .and_then(|entry| entry.void.as_ref())
                .is_some_and(|why| why.cause == Cause::Violation)
        };
        let left_out = |it: &&&StoredAct| {
            !known.contains(&it.digest) && commits.had(seen, &it.path()) && !is_void(it.digest)
        };
        let Some(missing) = acts[..before].iter().find(left_out) else {
            return Ok(());
        };
        let kind = missing.act.action.kind();
        let state = format!(
            "this act leaves out the `{kind}` of {} ({}), which its author had: it is in the commit {}, named as `seen`",
            missing.act.on,
            missing.digest.short(),
            short(seen)
        );
        let needs = "an act that follows everything its author had: record it again with `wr`";
        Err(Refusal::new(state, needs, "practice").violation())
    }
}

/// Whether a vote of a ballot entered the main line, wherever that was.
pub fn entered<'a>(
    ledger: &impl Ledger<'a>,
    vote: &StoredAct,
    commits: &dyn CommitHistory,
) -> bool {
    let Some(step) = commits.added(&vote.path()) else {
        return true;
    };
    vote_enters(ledger, vote, step, &commits.before(step), commits).is_ok()
}

/// Refuses a vote whose moment contradicts the history, or that does not count where it enters.
fn vote_enters<'a>(
    ledger: &impl Ledger<'a>,
    vote: &StoredAct,
    step: Position,
    before: &Before,
    commits: &dyn CommitHistory,
) -> Result<(), Refusal> {
    time::check(vote, step, before, commits)?;
    let Before::Store(versions) = before else {
        return Ok(());
    };
    known_versions(vote, versions)?;
    versions
        .roster
        .map_or(Ok(()), |roster| ledger.admit_vote(vote, roster))
}

/// An act is decided under versions that were in force on the main line before it.
fn known_versions(stored: &StoredAct, versions: &KnownVersions) -> Result<(), Refusal> {
    let act = &stored.act;
    for (name, digest) in [("roster", act.roster), ("policy", act.policy)] {
        if !versions.known.contains(&digest) {
            let state = format!(
                "this act was decided under a {name} that was not in force before it entered"
            );
            let needs = format!("the {name} first, in its own pull request; then decide again");
            return Err(Refusal::new(state, needs, "practice"));
        }
    }
    Ok(())
}

/// The act as if it named the versions in force where it enters; nothing when it does.
fn under(stored: &StoredAct, versions: &KnownVersions) -> Option<StoredAct> {
    let (roster, policy) = (versions.roster?, versions.policy?);
    if (stored.act.roster, stored.act.policy) == (roster, policy) {
        return None;
    }
    Some(stored.under(roster, policy))
}

/// The beginning of a commit's id.
fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}
