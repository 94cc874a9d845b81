//! Asks questions on the terminal; no other module does.

use anyhow::{Context as _, Result};
use dialoguer::Input;

use crate::cli::app::ui;

/// Checks an answer: returns the value to store, or the mistake.
pub(crate) type AnswerCheck<'a> = Box<dyn Fn(&str) -> Result<String, String> + 'a>;

/// One question, which is repeated until the answer passes `check`.
pub(crate) struct Prompt<'a> {
    /// The field that the answer sets.
    pub field: &'static str,
    /// The text of the question.
    pub prompt: String,
    /// The possible answers, printed above the question; empty if any text is possible.
    pub choices: Vec<String>,
    /// The value for an empty answer; a blank default leaves the field for later.
    pub default: String,
    /// Returns the value to store, or the mistake in the answer.
    pub check: AnswerCheck<'a>,
}

/// Asks, and returns the value to store.
///
/// # Errors
/// The terminal is closed.
pub(crate) fn ask(question: &Prompt<'_>) -> Result<String> {
    for choice in &question.choices {
        ui::err(ui::visible(format!("  {choice}")));
    }
    let mut input = Input::<String>::new()
        .with_prompt(ui::visible(&question.prompt))
        .allow_empty(true)
        .validate_with(|answer: &String| (question.check)(answer).map(|_| ()).map_err(ui::visible));
    if !question.default.is_empty() {
        input = input.default(question.default.clone());
    }
    let answer = input
        .interact_text()
        .context("no answer was given; nothing was changed")?;
    (question.check)(&answer).map_err(anyhow::Error::msg)
}
