//! The styles of the words that commands share: stages, outcomes and votes.

use super::palette::{Tone, state};
use crate::act::Choice;

/// A text about a register or a request in the style of its stage.
pub(crate) fn of_stage(stage: &str, text: &str) -> String {
    let role = match stage {
        "established" => Tone::Good,
        "removed" | "ended" => Tone::Bad,
        "draft" | "unproposed" | "unknown" => return text.to_string(),
        _ => Tone::Waiting,
    };
    state(role, text)
}

/// A vote.
pub(crate) fn of_choice(choice: Choice) -> String {
    let text = choice.to_string();
    match choice {
        Choice::Approve => state(Tone::Good, text),
        Choice::Oppose => state(Tone::Bad, text),
        Choice::Abstain | Choice::Recuse => text,
    }
}

/// A text that is good news or bad news.
pub(crate) fn of_outcome(is_good: bool, text: impl AsRef<str>) -> String {
    match is_good {
        true => state(Tone::Good, text),
        false => state(Tone::Bad, text),
    }
}
