//! The stages of a register.

use std::fmt;

use crate::act::Approver;
use crate::id::Id;
use crate::process::{History, State, approvals};
use crate::roster::BodyKind;

/// The stage of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not proposed yet.
    Unproposed,
    /// The owner writes the text, or rewrites it after a rejection.
    Draft,
    /// Submitted: the committees read it.
    Review,
    /// At least one committee ballot was opened, and not all committees have approved.
    CommitteeBallot,
    /// Every committee has approved.
    CommitteeApproved,
    /// The board's ballot was opened.
    BoardBallot,
    /// The board has approved, or its approval is not needed and every committee has approved.
    BoardApproved,
    /// Sent to the partner, who has not accepted yet.
    Sent,
    /// In force, and no revision is under way.
    Established,
    /// The board removed the register. Final.
    Removed,
    /// The proposal ended before anything came into force. Final.
    Ended,
}

impl Stage {
    /// Every stage, in the order of the process.
    pub const ALL: [Stage; 11] = [
        Stage::Unproposed,
        Stage::Draft,
        Stage::Review,
        Stage::CommitteeBallot,
        Stage::CommitteeApproved,
        Stage::BoardBallot,
        Stage::BoardApproved,
        Stage::Sent,
        Stage::Established,
        Stage::Removed,
        Stage::Ended,
    ];

    /// The stage of a state.
    pub fn of(state: &State, history: &History<'_>) -> Stage {
        if state.removed.is_some() {
            return Stage::Removed;
        }
        if state.ended.is_some() {
            return Stage::Ended;
        }
        let Some(under_way) = &state.under_way else {
            return match (&state.proposal, &state.in_force) {
                (None, _) => Stage::Unproposed,
                (Some(_), None) => Stage::Draft,
                (Some(_), Some(_)) => Stage::Established,
            };
        };
        if under_way.rejected.is_some() {
            return Stage::Draft;
        }
        if under_way.sent.is_some() {
            return Stage::Sent;
        }
        if under_way.editorial.is_some() {
            return Stage::Review;
        }
        let roster = history.roster_of(under_way);
        let board = roster
            .and_then(|roster| roster.body_of_kind(BodyKind::Board))
            .map(|board| &board.id);
        let is_board =
            |approver: &Approver| matches!(approver, Approver::Body(id) if Some(id) == board);
        let missing = approvals::missing(state, history);
        let is_under_ballot = |of_board: bool| {
            state.ballots_of(under_way.revision).any(|(_, ballot)| {
                (Some(&ballot.body) == board) == of_board && ballot.is_open_or_approved()
            })
        };
        let committees_missing = missing
            .iter()
            .any(|who| !is_board(who) && **who != Approver::Partner);
        if committees_missing {
            return if is_under_ballot(false) {
                Stage::CommitteeBallot
            } else {
                Stage::Review
            };
        }
        if !missing.iter().any(|who| is_board(who)) {
            return Stage::BoardApproved;
        }
        if is_under_ballot(true) {
            Stage::BoardBallot
        } else {
            Stage::CommitteeApproved
        }
    }
}

impl Stage {
    /// The stage as printed. Where a revision does not need the board, `board-approved` would be wrong: it is
    /// `committee-approved`, or `approved` where no body is needed.
    pub fn told(self, state: &State, history: &History<'_>) -> String {
        let Some(under_way) = state
            .under_way
            .as_ref()
            .filter(|_| self == Stage::BoardApproved)
        else {
            return self.to_string();
        };
        let roster = history.roster_of(under_way);
        let board = roster
            .and_then(|roster| roster.body_of_kind(BodyKind::Board))
            .map(|board| &board.id);
        let bodies = under_way.needs.iter().filter_map(|needed| match needed {
            Approver::Body(id) => Some(id),
            Approver::Partner => None,
        });
        let (of_board, others): (Vec<&Id>, Vec<&Id>) = bodies.partition(|id| Some(*id) == board);
        let told = match (of_board.is_empty(), others.is_empty()) {
            (false, _) => return self.to_string(),
            (true, false) => "committee-approved",
            (true, true) => "approved",
        };
        told.to_string()
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Unproposed => "unproposed",
            Stage::Draft => "draft",
            Stage::Review => "review",
            Stage::CommitteeBallot => "committee-ballot",
            Stage::CommitteeApproved => "committee-approved",
            Stage::BoardBallot => "board-ballot",
            Stage::BoardApproved => "board-approved",
            Stage::Sent => "sent",
            Stage::Established => "established",
            Stage::Removed => "removed",
            Stage::Ended => "ended",
        })
    }
}
