//! The output formats of commands, and the one place that prints a result in them.

use std::ffi::OsString;

use anyhow::Result;
use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command};
use serde::Serialize;
use serde_json::Value;

use crate::cli::app::context::Context;
use crate::cli::app::share::{innermost, notices};
use crate::cli::app::ui;
use crate::report::json::escape;
use crate::report::{self, RuleText};

/// The format of a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; with a `format` number that changes when the format does.
    Json,
}

/// The format of tasks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TaskFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; with a `format` number that changes when the format does.
    Json,
    /// For calendars: iCalendar, with an event on the last day of each task.
    Ics,
}

impl TaskFormat {
    /// The format of the shared printer; `None` for a calendar.
    pub(crate) fn shared(self) -> Option<OutputFormat> {
        match self {
            TaskFormat::Text => Some(OutputFormat::Text),
            TaskFormat::Json => Some(OutputFormat::Json),
            TaskFormat::Ics => None,
        }
    }
}

/// A result as people see it.
pub(crate) enum View {
    /// Rows in aligned columns.
    Table(Vec<Vec<String>>),
    /// Lines of text.
    Text(String),
    /// A note on standard error, because there is nothing to show.
    Nothing(String),
}

impl OutputFormat {
    /// Prints a result: its fields for programs, its view for people. Outside of a store there is no context.
    ///
    /// # Errors
    /// The result cannot be serialized.
    pub(crate) fn print<'a, T: Serialize>(
        self,
        context: impl Into<Option<&'a Context>>,
        result: &T,
        view: impl FnOnce(&T) -> View,
    ) -> Result<()> {
        match self {
            OutputFormat::Json => print_json(context, result),
            OutputFormat::Text => {
                view(result).print();
                Ok(())
            }
        }
    }
}

/// Prints a result for programs, with the notices that people see above a result.
///
/// # Errors
/// The result cannot be serialized, or the store cannot be read.
pub(crate) fn print_json<'a>(
    context: impl Into<Option<&'a Context>>,
    result: &impl Serialize,
) -> Result<()> {
    let mut json = serde_json::to_value(result)?;
    if let (Value::Object(fields), Some(context)) = (&mut json, context.into()) {
        fields.insert(
            "notices".to_string(),
            serde_json::to_value(notices(context)?)?,
        );
    }
    let text = escape(&serde_json::to_string_pretty(&json)?);
    ui::raw(format!("{text}\n").as_bytes());
    Ok(())
}

/// The id of the option that commands without a format of their own get.
const ANSWER: &str = "answer_format";

/// What the command line says about the format of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerFormat {
    /// For people, or a document.
    Text,
    /// The JSON format of the command itself.
    Own,
    /// What it records and prints, collected.
    Collected,
}

/// Gives `--format` to every command that has no format of its own. Words of a list count in any case.
pub(crate) fn everywhere(command: Command) -> Command {
    command.mut_subcommands(|sub| everywhere(in_any_case(with_format(sub))))
}

fn in_any_case(command: Command) -> Command {
    command.mut_args(|arg| {
        // A flag has possible values, too.
        let is_of_list = arg.get_action().takes_values() && !arg.get_possible_values().is_empty();
        arg.ignore_case(is_of_list)
    })
}

fn with_format(command: Command) -> Command {
    let has_own = command.get_arguments().any(|arg| arg.get_id() == "format");
    let is_group = command.is_subcommand_required_set();
    // The preview and the language server answer requests until they are stopped.
    if has_own || is_group || ["serve", "lsp"].contains(&command.get_name()) {
        return command;
    }
    command.arg(
        Arg::new(ANSWER)
            .long("format")
            .value_name("FORMAT")
            .hide_possible_values(true)
            .hide_default_value(true)
            .value_parser(EnumValueParser::<OutputFormat>::new())
            .default_value("text")
            .help("How to print the answer: text, or json"),
    )
}

impl AnswerFormat {
    /// The format that a command line asks for.
    pub(crate) fn of(matches: &ArgMatches) -> AnswerFormat {
        let leaf = innermost(matches);
        let own = leaf.try_get_raw("format").ok().flatten();
        if own.is_some_and(|mut values| values.any(|value| value.eq_ignore_ascii_case("json"))) {
            return AnswerFormat::Own;
        }
        match leaf.try_get_one::<OutputFormat>(ANSWER) {
            Ok(Some(OutputFormat::Json)) => AnswerFormat::Collected,
            Ok(Some(OutputFormat::Text) | None) | Err(_) => AnswerFormat::Text,
        }
    }

    /// The format that a command line asks for that cannot be parsed.
    pub(crate) fn of_words(args: &[OsString]) -> AnswerFormat {
        let is_json = args
            .windows(2)
            .any(|pair| pair[0] == "--format" && pair[1] == "json")
            || args.iter().any(|arg| arg == "--format=json");
        match is_json {
            true => AnswerFormat::Own,
            false => AnswerFormat::Text,
        }
    }
}

/// Whether a command line reads: its command has a format of its own.
pub(crate) fn is_reading(matches: &ArgMatches) -> bool {
    innermost(matches)
        .try_contains_id("format")
        .unwrap_or(false)
}

impl View {
    /// A row for each item; a note without items.
    pub(crate) fn table<T>(items: &[T], row: impl Fn(&T) -> Vec<String>, nothing: &str) -> View {
        match items.is_empty() {
            true => View::Nothing(nothing.to_string()),
            false => View::Table(items.iter().map(row).collect()),
        }
    }

    fn print(self) {
        match self {
            View::Table(rows) => ui::out(ui::columns(rows)),
            View::Text(text) => ui::out(text),
            View::Nothing(note) => ui::err(note),
        }
    }
}

/// The format of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; with a `format` number that changes when the format does.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: annotations in a pull request.
    Github,
    /// For GitLab: a code quality report.
    Gitlab,
    /// For a comment on a pull request, or the summary of a job.
    Markdown,
}

impl ReportFormat {
    /// The style of the report; SARIF includes the descriptions of the rules.
    pub(crate) fn with(self, rules: &[RuleText]) -> report::ReportStyle<'_> {
        match self {
            ReportFormat::Text => report::ReportStyle::Text,
            ReportFormat::Json => report::ReportStyle::Json,
            ReportFormat::Sarif => report::ReportStyle::Sarif(rules),
            ReportFormat::Github => report::ReportStyle::Github,
            ReportFormat::Gitlab => report::ReportStyle::Gitlab,
            ReportFormat::Markdown => report::ReportStyle::Markdown,
        }
    }
}
