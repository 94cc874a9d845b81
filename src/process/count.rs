//! Opens recorded ballots and counts their votes.

use std::collections::BTreeSet;

use super::{BallotStanding, BallotStatus, History, State, Votes};
use crate::act::{Action, Question, StoredAct};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::id::Id;
use crate::roster::Body;
use crate::source::Digest;

impl<'a> Votes<'a> {
    /// The votes that a ballot admits, at whatever step they entered.
    pub fn of(history: &History<'a>, opened: &Opened<'a>) -> Votes<'a> {
        let there = history
            .votes
            .get(opened.name().as_str())
            .into_iter()
            .flatten()
            .copied();
        Votes {
            closes: opened.closes,
            there: there.filter(|vote| opened.admits(vote).is_ok()).collect(),
        }
    }

    /// The votes in the ballot that an act counts or extends; `None` for other acts.
    pub(super) fn concerned(
        history: &History<'a>,
        state: &State,
        stored: &StoredAct,
    ) -> Option<Votes<'a>> {
        let of = if let Action::Extend(extend) = &stored.act.action {
            &extend.of
        } else {
            let Action::Result(result) = &stored.act.action else {
                return None;
            };
            &result.of
        };
        let standing = state.ballots.get(of)?;
        let opened = history
            .opened(history.act(standing.act)?)?
            .until(standing.closes);
        Some(Votes::of(history, &opened))
    }
}

impl<'a> History<'a> {
    /// The ballot that an act opened, with its frozen roster and policy; `None` for any other act.
    pub fn opened(&self, stored: &'a StoredAct) -> Option<Opened<'a>> {
        let Action::Ballot(ballot) = &stored.act.action else {
            return None;
        };
        let roster = self.rosters.get(&stored.act.roster);
        let chair = roster
            .and_then(|roster| roster.body(&ballot.body))
            .and_then(Body::acting_chair);
        let policy = self.policies.get(&stored.act.policy);
        Some(
            Opened::of(stored, chair)?
                .under(roster, policy)
                .with(self.rosters),
        )
    }

    /// The ballot with this name, extensions included, and its tally: of all votes so far, or of those that the result
    /// of a closed ballot lists. `None` where there is no such ballot or it cannot be read.
    pub fn count(&self, state: &State, name: &str) -> Option<(Opened<'a>, Tally)> {
        let standing = state.ballots.get(name)?;
        let opened = self.opened(self.act(standing.act)?)?.until(standing.closes);
        let votes = self.votes.get(name).into_iter().flatten().copied();
        let listed = self.listed(standing);
        let counted =
            votes.filter(|vote| listed.is_none_or(|all| all.binary_search(&vote.digest).is_ok()));
        Some((opened, Tally::count(opened, counted)))
    }

    fn listed(&self, standing: &BallotStanding) -> Option<&'a [Digest]> {
        let BallotStatus::Closed { result, .. } = &standing.status else {
            return None;
        };
        let Action::Result(counted) = &self.act(*result)?.act.action else {
            return None;
        };
        Some(&counted.votes)
    }

    /// The votes in a ballot's folder that do not count, each with the reason: void votes, and votes that the result of
    /// a closed ballot does not list.
    pub fn uncounted(&self, state: &State, name: &str) -> Vec<(&'a StoredAct, String)> {
        let Some(standing) = state.ballots.get(name) else {
            return Vec::new();
        };
        let Some((opened, tally)) = self.count(state, name) else {
            return Vec::new();
        };
        let listed = self.listed(standing);
        let why = |vote: &'a StoredAct| {
            let is_listed = listed.is_none_or(|all| all.binary_search(&vote.digest).is_ok());
            if is_listed {
                let (_, why) = tally
                    .void
                    .iter()
                    .find(|(digest, _)| *digest == vote.digest)?;
                return Some((vote, why.clone()));
            }
            let came_late = || "it was recorded after the ballot was counted".to_string();
            Some((vote, opened.admits(vote).err().unwrap_or_else(came_late)))
        };
        self.votes
            .get(name)
            .into_iter()
            .flatten()
            .copied()
            .filter_map(why)
            .collect()
    }
}

/// The numbers of a ballot's results and withdrawals, void ones included.
pub fn ends(history: &History<'_>, of: &str) -> BTreeSet<u32> {
    let number = |stored: &&StoredAct| {
        if let Action::Result(counted) = &stored.act.action {
            return (counted.of == of).then_some(counted.number);
        }
        let Action::Withdraw(withdrawal) = &stored.act.action else {
            return None;
        };
        (withdrawal.of == of).then_some(withdrawal.number)
    };
    history
        .acts
        .iter()
        .filter_map(number)
        .map(|number| number.unwrap_or(1))
        .collect()
}

/// The number of the next result or withdrawal: the lowest whose file is free, `None` for the first.
pub fn next_end(history: &History<'_>, of: &str) -> Option<u32> {
    let taken = ends(history, of);
    let free = (1..).find(|number| !taken.contains(number)).unwrap_or(1);
    (free > 1).then_some(free)
}

/// The rounds of a body's ballots on a revision, void ones included.
pub fn rounds(
    history: &History<'_>,
    body: &Id,
    question: Question,
    revision: u32,
) -> BTreeSet<u32> {
    let round = |stored: &&StoredAct| {
        let Action::Ballot(ballot) = &stored.act.action else {
            return None;
        };
        let same = ballot.question == question && ballot.body == *body;
        (same && stored.act.revision == Some(revision)).then_some(ballot.round)
    };
    history.acts.iter().filter_map(round).collect()
}

/// The round of a body's next ballot: the lowest after the last legal one whose folder is free.
pub fn next_round(
    state: &State,
    history: &History<'_>,
    body: &Id,
    question: Question,
    revision: u32,
) -> u32 {
    let taken = rounds(history, body, question, revision);
    let after = last_round(state, body, question, revision) + 1;
    (after..)
        .find(|round| !taken.contains(round))
        .unwrap_or(after)
}

/// The last round of a body's legal ballots on a revision; 0 without one.
pub fn last_round(state: &State, body: &Id, question: Question, revision: u32) -> u32 {
    let asked = state.ballots.values().filter(|ballot| {
        ballot.asks(question) && ballot.body == *body && ballot.revision == revision
    });
    asked.map(|ballot| ballot.round).max().unwrap_or(0)
}
