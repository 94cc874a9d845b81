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
use super::arguments::GivenArguments;

/// Asks for what the line lacks. Returns the whole line; the same one if there is nothing to ask, or if it says not to
/// ask: with `--no-input`, `--dry-run` or `--format json`.
///
/// # Errors
/// The user leaves; nothing was recorded.
pub(super) fn filled(
    root: impl Fn() -> Command,
    args: Vec<OsString>,
    env: &Environment,
) -> Result<Vec<OsString>> {
    let is_asked = |given: &GivenArguments| {
        let is_for_programs = given.text("format").is_some_and(|it| it != "text");
        !is_for_programs && !given.has("no_input") && !given.has("dry_run")
    };
    if args.iter().any(|word| word == "--")
        || !GivenArguments::of(root(), &args).is_some_and(|it| is_asked(&it))
    {
        return Ok(args);
    }
    let mut line = AskedLine::new(root(), args);
    while let Some(question) = line.next(env) {
        question.may_ask()?;
        let answer = question.ask(&|question, answer| line.mistake(question, answer))?;
        line.add(&question, answer);
    }
    if let Some(whole) = line.whole() {
        ask::paragraph(&format!("the same without questions: `{whole}`"));
    }
    Ok(line.into_args())
}
