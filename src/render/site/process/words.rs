//! Descriptions of stages and offices for people who know DSP4003 but not `wr`. The matches are exhaustive, so a new
//! stage or office needs a description to compile.

use serde::Serialize;

use crate::describe;
use crate::process::Stage;
use crate::process::stage::Transition;
use crate::roster::authority::Office;

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct SentencePart {
    text: &'static str,
    /// Whether it is a command, shown as code.
    is_code: bool,
}

/// Splits a sentence into text and the code between backticks.
pub(super) fn by_code(sentence: &'static str) -> Vec<SentencePart> {
    let parts = sentence
        .split('`')
        .enumerate()
        .map(|(at, text)| SentencePart {
            text,
            is_code: at % 2 == 1,
        });
    parts.filter(|part| !part.text.is_empty()).collect()
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

/// The step in one or two words, for the chart.
pub(super) fn brief(step: Transition) -> &'static str {
    const BRIEF: [(Transition, &str); 9] = [
        (Transition::Propose, "proposed"),
        (Transition::Submit, "submitted"),
        (Transition::AskCommittee, "balloted"),
        (Transition::Close, "closed"),
        (Transition::AskBoard, "balloted"),
        (Transition::Approve, "resolved"),
        (Transition::Send, "sent"),
        (Transition::Accept, "accepted"),
        (Transition::Remove, "removed"),
    ];
    let brief = BRIEF.iter().find(|(known, _)| *known == step);
    brief.map_or_else(|| describe::step(step).0, |(_, word)| word)
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
