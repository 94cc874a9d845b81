//! The evidence of a counted ballot: its rule, its counts, and the vote of each seat.

use std::collections::BTreeSet;

use serde::Serialize;

use super::context::EvidenceContext;
use super::signed::ActAccount;
use crate::act::{Action, Choice, Counted, StoredAct};
use crate::ballot::Opened;
use crate::ballot::tally::{SeatVote, Tally};
use crate::id::Id;
use crate::policy::rule::{Counts, Needs, Outcome, VotingRule};

/// A ballot with its result.
#[derive(Debug, Clone, Serialize)]
pub struct BallotEvidence {
    /// Its name, the same as that of its folder.
    pub name: String,
    /// The body that voted.
    pub body: Id,
    /// The body's name in the current roster.
    pub body_name: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The number of seats by choice.
    pub counts: Counts,
    /// The number of seats less recusals and vacant ones.
    pub base: u32,
    /// What the approval needed, for this base.
    pub needed: Needs,
    /// The rule.
    pub rule: VotingRule,
    /// The rule with its modifiers, as a sentence.
    pub rule_explained: String,
    /// The act that opened it.
    pub opened: ActAccount,
    /// The act that closed it.
    pub closed: ActAccount,
    /// The seats, in the roll's order.
    pub seats: Vec<SeatAccount>,
}

/// A seat and its vote.
#[derive(Debug, Clone, Serialize)]
pub struct SeatAccount {
    /// The seat.
    pub seat: Id,
    /// The company or person that holds it.
    pub name: String,
    /// The choice, if it has a vote that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// The vote that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<ActAccount>,
}

impl EvidenceContext<'_> {
    /// The ballot of a result.
    pub(super) fn ballot(&self, result: &StoredAct) -> Option<BallotEvidence> {
        let Action::Result(counted) = &result.act.action else {
            return None;
        };
        let stored = self.stored(counted.ballot)?;
        let opened = self.history.opened(stored)?;
        let standing = self.replay.state.ballots.get(&counted.of);
        let opened = opened.until(standing.map_or(opened.closes, |standing| standing.closes));
        let ballot = opened.ballot;
        Some(BallotEvidence {
            name: counted.of.clone(),
            body: ballot.body.clone(),
            body_name: self.roster.body_name(&ballot.body),
            outcome: counted.outcome,
            counts: counted.counts,
            base: counted.base,
            needed: counted.needed,
            rule: ballot.rule,
            rule_explained: ballot.applied().explained(),
            opened: self.act(stored),
            closed: self.act(result),
            seats: self.seats(counted, opened),
        })
    }

    fn seats(&self, counted: &Counted, opened: Opened<'_>) -> Vec<SeatAccount> {
        let listed: BTreeSet<_> = counted.votes.iter().collect();
        let all = self.history.votes.get(counted.of.as_str());
        let votes: Vec<&StoredAct> = all
            .into_iter()
            .flatten()
            .copied()
            .filter(|vote| listed.contains(&vote.digest))
            .collect();
        let tally = Tally::count(opened, votes.iter().copied());
        let seat = |(id, said): (Id, SeatVote)| {
            let seat = opened.ballot.seat(&id);
            let name = seat.map_or(id.to_string(), |seat| seat.name(self.roster));
            let voted = match said {
                SeatVote::Voted { choice, vote, .. } => {
                    Some((choice, votes.iter().find(|stored| stored.digest == vote)))
                }
                SeatVote::Nothing | SeatVote::Vacant | SeatVote::Rivals(_) => None,
            };
            let vote = voted
                .and_then(|(_, stored)| stored)
                .map(|stored| self.act(stored));
            SeatAccount {
                seat: id,
                name,
                choice: voted.map(|(choice, _)| choice),
                vote,
            }
        };
        tally.seats.into_iter().map(seat).collect()
    }
}
