//! Where a register stands, and the steps of the process; which leads on from where is in `stage/table.rs`.

mod acts;
mod bounds;
mod table;

use std::fmt;

pub use self::bounds::{Basis, rests_on};
pub use self::table::{Blocked, By, check_transition};
use super::{History, State, approvals};
use crate::act::Approver;
use crate::id::Id;
use crate::roster::BodyKind;

/// Where a register stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not proposed yet.
    Unproposed,
    /// The text is written, or written anew after a rejection.
    Draft,
    /// Submitted: the committees read it.
    Review,
    /// At least one committee was asked, and not all have approved.
    CommitteeBallot,
    /// Every committee has approved.
    CommitteeApproved,
    /// The board was asked.
    BoardBallot,
    /// The board has approved; or it need not be asked, and every committee has approved.
    BoardApproved,
    /// Sent to the partner, whose acceptance is awaited.
    Sent,
    /// In force, and nothing is on its way.
    Established,
    /// It was in force, and the board removed it: the end.
    Removed,
    /// The proposal ended without ever coming into force: the end.
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
    /// The stage as it is printed. A revision that the board need not approve has not been approved by it: then the
    /// last stage is that of those who were asked.
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

/// A step of the process: an act, told apart by what the table of transitions depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transition {
    /// Propose the register.
    Propose,
    /// Assign its owner.
    Assign,
    /// Submit the draft as a revision.
    Submit,
    /// Submit a revision in place of the one on its way.
    Resubmit,
    /// Ask a committee.
    AskCommittee,
    /// Ask the board.
    AskBoard,
    /// Close a ballot.
    Close,
    /// Withdraw a ballot.
    WithdrawBallot,
    /// Schedule the board's approval.
    Schedule,
    /// Record the board's resolution.
    Approve,
    /// Send the approved register.
    Send,
    /// Record the partner's acceptance.
    Accept,
    /// Backfill a register of earlier times.
    Backfill,
    /// Confirm that a change is editorial.
    Confirm,
    /// Record that the partner declines.
    Decline,
    /// Record a call with the partner.
    Meet,
    /// Give a ballot more time.
    Extend,
    /// Say something about a revision.
    Feedback,
    /// Say what becomes of feedback.
    Resolve,
    /// Answer for a working group.
    Commit,
    /// Look at the register in force without changing it.
    Review,
    /// Record what became of a milestone.
    Milestone,
    /// Recommend that the register in force be removed.
    Recommend,
    /// Ask the board about the removal.
    AskRemoval,
    /// Close or withdraw the ballot about the removal.
    EndRemovalBallot,
    /// Record the board's resolution on the removal.
    Remove,
    /// End a proposal that never came into force.
    End,
    /// Record that a letter was sent.
    Write,
    /// Record that the contacts of a removed register are to be taken off.
    TakeOff,
}

impl Transition {
    /// Every step, in the order of the process.
    pub const ALL: [Transition; 29] = [
        Transition::Propose,
        Transition::Assign,
        Transition::Submit,
        Transition::Resubmit,
        Transition::AskCommittee,
        Transition::AskBoard,
        Transition::Close,
        Transition::WithdrawBallot,
        Transition::Schedule,
        Transition::Approve,
        Transition::Send,
        Transition::Accept,
        Transition::Backfill,
        Transition::Confirm,
        Transition::Decline,
        Transition::Meet,
        Transition::Extend,
        Transition::Feedback,
        Transition::Resolve,
        Transition::Commit,
        Transition::Review,
        Transition::Milestone,
        Transition::Recommend,
        Transition::AskRemoval,
        Transition::EndRemovalBallot,
        Transition::Remove,
        Transition::End,
        Transition::Write,
        Transition::TakeOff,
    ];
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

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Transition::Propose => "propose",
            Transition::Assign => "assign",
            Transition::Submit => "submit",
            Transition::Resubmit => "submit --withdraw",
            Transition::AskCommittee => "ballot a committee",
            Transition::AskBoard => "ballot the board",
            Transition::Close => "close a ballot",
            Transition::WithdrawBallot => "withdraw a ballot",
            Transition::Schedule => "schedule",
            Transition::Approve => "approve",
            Transition::Send => "send",
            Transition::Accept => "accept",
            Transition::Backfill => "backfill",
            Transition::Confirm => "confirm",
            Transition::Decline => "decline",
            Transition::Meet => "meeting add",
            Transition::Extend => "extend a ballot",
            Transition::Feedback => "feedback add",
            Transition::Resolve => "feedback resolve",
            Transition::Commit => "commitment",
            Transition::Review => "review",
            Transition::Milestone => "milestone",
            Transition::Recommend => "remove recommend",
            Transition::AskRemoval => "ballot the board on removal",
            Transition::EndRemovalBallot => "close or withdraw that ballot",
            Transition::Remove => "remove approve",
            Transition::End => "end",
            Transition::Write => "letter --record",
            Transition::TakeOff => "letter contacts-off --record",
        })
    }
}
