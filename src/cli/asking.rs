//! Asks on a terminal for the arguments that a command line lacks, and answers a line that lacks nothing.

mod also;
mod line;
mod question;

use std::ffi::OsString;

use anyhow::Result;
use clap::Command;

use self::line::AskedLine;
use super::app::ask;
use super::app::context::Environment;

/// Asks for what the line lacks. Returns the whole line; the same one if there is nothing to ask, or if it says not to
/// ask: with `--no-input`, `--dry-run` or `--format json`.
///
/// # Errors
/// The user leaves; nothing was recorded.
pub(super) fn filled(
    root: Command,
    args: Vec<OsString>,
    env: &Environment,
) -> Result<Vec<OsString>> {
    let mut line = AskedLine::new(root, args);
    if !line.may_be_asked_about() {
        return Ok(line.into_args());
    }
    while let Some(question) = line.next(env) {
        if line.is_untouched() {
            question.may_ask()?;
        }
        let answer = question.ask(&|question, answer| line.mistake(question, answer))?;
        line.add(&question, answer);
    }
    if let Some(whole) = line.whole() {
        ask::paragraph(&format!("the same without questions: `{whole}`"));
    }
    Ok(line.into_args())
}
