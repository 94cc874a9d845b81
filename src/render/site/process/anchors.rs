//! The HTML ids of stages and steps.

use crate::process::Stage;
use crate::process::stage::Transition;

pub(super) fn stage_anchor(stage: Stage) -> String {
    format!("stage-{stage}")
}

/// From its command: `ballot the board` becomes `step-ballot-the-board`.
pub(super) fn step_anchor(step: Transition) -> String {
    let words = step.to_string();
    let words: Vec<&str> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!("step-{}", words.join("-"))
}
