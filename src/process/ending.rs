//! The end of a register (DSP4003 4.1): a recommendation, the removal by the board, or the end of a proposal.

use super::{BallotStatus, State};
use crate::act::{Question, Reason};
use crate::date::Day;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::source::Digest;

/// A recommendation to remove the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// The person who recommended it.
    pub by: Id,
    /// The day.
    pub on: Day,
    /// The reason.
    pub reason: Reason,
    /// The explanation.
    pub because: String,
}

/// A register that was in force and was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The revision that was in force.
    pub revision: u32,
    /// The day of the board's resolution.
    pub on: Day,
    /// The reason.
    pub reason: Reason,
    /// The number or title of the board's resolution.
    pub resolution: String,
    /// The register of the same partner that the board decided on, where it was not this one.
    pub along_with: Option<Id>,
    /// The act that recorded it.
    pub act: Digest,
}

/// A proposal that ended without ever coming into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The person who ended it.
    pub by: Id,
    /// The day.
    pub on: Day,
    /// The reason.
    pub because: String,
}

impl State {
    /// The result of the ballot in which this body approved the recommended removal.
    pub fn removal_approved(&self, board: &Id) -> Option<Digest> {
        let asked = self
            .removal_ballots
            .iter()
            .filter_map(|name| self.ballots.get(name));
        let of_this = asked.filter(|ballot| ballot.asks(Question::Remove) && ballot.body == *board);
        of_this.into_iter().find_map(|ballot| match &ballot.status {
            BallotStatus::Closed {
                result,
                outcome: Outcome::Approved,
                ..
            } => Some(*result),
            BallotStatus::Closed { .. } | BallotStatus::Open | BallotStatus::Withdrawn { .. } => {
                None
            }
        })
    }

    /// Withdraws every open ballot.
    pub(super) fn withdraw_ballots(&mut self, because: &str) {
        for ballot in self
            .ballots
            .values_mut()
            .filter(|ballot| ballot.status == BallotStatus::Open)
        {
            ballot.status = BallotStatus::Withdrawn {
                because: because.to_string(),
            };
        }
    }
}
