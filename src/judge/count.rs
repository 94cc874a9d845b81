//! Which votes a result counts.

use std::collections::BTreeSet;

use super::{CommitHistory, Position, TOLERANCE};
use crate::act::{Action, Extend, StoredAct};
use crate::date::Moment;
use crate::process::Refusal;
use crate::source::Digest;

const CLAUSE: &str = "practice";

/// The votes in a ballot, and until when they are in time.
#[derive(Debug, Clone)]
pub struct Votes<'a> {
    /// The end of the ballot, extensions included.
    pub closes: Moment,
    /// The votes that the ballot admits, whenever they entered.
    pub there: Vec<&'a StoredAct>,
}

/// What a result has to do with one vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    /// It counts it.
    Counts,
    /// It may count it: the vote enters with it.
    MayCount,
    /// It does not count it: the vote is late.
    Late,
}

/// The votes that a result counts which is recorded at `at` by an author who had the commit `seen`, and enters at `step`.
pub fn counted<'a>(
    votes: &Votes<'a>,
    at: Moment,
    seen: &str,
    step: Position,
    commits: &dyn CommitHistory,
) -> Vec<&'a StoredAct> {
    let question = CountContext {
        votes,
        at,
        seen,
        step,
        commits,
    };
    votes
        .there
        .iter()
        .copied()
        .filter(|vote| question.duty(vote) != Duty::Late)
        .collect()
}

/// Refuses a result that leaves out a vote which it has to count, or counts one that came too late; and an extension that
/// came too late.
pub(super) fn check(
    stored: &StoredAct,
    votes: &Votes<'_>,
    step: Position,
    commits: &dyn CommitHistory,
) -> Result<(), Refusal> {
    let question = CountContext {
        votes,
        at: stored.act.at,
        seen: &stored.act.seen,
        step,
        commits,
    };
    if let Action::Extend(extend) = &stored.act.action {
        return question.extends(stored, extend);
    }
    let Action::Result(result) = &stored.act.action else {
        return Ok(());
    };
    let listed: BTreeSet<Digest> = result.votes.iter().copied().collect();
    for vote in &votes.there {
        let is_listed = listed.contains(&vote.digest);
        let by = &vote.act.by;
        let what = match question.duty(vote) {
            Duty::Counts if !is_listed => format!(
                "the result leaves out the vote of `{by}` ({}), which was in time and there before it",
                vote.digest.short()
            ),
            Duty::Late if is_listed => format!(
                "the result counts the vote of `{by}` ({}), which came after the ballot closed",
                vote.digest.short()
            ),
            Duty::Counts | Duty::MayCount | Duty::Late => continue,
        };
        let needs = format!(
            "a count of what was there: `wr sync`, then `wr ballot close {}`",
            stored.act.register
        );
        return Err(Refusal::new(what, needs, CLAUSE).violation());
    }
    Ok(())
}

/// What is asked about each vote.
struct CountContext<'q, 'a> {
    votes: &'q Votes<'a>,
    at: Moment,
    seen: &'q str,
    step: Position,
    commits: &'q dyn CommitHistory,
}

impl CountContext<'_, '_> {
    fn duty(&self, vote: &StoredAct) -> Duty {
        let path = vote.path();
        let Some(added) = self.commits.added(&path) else {
            // It was there before everything that is known.
            return if vote.act.at <= self.votes.closes {
                Duty::Counts
            } else {
                Duty::Late
            };
        };
        if !self.is_in_time(vote, added) {
            return Duty::Late;
        }
        let precedes = added < self.step && self.commits.date(added) <= self.cut_off();
        if precedes || self.commits.had(self.seen, &path) {
            return Duty::Counts;
        }
        if self.enters_with(added) {
            Duty::MayCount
        } else {
            Duty::Late
        }
    }

    /// Neither its own moment nor what its voter had seen is after the end of the ballot.
    fn is_in_time(&self, vote: &StoredAct, added: Position) -> bool {
        let saw = self.commits.date_of(&vote.act.seen, added);
        vote.act.at <= self.votes.closes && saw.is_none_or(|saw| saw <= self.votes.closes)
    }

    /// Refuses an extension that enters after the end of its ballot, when nobody could know that it goes on; unless the
    /// ballot enters with it.
    fn extends(&self, stored: &StoredAct, extend: &Extend) -> Result<(), Refusal> {
        let closes = self.votes.closes;
        let entered = self.commits.date(self.step);
        let ballot = format!(
            "{}/ballots/{}/ballot.yaml",
            stored.act.subject().folder(),
            extend.of
        );
        let comes_with = self
            .commits
            .added(&ballot)
            .is_some_and(|added| self.enters_with(added));
        if entered <= closes.plus_minutes(TOLERANCE) || comes_with {
            return Ok(());
        }
        let what = format!(
            "{} closed at {closes}, and this extension was shared after that, at {entered}",
            extend.of
        );
        let needs = format!(
            "its count: `wr ballot close {} --ballot {}`; without an approval the body may be asked again",
            stored.act.register, extend.of
        );
        Err(Refusal::new(what, needs, CLAUSE))
    }

    /// Until when a vote must be on the main line to be counted by a result whose author did not see it.
    fn cut_off(&self) -> Moment {
        match self.at > self.votes.closes {
            true => self.votes.closes,
            false => self.at.plus_minutes(-TOLERANCE),
        }
    }

    /// Whether a vote enters with the result: in the same step, or in one of those that were committed anew together with
    /// it when a pull request was rebased.
    fn enters_with(&self, added: Position) -> bool {
        let date = self.commits.date(self.step);
        let is_near = |step: Position| {
            let other = self.commits.date(step);
            other <= date.plus_minutes(TOLERANCE) && date <= other.plus_minutes(TOLERANCE)
        };
        (added..self.step).all(is_near)
    }
}
