//! Where a register stands, and which step leads on from where: the table of transitions.

use std::fmt;

use super::{Record, State, approvals};
use crate::act::Approver;
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
}

impl Stage {
    /// Every stage, in the order of the process.
    pub const ALL: [Stage; 9] = [
        Stage::Unproposed,
        Stage::Draft,
        Stage::Review,
        Stage::CommitteeBallot,
        Stage::CommitteeApproved,
        Stage::BoardBallot,
        Stage::BoardApproved,
        Stage::Sent,
        Stage::Established,
    ];

    /// The stage of a state.
    pub fn of(state: &State, record: &Record<'_>) -> Stage {
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
        let roster = record.roster_of(under_way);
        let board = roster.and_then(|roster| roster.body_of_kind(BodyKind::Board)).map(|board| &board.id);
        let is_board = |approver: &Approver| matches!(approver, Approver::Body(id) if Some(id) == board);
        let missing = approvals::missing(state, record);
        let is_under_ballot = |of_board: bool| {
            state
                .ballots_of(under_way.revision)
                .any(|(_, ballot)| (Some(&ballot.body) == board) == of_board && ballot.is_open_or_approved())
        };
        let committees_missing = missing.iter().any(|who| !is_board(who) && **who != Approver::Partner);
        if committees_missing {
            return if is_under_ballot(false) { Stage::CommitteeBallot } else { Stage::Review };
        }
        if !missing.iter().any(|who| is_board(who)) {
            return Stage::BoardApproved;
        }
        if is_under_ballot(true) { Stage::BoardBallot } else { Stage::CommitteeApproved }
    }
}

/// A step of the process: an act, told apart by what the table of transitions depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
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
    /// Adopt a register of earlier times.
    Adopt,
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
}

impl Step {
    /// Every step, in the order of the process.
    pub const ALL: [Step; 20] = [
        Step::Propose,
        Step::Assign,
        Step::Submit,
        Step::Resubmit,
        Step::AskCommittee,
        Step::AskBoard,
        Step::Close,
        Step::WithdrawBallot,
        Step::Schedule,
        Step::Approve,
        Step::Send,
        Step::Accept,
        Step::Adopt,
        Step::Confirm,
        Step::Decline,
        Step::Meet,
        Step::Extend,
        Step::Feedback,
        Step::Resolve,
        Step::Commit,
    ];
}

/// Why a step does not lead on from a stage: what it would have to be, and the clause that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hurdle {
    /// What the stage would have to be, as the end of "this needs ...".
    pub needs: &'static str,
    /// The clause of DSP4003, and the row of the requirements.
    pub clause: &'static str,
    /// Who can take it away.
    pub by: By,
}

/// Who can take a hurdle away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Those who can take the next steps of the register.
    NextSteps,
    /// The one who acts, by another command.
    Actor,
}

const fn hurdle(needs: &'static str, clause: &'static str) -> Result<(), Hurdle> {
    Err(Hurdle { needs, clause, by: By::NextSteps })
}

const fn otherwise(needs: &'static str, clause: &'static str) -> Result<(), Hurdle> {
    Err(Hurdle { needs, clause, by: By::Actor })
}

const PROPOSED: Result<(), Hurdle> = hurdle("a register that is proposed: `wr new`", "DSP4003 3.1 (A1)");
const ON_ITS_WAY: Result<(), Hurdle> = hurdle("a revision on its way: `wr submit`", "DSP4003 3.1 (A3)");
const COMMITTEES_FIRST: Result<(), Hurdle> =
    hurdle("the approval of every committee of this revision before the board's", "DSP4003 2.3, 3.2 (A6)");
const BOARD_FIRST: Result<(), Hurdle> = hurdle(
    "every other approval that this revision needs first, the board's by resolution",
    "DSP4003 2.6, 3.2 (A8)",
);
const COMMITTEES_DONE: Result<(), Hurdle> =
    otherwise("a committee whose approval is still missing", "DSP4003 3.2 (A4)");
const WITHDRAW_FIRST: Result<(), Hurdle> =
    otherwise("`--withdraw`, because another revision is on its way", "DSP4003 3.1 (A3)");
