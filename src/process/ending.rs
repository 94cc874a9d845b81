//! The end of a register (DSP4003 4.1): a recommendation, the removal by the board, or the end of a proposal.

use super::{BallotStatus, History, State};
use crate::act::Question;
use crate::date::Day;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::source::Digest;

impl State {
    /// The day of the last step of a recommended removal, which changes no stage: the recommendation, or the opening or
    /// the result of the board's ballot.
    pub fn removal_since(&self, history: &History<'_>, board: &Id) -> Option<Day> {
        let ballots = self.removal_ballots.iter();
        let ballots = ballots.filter_map(|name| self.ballots.get(name));
        let of_board = ballots.filter(|ballot| ballot.body == *board);
        let days = of_board.filter_map(|ballot| match &ballot.status {
            BallotStatus::Open => Some(history.act(ballot.act)?.act.on),
            BallotStatus::Closed { on, .. } => Some(*on),
            BallotStatus::Withdrawn { .. } => None,
        });
        let recommended = self.recommended.last()?.on;
        Some(days.fold(recommended, Day::max))
    }

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
