//! Descriptions of stages, steps and offices for people who know DSP4003 but not `wr`. The matches are exhaustive, so a
//! new stage, step or office needs a description to compile.

use serde::Serialize;

use crate::process::Stage;
use crate::process::stage::Transition;
use crate::roster::authority::Office;

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: &'static str,
    /// Whether it is a command, shown as code.
    is_code: bool,
}

/// Splits a sentence into text and the code between backticks.
pub(super) fn by_code(sentence: &'static str) -> Vec<Part> {
    let parts = sentence.split('`').enumerate().map(|(at, text)| Part {
        text,
        is_code: at % 2 == 1,
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

/// The subject of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Concern {
    /// The revision under way.
    OnItsWay,
    /// The register in force, or work in parallel to a revision.
    Beside,
}

pub(super) fn concern(step: Transition) -> Concern {
    match step {
        Transition::Propose
        | Transition::Submit
        | Transition::Resubmit
        | Transition::AskCommittee
        | Transition::AskBoard
        | Transition::Close
        | Transition::WithdrawBallot
        | Transition::Extend
        | Transition::Schedule
        | Transition::Approve
        | Transition::Send
        | Transition::Accept
        | Transition::Decline
        | Transition::Backfill
        | Transition::Confirm
        | Transition::Commit
        | Transition::End => Concern::OnItsWay,
        Transition::Assign
        | Transition::Meet
        | Transition::Feedback
        | Transition::Resolve
        | Transition::Review
        | Transition::Milestone
        | Transition::Recommend
        | Transition::AskRemoval
        | Transition::EndRemovalBallot
        | Transition::Remove
        | Transition::Write
        | Transition::TakeOff => Concern::Beside,
    }
}

/// The title and the description of a stage.
pub(super) fn stage(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Unproposed => (
            "Not proposed",
            "An outside organization, or a board or leadership member company, can propose a partnership.",
        ),
        Stage::Draft => (
            "Draft",
            "The work register owner writes the text with the partner. A text that a body rejects or the partner \
             declines returns to this stage.",
        ),
        Stage::Review => (
            "Review",
            "The text is frozen as a revision and goes to all committees through their chairs for feedback. The \
             approvals that it needs are fixed.",
        ),
        Stage::CommitteeBallot => (
            "Committee ballot",
            "The originating committee ballots the revision. Other committees with work in the milestones ballot it at \
             the same time or later, as their chairs decide. Working groups answer for the milestones that name them.",
        ),
        Stage::CommitteeApproved => (
            "Approved by the committees",
            "Every committee whose approval is needed has approved this text, or an earlier text whose approval carries \
             over. The date of the board's approval is set.",
        ),
        Stage::BoardBallot => ("Board ballot", "The board ballots the revision."),
        Stage::BoardApproved => (
            "Approved by the board",
            "The board's resolution is recorded, with its date. Conditions of the board must be met before the register \
             is sent.",
        ),
        Stage::Sent => (
            "With the partner",
            "The approved register is with the partner, whose acceptance establishes the partnership. Silence is not \
             acceptance.",
        ),
        Stage::Established => (
            "In force",
            "The register is in force and published. It must be updated or reviewed within the review period. An update \
             takes the same steps, with only the approvals that its changes need; the old text stays in force until then.",
        ),
        Stage::Removed => (
            "Removed",
            "The board has removed the register. It remains on record, with the reason.",
        ),
        Stage::Ended => (
            "Ended",
            "The proposal ended before a revision came into force.",
        ),
    }
}

/// The title and the description of a step.
pub(super) fn step(step: Transition) -> (&'static str, &'static str) {
    match step {
        Transition::Propose => (
            "Propose the register",
            "Names the proposer, the partner and, for an internal proposal, the owner.",
        ),
        Transition::Assign => (
            "Assign the owner",
            "The owner coordinates the draft; for an outside proposal, the VP of Alliances assigns one.",
        ),
        Transition::Submit => (
            "Submit the draft",
            "Freezes the text as a revision, determines the class of its changes, and fixes the approvals that it needs.",
        ),
        Transition::Resubmit => (
            "Submit in place of the revision under way",
            "Withdraws that revision. An approval carries over if no change needs it again.",
        ),
        Transition::AskCommittee => (
            "Ballot a committee",
            "Opens a ballot, and freezes its roll, rule and deadline.",
        ),
        Transition::AskBoard => (
            "Ballot the board",
            "Opens the board's ballot, after every committee has approved.",
        ),
        Transition::Close => (
            "Close a ballot",
            "Counts the votes under the ballot's rule. A majority against returns the text to draft. With any other outcome except approval, the stage stays the same and the body can ballot again.",
        ),
        Transition::WithdrawBallot => (
            "Withdraw a ballot",
            "Ends the ballot without a result, with a reason. This neither approves nor rejects the revision.",
        ),
        Transition::Schedule => (
            "Schedule the board's approval",
            "Sets the date of the board's approval.",
        ),
        Transition::Approve => (
            "Record the board's resolution",
            "Records its number and date, based on an approved ballot or on the counts of a meeting. The board may approve with changes or with conditions.",
        ),
        Transition::Send => (
            "Send the approved register",
            "Sends the register to the partner, with the resolution and its date.",
        ),
        Transition::Accept => (
            "Record the partner's acceptance",
            "Puts the revision in force. An acceptance by letter is recorded with the date and source of the letter. If the partner changes the text, a new revision goes to the originating committee for a ballot.",
        ),
        Transition::Backfill => (
            "Backfill a previously approved register",
            "Records a register that was approved before the store existed, with the known data of its approval.",
        ),
        Transition::Confirm => (
            "Confirm an editorial change",
            "A change that only corrects typing errors needs no ballot: one person declares it, and another confirms it after a waiting period. An objection makes the change significant.",
        ),
        Transition::Decline => (
            "Record that the partner declines",
            "Returns the text to draft, with the partner's reason.",
        ),
        Transition::Meet => (
            "Record a call with the partner",
            "Not required; recorded if it takes place.",
        ),
        Transition::Extend => ("Extend a ballot", "Moves its deadline, with a reason."),
        Transition::Feedback => (
            "Give feedback",
            "A comment, a proposal for the milestones, an objection, or a proposal to remove the register. An open objection blocks all approvals.",
        ),
        Transition::Resolve => (
            "Record the disposition of feedback",
            "Feedback is accepted, changed, declined with a reason, or withdrawn by its author.",
        ),
        Transition::Commit => (
            "Answer for a working group",
            "The group commits to the milestones that name it, declines them, or requests changes.",
        ),
        Transition::Review => (
            "Review without a change",
            "The owner has reviewed the register, and it stays unchanged. The review period starts again.",
        ),
        Transition::Milestone => (
            "Record that a milestone is completed",
            "Needs no approval, and does not count as a review.",
        ),
        Transition::Recommend => (
            "Recommend the removal",
            "States the reason: the partner disbanded, withdrew or does not maintain the relationship; there is no progress; or the work is complete.",
        ),
        Transition::AskRemoval => (
            "Ballot the board on the removal",
            "Asks the board whether to remove the register.",
        ),
        Transition::EndRemovalBallot => (
            "Close or withdraw that ballot",
            "Works as for any ballot, and does not change the register.",
        ),
        Transition::Remove => (
            "Record the board's resolution to remove it",
            "Removes the register as of this date.",
        ),
        Transition::End => (
            "End the proposal",
            "Ends a proposal that never came into force, with a reason.",
        ),
        Transition::Write => (
            "Record that a letter was sent",
            "Covers the letters that the process requires: to chairs and the partner, the contact list, the press contact.",
        ),
        Transition::TakeOff => (
            "Take the contacts off",
            "After a removal, takes the contacts off the alliance partner list and out of the working group.",
        ),
    }
}

/// The step in one or two words, for the chart.
pub(super) fn brief(step: Transition) -> &'static str {
    match step {
        Transition::Propose => "proposed",
        Transition::Submit => "submitted",
        Transition::AskCommittee => "balloted",
        Transition::Close => "closed",
        Transition::AskBoard => "balloted",
        Transition::Approve => "resolved",
        Transition::Send => "sent",
        Transition::Accept => "accepted",
        Transition::Remove => "removed",
        Transition::Assign
        | Transition::Resubmit
        | Transition::WithdrawBallot
        | Transition::Schedule
        | Transition::Backfill
        | Transition::Confirm
        | Transition::Decline
        | Transition::Meet
        | Transition::Extend
        | Transition::Feedback
        | Transition::Resolve
        | Transition::Commit
        | Transition::Review
        | Transition::Milestone
        | Transition::Recommend
        | Transition::AskRemoval
        | Transition::EndRemovalBallot
        | Transition::End
        | Transition::Write
        | Transition::TakeOff => self::step(step).0,
    }
}

/// The name of an office.
pub(super) fn office(office: Office) -> &'static str {
    match office {
        Office::VicePresident => "VP of Alliances",
        Office::Owner => "work register owner",
        Office::Proposer => "proposer",
        Office::Chair => "chair of the body",
        Office::ViceChair => "vice-chair of the body, if the chair is recused",
        Office::Secretary => "secretary of the body",
        Office::BoardOfficer => "chair or secretary of the board",
        Office::Executive => "member of the executive committee",
        Office::Representative => "partner's representative",
        Office::Member => {
            "members of committees, working groups, the board and the executive committee"
        }
        Office::Everyone => "every person in the roster",
    }
}

/// A short name of an office, which fits in the chart on a phone.
pub(super) fn brief_office(office: Office) -> &'static str {
    if office == Office::BoardOfficer {
        "officer of the board"
    } else {
        self::office(office)
    }
}
