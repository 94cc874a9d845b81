//! How a command line begins and ends: questions, format of the answer, sharing, and the exit code.

mod app;
mod arguments;
mod asking;
mod commands;
mod completion;
mod program;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::ArgMatches;

use self::app::context::Environment;
use self::app::environment::Input;
use self::app::format::{AnswerFormat, is_reading};
use self::app::precaution::before_recording;
use self::app::share::{ShareOption, share_around};
use self::app::ui::Color;
use self::program::{Cli, definition, parse};

/// Runs the program with the process's arguments; prints an error and returns the exit code.
pub fn main() -> ExitCode {
    completion::answer(definition);
    let args = app::environment::arguments();
    Color::of(&args).choose();
    let code = match asked(args) {
        Ok(args) => match parse(&args) {
            Ok((matches, cli)) => execute(&args, &matches, &cli),
            Err(error) => misused(&error, &args),
        },
        Err(error) => {
            complain(&error);
            app::answer::exit_code(&error)
        }
    };
    app::ui::finish();
    ExitCode::from(code)
}

fn execute(args: &[OsString], matches: &ArgMatches, cli: &Cli) -> u8 {
    let format = AnswerFormat::of(matches);
    if format == AnswerFormat::Collected {
        app::json::collect();
    }
    let run = |mut env: Environment| {
        if format != AnswerFormat::Text {
            env.input = Input::None;
        }
        let env = cli.environment(env);
        if !cli.no_pager && (matches.subcommand().is_none() || is_reading(matches)) {
            app::ui::page(env.dir.clone());
        }
        if ShareOption::records(matches) {
            before_recording(&env);
        }
        match ShareOption::allows(matches) {
            true => share_around(&env, args, || program::run(matches, &env)),
            false => program::run(matches, &env),
        }
    };
    let result = Environment::of_process().and_then(run);
    let code = result.as_ref().map_or_else(app::answer::exit_code, |()| 0);
    let json = match format {
        AnswerFormat::Collected => app::json::collected(&result),
        AnswerFormat::Own => result.as_ref().err().and_then(app::json::failure),
        AnswerFormat::Text => None,
    };
    match (json, &result) {
        (Some(json), _) => app::ui::raw(json.as_bytes()),
        (None, Err(error)) => {
            complain(error);
            if code == 2 {
                usage::in_order(&mut definition(), args)
                    .into_iter()
                    .for_each(suggest);
            }
        }
        (None, Ok(())) => {}
    }
    code
}

/// Prints an error to standard error; nothing, if the command has printed it.
fn complain(error: &anyhow::Error) {
    let text = format!("{error:#}");
    if text.is_empty() {
        return;
    }
    app::ui::err(match app::answer::exit_code(error) {
        1 => text,
        _ => format!("error: {text}"),
    });
}

/// The line with what the user answers where it lacks something; the same line without a terminal.
fn asked(args: Vec<OsString>) -> Result<Vec<OsString>> {
    if AnswerFormat::of_words(&args) != AnswerFormat::Text {
        return Ok(args);
    }
    match Environment::of_process() {
        Ok(env) if env.input == Input::Terminal => asking::filled(definition(), args, &env),
        Ok(_) | Err(_) => Ok(args),
    }
}

/// Explains a command line that cannot be parsed.
fn misused(error: &clap::Error, args: &[OsString]) -> u8 {
    // Help and the version are no mistakes; building all commands again takes a third of their time.
    let text = match error.use_stderr() {
        true => usage::explain(error, &mut definition(), args),
        false => None,
    };
    let is_json = AnswerFormat::of_words(args) != AnswerFormat::Text && error.use_stderr();
    let text = match (text, is_json) {
        (Some(text), _) => text,
        (None, true) => error.to_string(),
        (None, false) => {
            // A closed pipe is not an error.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let ids: Vec<String> = usage::registers_of(error)
        .iter()
        .map(|id| format!("`{id}`"))
        .collect();
    let hint = match ids.is_empty() {
        true => String::new(),
        false => format!("; did you mean {}?", ids.join(" or ")),
    };
    let text = app::ui::visible(format!("{text}{hint}"));
    match is_json {
        true => app::ui::raw(app::json::misuse(&text).as_bytes()),
        false => {
            app::ui::err(format!("error: {text}"));
            usage::in_order(&mut definition(), args)
                .into_iter()
                .for_each(suggest);
        }
    }
    2
}

/// Prints a command line that the user probably meant.
fn suggest(line: String) {
    app::ui::err(app::ui::visible(format!("  next:   `{line}`")));
}

/// Whether `wr` understands a command line, given without the name of the program.
///
/// # Errors
/// The explanation of the mistake, as `wr` prints it.
pub fn understands(words: &[&str]) -> Result<(), String> {
    let words = std::iter::once("wr").chain(words.iter().copied());
    let args: Vec<OsString> = words.map(OsString::from).collect();
    match parse(&args) {
        Ok(_) => Ok(()),
        Err(error) => match usage::explain(&error, &mut definition(), &args) {
            Some(text) => Err(text),
            None if error.exit_code() == 0 => Ok(()),
            None => Err(error.to_string()),
        },
    }
}
