//! Questions on a terminal. The only place that asks.

use anyhow::{Context as _, Result};
use dialoguer::Input;

use crate::cli::app::ui;

/// Looks at an answer: what is kept of it, or what is wrong with it.
pub type Check<'a> = Box<dyn Fn(&str) -> Result<String, String> + 'a>;

/// One question. What is answered is checked at once, and asked again while it is wrong.
pub struct Prompt<'a> {
    /// The field that the answer is for.
    pub field: &'static str,
    /// What is asked.
    pub prompt: String,
    /// What may be answered, in lines above the question; none where any text may.
    pub choices: Vec<String>,
    /// The answer of somebody who answers nothing; a blank one leaves the field to be written later.
    pub default: String,
    /// The answer as it is kept, or what is wrong with it.
    pub check: Check<'a>,
}

/// Asks, and gives the answer as it is kept.
pub fn ask(question: &Prompt<'_>) -> Result<String> {
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
        .context("nobody answers; nothing was changed")?;
    (question.check)(&answer).map_err(anyhow::Error::msg)
}