const NOTHING_TO_WITHDRAW: Result<(), Hurdle> =
    otherwise("a revision on its way to withdraw; submit without `--withdraw`", "DSP4003 3.1 (A3)");
const SENT_FIRST: Result<(), Hurdle> =
    hurdle("the approved register to be sent to the partner first: `wr send`", "DSP4003 3.2 (A8)");
const ONCE: Result<(), Hurdle> = otherwise("a register that is not proposed yet", "DSP4003 3.1 (A1)");
const NO_BALLOT: Result<(), Hurdle> = hurdle("a ballot that is open", "DSP4003 3.2 (A4)");
const ALREADY_SENT: Result<(), Hurdle> =
    otherwise("a revision that is not with the partner already", "DSP4003 3.2 (A8)");
const BOARD_DONE: Result<(), Hurdle> =
    otherwise("a revision that the board has not approved yet", "DSP4003 3.2 (A6)");
const ONLY_AT_FIRST: Result<(), Hurdle> =
    otherwise("revision 1, just submitted with `--from-records`", "practice (adopt)");

const NOT_EDITORIAL: Result<(), Hurdle> =
    otherwise("a revision that its owner declared editorial", "practice (U4a)");

/// The table of transitions. A new stage or step does not compile until every pair of it is answered.
pub fn leads_on(stage: Stage, step: Step) -> Result<(), Hurdle> {
    use Stage::*;
    match step {
        Step::Propose => match stage {
            Unproposed => Ok(()),
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent
            | Established => ONCE,
        },
        Step::Assign | Step::Meet => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent
            | Established => Ok(()),
        },
        Step::Submit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => Ok(()),
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                WITHDRAW_FIRST
            }
        },
        Step::Resubmit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => NOTHING_TO_WITHDRAW,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => Ok(()),
        },
        Step::AskCommittee => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => Ok(()),
            CommitteeApproved | BoardBallot | BoardApproved | Sent => COMMITTEES_DONE,
        },
        Step::AskBoard => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved => Ok(()),
            BoardBallot | BoardApproved | Sent => BOARD_DONE,
        },
        Step::Close | Step::WithdrawBallot | Step::Extend => match stage {
            Unproposed | Draft | Review | CommitteeApproved | BoardApproved | Sent | Established => NO_BALLOT,
            CommitteeBallot | BoardBallot => Ok(()),
        },
        Step::Schedule => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
        },
        Step::Approve => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
        },
        Step::Send => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot => BOARD_FIRST,
            BoardApproved => Ok(()),
            Sent => ALREADY_SENT,
        },
        Step::Accept | Step::Decline => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved => SENT_FIRST,
            Sent => Ok(()),
        },
        Step::Adopt => match stage {
            Review => Ok(()),
            Unproposed | Draft | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent
            | Established => ONLY_AT_FIRST,
        },
        Step::Confirm => match stage {
            Review => Ok(()),
            Unproposed | Draft | Established => ON_ITS_WAY,
            CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => NOT_EDITORIAL,
        },
        Step::Feedback | Step::Resolve => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent
            | Established => Ok(()),
        },
        Step::Commit => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => Ok(()),
        },
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
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Propose => "propose",
            Step::Assign => "assign",
            Step::Submit => "submit",
            Step::Resubmit => "submit --withdraw",
            Step::AskCommittee => "ballot a committee",
            Step::AskBoard => "ballot the board",
            Step::Close => "close a ballot",
            Step::WithdrawBallot => "withdraw a ballot",
            Step::Schedule => "schedule",
            Step::Approve => "approve",
            Step::Send => "send",
            Step::Accept => "accept",
            Step::Adopt => "adopt",
            Step::Confirm => "confirm",
            Step::Decline => "decline",
            Step::Meet => "meeting add",
            Step::Extend => "extend a ballot",
            Step::Feedback => "feedback add",
            Step::Resolve => "feedback resolve",
            Step::Commit => "commitment",
        })
    }
}
