//! The process in plain words, for people who know DSP4003 and not this program. A new stage, step or office does not
//! compile until it is told here.

use serde::Serialize;

use crate::process::Stage;
use crate::process::stage::Transition;
use crate::roster::authority::Office;

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: &'static str,
    /// Whether it is something to type.
    is_code: bool,
}

/// A sentence of the tables, taken apart where it names something to type.
pub(super) fn by_code(sentence: &'static str) -> Vec<Part> {
    let parts = sentence.split('`').enumerate().map(|(at, text)| Part {
        text,
        is_code: at % 2 == 1,
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Concern {
    /// The revision that is on its way.
    OnItsWay,
    /// The register in force, or what goes on beside a revision.
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

/// A stage: what it is called, and what happens in it.
pub(super) fn stage(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Unproposed => (
            "Not proposed",
            "An outside organization, or a board or leadership member company, proposes a partnership.",
        ),
        Stage::Draft => (
            "Draft",
            "The work register owner writes the text with the partner. A text that was rejected, or that the partner \
             declined, comes back here.",
        ),
        Stage::Review => (
            "Review",
            "The text is frozen as a revision, and goes to all committees through their chairs for feedback. Whose \
             approval it needs is fixed.",
        ),
        Stage::CommitteeBallot => (
            "Committee ballot",
            "The originating committee is asked; other committees with work in the milestones at the same time, at \
             their chairs' choice, or after it. Working groups answer for the milestones that name them.",
        ),
        Stage::CommitteeApproved => (
            "Approved by the committees",
            "Every committee whose approval is needed has approved this very text, or one from which nothing changed \
             that would ask for it again. The board's date is set.",
        ),
        Stage::BoardBallot => ("Board ballot", "The board is asked."),
        Stage::BoardApproved => (
            "Approved by the board",
            "The board's resolution is on record, with its day. Conditions of the board are met before the register is \
             sent.",
        ),
        Stage::Sent => (
            "With the partner",
            "The approved register is with the partner, whose acceptance establishes the partnership. Silence is never \
             acceptance.",
        ),
        Stage::Established => (
            "In force",
            "The register is in force and published. It is updated, or reviewed, before its time is over; an update \
             goes the same way, and asks only those whom it concerns. The old text stays in force meanwhile.",
        ),
        Stage::Removed => (
            "Removed",
            "The board has removed the register. It stays in the record, with the reason.",
        ),
        Stage::Ended => (
            "Ended",
            "The proposal ended without ever coming into force.",
        ),
    }
}

/// A step: what it is called, and what it does.
pub(super) fn step(step: Transition) -> (&'static str, &'static str) {
    match step {
        Transition::Propose => (
            "Propose the register",
            "Names the proposer, the partner, and inside the organization the owner.",
        ),
        Transition::Assign => (
            "Assign the owner",
            "The owner coordinates the draft; for an outside proposal the VP assigns one.",
        ),
        Transition::Submit => (
            "Submit the draft",
            "Freezes the text as a revision, works out the class of its change, and fixes who has to approve it.",
        ),
        Transition::Resubmit => (
            "Submit in place of the revision on its way",
            "Withdraws that revision; approvals carry over where nothing changed that would ask for them again.",
        ),
        Transition::AskCommittee => (
            "Ballot a committee",
            "Opens a ballot; roll, rule and end are frozen in it.",
        ),
        Transition::AskBoard => (
            "Ballot the board",
            "Opens the board's ballot, once every committee has approved.",
        ),
        Transition::Close => (
            "Close a ballot",
            "Counts the votes by the ballot's own rule. Only `approved` approves; a majority against makes the text a draft again; anything else leaves it where it is, and the body is asked again.",
        ),
        Transition::WithdrawBallot => (
            "Withdraw a ballot",
            "Calls it off, with a reason. That is neither an approval nor a refusal.",
        ),
        Transition::Schedule => (
            "Schedule the board's approval",
            "Sets the date on which the board is asked.",
        ),
        Transition::Approve => (
            "Record the board's resolution",
            "Number and day, on an approved ballot or on a meeting's counts. The board may approve with changes, or with conditions.",
        ),
        Transition::Send => (
            "Send the approved register",
            "To the partner, with the resolution and its day.",
        ),
        Transition::Accept => (
            "Record the partner's acceptance",
            "Puts the revision in force. A letter is recorded with its day and where it can be looked up. Changes of the partner's make a new revision, which the originating committee ballots again.",
        ),
        Transition::Backfill => (
            "Backfill a register of earlier times",
            "Takes in a register that was approved before this record began, with what is known of its approval.",
        ),
        Transition::Confirm => (
            "Confirm an editorial change",
            "Typing errors alone, declared by one person and confirmed by another after a waiting period, need no ballot. One objection makes the change significant.",
        ),
        Transition::Decline => (
            "Record that the partner declines",
            "Makes the text a draft again, with the partner's reason.",
        ),
        Transition::Meet => (
            "Record a call with the partner",
            "Never required; on the record when it took place.",
        ),
        Transition::Extend => ("Give a ballot more time", "Moves its end, with a reason."),
        Transition::Feedback => (
            "Give feedback",
            "A comment, a proposal for the milestones, an objection, or that the register should be removed. While an objection is open, nobody approves.",
        ),
        Transition::Resolve => (
            "Say what becomes of feedback",
            "Accepted, changed, declined with a reason, or withdrawn by its author.",
        ),
        Transition::Commit => (
            "Answer for a working group",
            "The group commits to the milestones that name it, declines, or wants them changed.",
        ),
        Transition::Review => (
            "Review without a change",
            "The owner looked at the register, and it stays as it is. Its time starts anew.",
        ),
        Transition::Milestone => (
            "Record that a milestone is completed",
            "Nobody is asked. That alone is no review.",
        ),
        Transition::Recommend => (
            "Recommend the removal",
            "With the reason: the partner disbanded, withdrew or does not maintain the relationship; nothing moves; or all is done.",
        ),
        Transition::AskRemoval => (
            "Ballot the board on the removal",
            "Asks the board whether the register shall be removed.",
        ),
        Transition::EndRemovalBallot => (
            "Close or withdraw that ballot",
            "As with any ballot; nothing happens to the register itself.",
        ),
        Transition::Remove => (
            "Record the board's resolution to remove it",
            "The register is removed from then on.",
        ),
        Transition::End => (
            "End the proposal",
            "A proposal that never came into force ends, with a reason.",
        ),
        Transition::Write => (
            "Record that a letter was sent",
            "Letters that the process asks for: to chairs, to the partner, the contact list, the press contact.",
        ),
        Transition::TakeOff => (
            "Take the contacts off",
            "After a removal its contacts leave the list of alliance partners and the working group.",
        ),
    }
}

/// A step on its way, in a word or two.
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

/// An office, whoever holds it.
pub(super) fn office(office: Office) -> &'static str {
    match office {
        Office::VicePresident => "VP of Alliances",
        Office::Owner => "work register owner",
        Office::Proposer => "proposer",
        Office::Chair => "chair of the body",
        Office::ViceChair => "its vice-chair, where the chair is recused",
        Office::Secretary => "secretary of the body",
        Office::BoardOfficer => "chair or secretary of the board",
        Office::Executive => "member of the executive committee",
        Office::Representative => "partner's representative",
        Office::Member => {
            "members of committees, working groups, the board and the executive committee"
        }
        Office::Anybody => "every person of the roster",
    }
}

/// An office, in as many words as a picture has room for on a telephone.
pub(super) fn brief_office(office: Office) -> &'static str {
    if office == Office::BoardOfficer {
        "officer of the board"
    } else {
        self::office(office)
    }
}
