//! Asks questions on the terminal; no other module does.

use std::fmt::Display;

use anyhow::{Result, anyhow};
use inquire::{Confirm, InquireError, Select, Text};

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

/// An answer that a list offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListEntry {
    /// The answer as it is typed.
    pub value: String,
    /// What it means.
    pub about: String,
}

/// The longest question on one line with its answer; a longer one has a line of its own.
const LONGEST_PROMPT: usize = 30;
/// The most lines of a list that are shown at once.
const PAGE: usize = 10;

/// Asks, and returns the value to store.
///
/// # Errors
/// The user leaves, or the terminal is closed.
pub(crate) fn ask(question: &Prompt<'_>) -> Result<String> {
    for choice in &question.choices {
        paragraph(&format!("  {choice}"));
    }
    let prompt = ui::visible(&question.prompt);
    let message = match prompt.chars().count() > LONGEST_PROMPT {
        false => prompt,
        true => {
            paragraph(&prompt);
            String::new()
        }
    };
    loop {
        let mut text = Text::new(&message);
        if !question.default.is_empty() {
            text = text.with_default(&question.default);
        }
        let answer = text.prompt().map_err(left)?;
        match (question.check)(&answer.replace(['\r', '\n'], " ")) {
            Ok(value) => return Ok(value),
            Err(why) => paragraph(&why),
        }
    }
}

/// Lets the user choose one of the candidates in a list that typing filters; returns its index.
///
/// # Errors
/// The user leaves, or the terminal is closed.
pub(crate) fn choose(prompt: &str, candidates: &[ListEntry]) -> Result<usize> {
    let value = |it: &ListEntry| ui::visible(&it.value).replace('\n', " ");
    let width = candidates.iter().map(|it| value(it).chars().count()).max();
    let width = width.unwrap_or_default().min(columns() / 2);
    let rows = candidates.iter().map(|it| {
        let about = ui::visible(&it.about).replace('\n', " ");
        cut(format!("{:width$}  {about}", value(it)).trim_end())
    });
    let chosen = Select::new(&ui::visible(prompt), rows.collect())
        .with_page_size(PAGE)
        .with_help_message("type to filter; Esc to leave")
        .with_formatter(&|row| candidates.get(row.index).map(value).unwrap_or_default())
        .raw_prompt();
    Ok(chosen.map_err(left)?.index)
}

/// Asks whether to do what `text` says; the answer to Enter is no.
///
/// # Errors
/// The user leaves, or the terminal is closed.
pub(crate) fn confirm(text: &str, question: &str) -> Result<bool> {
    paragraph(text);
    Confirm::new(question)
        .with_default(false)
        .prompt()
        .map_err(left)
}

/// Asks for yes or no.
///
/// # Errors
/// Those of [`ask`].
pub(crate) fn yes_or_no(
    field: &'static str,
    prompt: String,
    choices: Vec<String>,
    default: &str,
) -> Result<bool> {
    let check = |answer: &str| match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok("yes".to_string()),
        "n" | "no" => Ok("no".to_string()),
        _ => Err("yes or no".to_string()),
    };
    let answer = ask(&Prompt {
        field,
        prompt,
        choices,
        default: default.to_string(),
        check: Box::new(check),
    })?;
    Ok(answer == "yes")
}

/// Prints a text above a question.
pub(crate) fn paragraph(text: &str) {
    ui::err(text);
}

fn left(why: InquireError) -> anyhow::Error {
    const NOTHING: &str = "no answer was given; nothing was changed";
    match why {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => anyhow!(NOTHING),
        why @ (InquireError::NotTTY
        | InquireError::InvalidConfiguration(_)
        | InquireError::IO(_)
        | InquireError::Custom(_)) => anyhow!(why).context(NOTHING),
    }
}

/// The width of the terminal; 80 if it does not say.
fn columns() -> usize {
    ui::width_of_questions().unwrap_or(80)
}

/// The text without what does not fit in a line of a list.
fn cut(text: impl Display) -> String {
    let (text, room) = (text.to_string(), columns().saturating_sub(4).max(8));
    match text.chars().count() > room {
        false => text,
        true => text.chars().take(room - 1).chain(['\u{2026}']).collect(),
    }
}
