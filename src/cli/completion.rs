//! Completes command lines for shells: the names of a store beside commands and options.

use std::ffi::{OsStr, OsString};

use clap::Command;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::app::context::Environment;
use super::app::words::CHOICES;
use super::app::{environment, ui};
use super::arguments::{ArgumentKind, GivenArguments, known};

/// Answers a shell that completes a command line, and ends the process; does nothing otherwise.
pub(super) fn answer(root: fn() -> Command) {
    CompleteEnv::with_factory(|| completing(root(), root)).complete();
}

/// The command with what completes the values of its arguments.
fn completing(command: Command, root: fn() -> Command) -> Command {
    let name = command.get_name().to_string();
    with_values(command, &name, root)
}

fn with_values(command: Command, name: &str, root: fn() -> Command) -> Command {
    let command = command.mut_args(|arg| match ArgumentKind::of(name, &arg) {
        Some(named) => arg.add(ArgValueCompleter::new(move |begun: &OsStr| {
            candidates(named, begun, root)
        })),
        None => arg,
    });
    command.mut_subcommands(|sub| {
        let name = format!("{name} {}", sub.get_name());
        with_values(sub, &name, root)
    })
}

/// What the argument can name and begins like the word at the cursor. Whatever fails, a shell hears nothing of it.
fn candidates(
    named: ArgumentKind,
    begun: &OsStr,
    root: fn() -> Command,
) -> Vec<CompletionCandidate> {
    let begun = begun.to_string_lossy().to_lowercase();
    let all = of_line(named, root).unwrap_or_default();
    let fitting = all
        .into_iter()
        .filter(|(value, _)| value.to_lowercase().starts_with(&begun));
    let candidate = |(value, about): (String, String)| {
        let about = (!about.is_empty()).then(|| ui::visible(about).replace('\n', " ").into());
        CompletionCandidate::new(value).help(about)
    };
    fitting.map(candidate).collect()
}

fn of_line(named: ArgumentKind, root: fn() -> Command) -> Option<Vec<(String, String)>> {
    if named == ArgumentKind::Command {
        let root = root();
        let commands = root.get_subcommands().filter(|it| !it.is_hide_set());
        let row = |it: &Command| {
            let about = it.get_about().map(ToString::to_string);
            (it.get_name().to_string(), about.unwrap_or_default())
        };
        return Some(commands.map(row).collect());
    }
    // A shell gives the line after `--`.
    let mut line: Vec<OsString> = environment::arguments();
    let begin = line.iter().position(|word| word == "--")?;
    line.drain(..=begin);
    let given = GivenArguments::of(root(), &line)?;
    let mut env = Environment::of_process().ok()?;
    if let Some(folder) = given.folder() {
        env.dir = env.dir.join(folder);
    }
    let all = known(named, &env, &given).ok()?;
    let mut all: Vec<(String, String)> = all.into_iter().map(|it| (it.value, it.about)).collect();
    // The choice may come first, when one ballot only is open.
    if named == ArgumentKind::Register && given.is_vote() {
        all.extend(CHOICES.map(|(word, about)| (word.to_string(), about.to_string())));
    }
    Some(all)
}
