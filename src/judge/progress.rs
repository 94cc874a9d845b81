//! The progress of the judge along the main line.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Before, CommitHistory, KnownVersions, MainLineStep, Position, short};
use super::{count, time};
use crate::act::StoredAct;
use crate::process::{Cause, Ledger, Refusal, Replay, ReplayedAct, apply, in_order};
use crate::source::Digest;

/// The progress of the judge with one register or change request.
#[derive(Debug, Clone)]
pub struct LedgerProgress<'a, L: Ledger<'a>> {
    /// The entered acts, votes and texts.
    pub ledger: L,
    /// The state after them.
    pub state: L::State,
    /// The acts in the order in which they entered, each with its verdict.
    pub entries: Vec<ReplayedAct<'a>>,
    /// The rejected votes, each with the reason.
    pub votes: Vec<(&'a StoredAct, Refusal)>,
    heads: BTreeSet<Digest>,
    /// The votes that this judge admitted.
    entered: BTreeSet<Digest>,
}

/// The verdicts on a register or a change request along the main line.
#[derive(Debug, Clone)]
pub struct Judged<'a, L: Ledger<'a>> {
    /// The entered acts, votes and texts.
    pub ledger: L,
    /// The replay, in the order in which the acts entered.
    pub replay: Replay<'a, L::State>,
    /// The rejected votes, each with the reason.
    pub votes: Vec<(&'a StoredAct, Refusal)>,
}

impl<'a, L: Ledger<'a>> LedgerProgress<'a, L> {
    /// The progress before the first act.
    pub fn empty(ledger: L) -> LedgerProgress<'a, L> {
        LedgerProgress::after(ledger, Replay::of(L::State::default(), Vec::new()))
    }

    /// The progress after the acts from before the first judged step, from their own replay.
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

    /// The verdicts so far.
    pub fn judged(self) -> Judged<'a, L> {
        Judged {
            ledger: self.ledger,
            replay: Replay::of(self.state, self.entries),
            votes: self.votes,
        }
    }

    /// Judges the acts and votes of one step.
    pub fn judge_step(&mut self, step: &MainLineStep<'a>, commits: &dyn CommitHistory) {
        for (number, revision) in &step.revisions {
            self.ledger.add_revision(*number, *revision);
        }
        let before = commits.before(step.at);
        // A ballot and its votes may enter in one step, so the acts come first.
        let known = self.ledger.acts().len();
        self.ledger.add_acts(&step.acts);
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

    fn judge(
        &self,
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
        let next = apply(&self.state, stored, &self.ledger)?;
        if let Before::Store(versions) = before
            && let Some(as_if) = under(stored, versions)
        {
            apply(&self.state, &as_if, &self.ledger).map_err(|why| Refusal {
                state: format!(
                    "the roster or the policy changed after this was decided and no longer allows it: {}",
                    why.state
                ),
                ..why
            })?;
        }
        Ok(next)
    }

    fn did_enter(&self, vote: &StoredAct, commits: &dyn CommitHistory) -> bool {
        entered(&self.ledger, vote, commits)
    }

    /// Checks that an act follows, directly or indirectly through `after`, every act that its author had.
    fn knows_what_it_saw(
        &self,
        stored: &StoredAct,
        commits: &dyn CommitHistory,
        before: usize,
    ) -> Result<(), Refusal> {
        if !stored.act.action.names_acts()
            || self
                .heads
                .iter()
                .all(|head| stored.act.after.contains(head))
        {
            return Ok(());
        }
        let acts = self.ledger.acts();
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
        // An act need not follow violations.
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
            "this act does not follow the `{kind}` of {} ({}), which its author had in the commit {} (`seen`)",
            missing.act.on,
            missing.digest.short(),
            short(seen)
        );
        let needs = "an act that follows all acts that its author had: record it again with `wr`";
        Err(Refusal::new(state, needs, "practice").violation())
    }
}

/// Whether the main line admitted a vote at the step that added it.
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

/// Refuses a vote with a moment that contradicts the history, and one that does not count where it enters.
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

/// Checks that an act names versions that were in force on the main line before it.
fn known_versions(stored: &StoredAct, versions: &KnownVersions) -> Result<(), Refusal> {
    let act = &stored.act;
    for (name, digest) in [("roster", act.roster), ("policy", act.policy)] {
        if !versions.known.contains(&digest) {
            let state =
                format!("this act names a {name} that was not in force before the act was added");
            let needs = format!("the {name} first, in its own pull request; then the act again");
            return Err(Refusal::new(state, needs, "practice"));
        }
    }
    Ok(())
}

/// The act with the versions in force where it enters; `None` where it names them already.
fn under(stored: &StoredAct, versions: &KnownVersions) -> Option<StoredAct> {
    let (roster, policy) = (versions.roster?, versions.policy?);
    if (stored.act.roster, stored.act.policy) == (roster, policy) {
        return None;
    }
    Some(stored.under(roster, policy))
}
