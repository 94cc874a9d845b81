//! Decides which votes a result must count, may count, or must leave out.

use std::collections::BTreeSet;

use super::line::{CommitHistory, Position};
use super::time::TOLERANCE;
use crate::act::{Action, Extend, StoredAct};
use crate::date::Moment;
use crate::path::{ActPath, StorePath};
use crate::process::{Refusal, Votes};
use crate::source::Digest;

const CLAUSE: &str = "practice";

/// How a result has to treat one vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CountDuty {
    /// It must count the vote.
    Counts,
    /// It may count the vote, which enters together with it.
    MayCount,
    /// It must not count the vote, which is late.
    Late,
}

/// The votes that a result counts when it is recorded at `at` by an author who had the commit `seen`, and enters at
/// `step`.
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
        .filter(|vote| question.duty(vote) != CountDuty::Late)
        .collect()
}

/// Refuses a result that leaves out a vote that it must count or counts a late one, and an extension that is too late.
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
            CountDuty::Counts if !is_listed => format!(
                "the result leaves out the vote of `{by}` ({}), which was shared in time",
                vote.digest.short()
            ),
            CountDuty::Late if is_listed => format!(
                "the result counts the vote of `{by}` ({}), which was too late",
                vote.digest.short()
            ),
            CountDuty::Counts | CountDuty::MayCount | CountDuty::Late => continue,
        };
        let needs = format!(
            "a new count: `wr sync`, then `wr ballot close {}`",
            stored.act.register
        );
        return Err(Refusal::new(what, needs, CLAUSE).violation());
    }
    Ok(())
}

struct CountContext<'q, 'a> {
    votes: &'q Votes<'a>,
    at: Moment,
    seen: &'q str,
    step: Position,
    commits: &'q dyn CommitHistory,
}

impl CountContext<'_, '_> {
    fn duty(&self, vote: &StoredAct) -> CountDuty {
        let path = vote.path();
        let Some(added) = self.commits.added(&path) else {
            // The vote is from before the first known step.
            return if vote.act.at <= self.votes.closes {
                CountDuty::Counts
            } else {
                CountDuty::Late
            };
        };
        if !self.is_in_time(vote, added) {
            return CountDuty::Late;
        }
        let precedes = added < self.step && self.commits.date(added) <= self.cut_off();
        if precedes || self.commits.had(self.seen, &path) {
            return CountDuty::Counts;
        }
        if self.enters_with(added) {
            CountDuty::MayCount
        } else {
            CountDuty::Late
        }
    }

    /// Whether the moment of the vote and the commit that its voter had are both before the end of the ballot.
    fn is_in_time(&self, vote: &StoredAct, added: Position) -> bool {
        let saw = self.commits.date_of(&vote.act.seen, added);
        vote.act.at <= self.votes.closes && saw.is_none_or(|saw| saw <= self.votes.closes)
    }

    /// Refuses an extension that enters after the end of its ballot: voters could not know of it. It may enter later if
    /// the ballot enters with it.
    fn extends(&self, stored: &StoredAct, extend: &Extend) -> Result<(), Refusal> {
        let closes = self.votes.closes;
        let entered = self.commits.date(self.step);
        let ballot =
            StorePath::act(stored.act.subject(), ActPath::Ballot(extend.of.clone())).to_string();
        let comes_with = self
            .commits
            .added(&ballot)
            .is_some_and(|added| self.enters_with(added));
        if entered <= closes.plus_minutes(TOLERANCE) || comes_with {
            return Ok(());
        }
        let what = format!(
            "{} closed at {closes}, and this extension was shared later, at {entered}",
            extend.of
        );
        let needs = format!(
            "its count: `wr ballot close {} --ballot {}`; without an approval the body may vote again in a new ballot",
            stored.act.register, extend.of
        );
        Err(Refusal::new(what, needs, CLAUSE))
    }

    /// The latest date on the main line of a vote that a result must count although its author did not see it.
    fn cut_off(&self) -> Moment {
        match self.at > self.votes.closes {
            true => self.votes.closes,
            false => self.at.plus_minutes(-TOLERANCE),
        }
    }

    /// Whether a vote enters together with the result: in the same step, or in steps with about the same date, as a
    /// rebased pull request has.
    fn enters_with(&self, added: Position) -> bool {
        let date = self.commits.date(self.step);
        let is_near = |step: Position| {
            let other = self.commits.date(step);
            other <= date.plus_minutes(TOLERANCE) && date <= other.plus_minutes(TOLERANCE)
        };
        (added..self.step).all(is_near)
    }
}
