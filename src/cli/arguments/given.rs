//! What a command line gives, whatever it lacks.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// What a command line gives, whatever it lacks.
pub(in crate::cli) struct GivenArguments {
    /// The command with its groups, for example `wr ballot open`.
    pub(in crate::cli) name: String,
    matches: ArgMatches,
}

impl GivenArguments {
    /// Reads the line; none if it calls no command.
    pub(in crate::cli) fn of(root: Command, args: &[OsString]) -> Option<GivenArguments> {
        let mut name = root.get_name().to_string();
        let mut matches = lenient(root).try_get_matches_from(args).ok()?;
        while let Some((command, sub)) = matches.remove_subcommand() {
            name += &format!(" {command}");
            matches = sub;
        }
        Some(GivenArguments { name, matches })
    }

    /// The first value of an argument, if the line has it.
    pub(in crate::cli) fn text(&self, id: &str) -> Option<String> {
        if !self.has(id) {
            return None;
        }
        let mut values = self.matches.try_get_raw(id).ok()??;
        values.next()?.to_str().map(str::to_string)
    }

    /// Whether the line has an argument.
    pub(in crate::cli) fn has(&self, id: &str) -> bool {
        matches!(self.matches.try_contains_id(id), Ok(true))
            && self.matches.value_source(id) == Some(ValueSource::CommandLine)
    }

    /// Whether the line is a vote.
    pub(in crate::cli) fn is_vote(&self) -> bool {
        matches!(self.name.as_str(), "wr vote" | "wr ballot vote")
    }

    /// The folder of `-C`.
    pub(in crate::cli) fn folder(&self) -> Option<PathBuf> {
        self.text("start_in").map(PathBuf::from)
    }
}

fn lenient(command: Command) -> Command {
    command.ignore_errors(true).mut_subcommands(lenient)
}
