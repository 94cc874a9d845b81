//! The stages of a register and the transitions between them.

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

/// A step of the process: an act, with the distinctions that the table of transitions needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transition {
    /// Propose the register.
    Propose,
    /// Assign its owner.
    Assign,
    /// Submit the draft as a revision.
    Submit,
    /// Submit a revision that replaces the one under way.
    Resubmit,
    /// Open a committee's ballot.
    AskCommittee,
    /// Open the board's ballot.
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
    /// Backfill a register that was approved before the store existed.
    Backfill,
    /// Confirm that a change is editorial.
    Confirm,
    /// Record that the partner declines.
    Decline,
    /// Record a call with the partner.
    Meet,
    /// Extend a ballot.
    Extend,
    /// Give feedback on a revision.
    Feedback,
    /// Record the disposition of feedback.
    Resolve,
    /// Record a working group's answer.
    Commit,
    /// Review the register in force without changing it.
    Review,
    /// Record that a milestone is completed or open again.
    Milestone,
    /// Recommend that the register in force be removed.
    Recommend,
    /// Open the board's ballot on the removal.
    AskRemoval,
    /// Close or withdraw the ballot on the removal.
    EndRemovalBallot,
    /// Record the board's resolution on the removal.
    Remove,
    /// End a proposal that never came into force.
    End,
    /// Record that a letter was sent.
    Write,
    /// Record the letter that takes off the contacts of a removed register.
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
