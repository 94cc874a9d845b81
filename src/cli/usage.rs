//! Explains a command line that cannot be parsed: the mistake, the missing argument, and an example.

mod examples;
mod line;
mod names;
mod options;
mod verbs;

use std::error::Error as _;
use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use self::line::{Line, option_name};
pub(super) use self::names::registers_of;

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
    let line = Line::of(root, &words);
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
            let why = error.source().map(ToString::to_string)?;
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
    use super::examples::EXAMPLES;
    use crate::cli::commands::demo::words;
    use crate::cli::understands;

    #[test]
    fn every_example_is_understood() {
        for (name, example) in EXAMPLES {
            let words = words(example);
            let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            assert_eq!(understands(&words), Ok(()), "{name}");
        }
    }
}
