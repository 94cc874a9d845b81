//! Explains a command line that cannot be parsed: the mistake, the missing argument, and an example.

mod examples;
mod line;
mod names;
mod options;
mod swapped;
mod verbs;

use std::error::Error as _;
use std::ffi::OsString;
use std::num::ParseIntError;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

pub(super) use self::examples::{clause, examples, with_examples};
use self::line::{CommandLine, option_name};
pub(super) use self::names::registers_of;
pub(super) use self::swapped::in_order;

/// Explains the parser's error. `None` if the parser's own text is to be printed, such as a help page.
pub(super) fn explain(
    error: &clap::Error,
    root: &mut Command,
    args: &[OsString],
) -> Option<String> {
    root.build();
    let words: Vec<&str> = args
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .collect();
    let line = CommandLine::of(root, &words);
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(" and ")),
        Some(_) | None => None,
    };
    let given = text(ContextKind::InvalidArg).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            line.unknown_command(&text(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument if given.starts_with('-') => options::unknown(&line, &given),
        ErrorKind::UnknownArgument => line.unexpected(&given),
        ErrorKind::MissingRequiredArgument => {
            let missing = match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(missing)) => missing.as_slice(),
                Some(_) | None => &[],
            };
            line.missing(missing)
        }
        ErrorKind::ValueValidation => {
            let why = error.source()?;
            let why = match text(ContextKind::InvalidValue) {
                Some(value) if why.is::<ParseIntError>() => {
                    format!("`{value}` is not a whole number, such as 1")
                }
                Some(_) | None => match why.to_string().split_once(" is not in ") {
                    Some((value, range)) => {
                        format!("`{value}` is not in {}", range.replace("..=", " to "))
                    }
                    None => why.to_string(),
                },
            };
            match given.starts_with('-') {
                true => format!("{}: {why}", option_name(&given)),
                false => why,
            }
        }
        ErrorKind::InvalidValue => {
            let value = text(ContextKind::InvalidValue).unwrap_or_default();
            let allowed = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(allowed)) => allowed.as_slice(),
                Some(_) | None => &[],
            };
            line.invalid_value(&given, &value, allowed)
        }
        ErrorKind::ArgumentConflict => line.conflict(&given, &text(ContextKind::PriorArg)?),
        ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::MissingSubcommand
        | ErrorKind::InvalidUtf8
        | ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format
        | _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::Command;

    use super::examples::{CommandText, commands};
    use crate::cli::arguments::{ArgumentKind, GivenArguments};
    use crate::cli::commands::demo::words;
    use crate::cli::program::definition;
    use crate::cli::understands;
    use crate::register::Register;
    use crate::roster::Roster;
    use crate::source::SourceFile;
    use crate::{rules, yaml};

    fn leaves(command: &Command, name: &str, found: &mut Vec<String>) {
        let mut group = false;
        for sub in command.get_subcommands() {
            group = true;
            leaves(sub, &format!("{name} {}", sub.get_name()), found);
        }
        if !group || command.get_name() == "ballot" {
            found.push(name.to_string());
        }
    }

    #[test]
    fn every_command_has_two_examples_of_its_own() {
        let mut all = Vec::new();
        leaves(&definition(), "wr", &mut all);
        let mut named: Vec<&str> = commands().map(|command| command.name).collect();
        all.sort_unstable();
        named.sort_unstable();
        assert_eq!(all, named);
        for CommandText { name, examples, .. } in commands() {
            for example in examples {
                let given = words(example);
                let given: Vec<&str> = given.iter().skip(1).map(String::as_str).collect();
                assert_eq!(understands(&given), Ok(()), "{example}");
                let is_own = example.starts_with(name) || *name == "wr ballot vote";
                assert!(is_own, "{example} is no example of {name}");
            }
            let is_named_once = examples[0] != examples[1] || name.starts_with("wr hook pre-");
            assert!(is_named_once, "{name} has one example");
        }
    }

    /// Each name in an example is one of the tests' roster and register, where `snia` is the register.
    #[test]
    fn every_example_names_what_is_there() {
        let text = include_str!("../../tests/world/roster.yaml");
        let roster: Roster = yaml::read(&SourceFile::new("roster.yaml", text)).unwrap();
        let text = include_str!("../../tests/world/register.yaml");
        let register: Register = yaml::read(&SourceFile::new("register.yaml", text)).unwrap();
        for line in commands().flat_map(|command| command.examples) {
            let args: Vec<OsString> = words(line).into_iter().map(OsString::from).collect();
            let given = GivenArguments::of(definition(), &args).unwrap();
            let mut root = definition();
            root.build();
            let names = given.name.split(' ').skip(1);
            let command = names.fold(&root, |at, name| at.find_subcommand(name).unwrap());
            for arg in command.get_arguments() {
                let Some(value) = given.text(arg.get_id().as_str()) else {
                    continue;
                };
                let is_known = match ArgumentKind::of(&given.name, arg) {
                    // The positional of `wr meeting add` is either.
                    Some(ArgumentKind::Register) => value == "snia" || value == "cr-7",
                    Some(ArgumentKind::Request) => value == "cr-7",
                    Some(ArgumentKind::Person) => {
                        value == "networks" || roster.find_person(&value).is_ok()
                    }
                    Some(ArgumentKind::Body | ArgumentKind::Ballot) => {
                        roster.find_body(&value).is_ok()
                    }
                    Some(ArgumentKind::Organization | ArgumentKind::Seat) => {
                        roster.find_organization(&value).is_ok()
                    }
                    Some(ArgumentKind::Milestone) => {
                        register.milestones.iter().any(|it| it.id.as_str() == value)
                    }
                    Some(ArgumentKind::Rule) => rules::named(&value).is_some(),
                    _ => true,
                };
                assert!(is_known, "{line}: {value}");
            }
        }
    }
}
