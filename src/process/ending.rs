//! The end of a register (DSP4003 4.1): a recommendation, the removal by the board, or the end of a proposal.

use super::{BallotStatus, State};
use crate::act::Question;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::source::Digest;

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
