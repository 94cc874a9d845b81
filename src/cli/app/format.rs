//! The output formats of commands, and the one place that prints a result in them.

use anyhow::Result;
use serde::Serialize;

use crate::cli::app::ui;
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
    /// Prints a result: its fields for programs, its view for people.
    ///
    /// # Errors
    /// The result cannot be serialized.
    pub(crate) fn print<T: Serialize>(
        self,
        result: &T,
        view: impl FnOnce(&T) -> View,
    ) -> Result<()> {
        match self {
            OutputFormat::Json => print_json(result),
            OutputFormat::Text => {
                view(result).print();
                Ok(())
            }
        }
    }
}

/// Prints a result for programs.
///
/// # Errors
/// The result cannot be serialized.
pub(crate) fn print_json(result: &impl Serialize) -> Result<()> {
    ui::out(serde_json::to_string_pretty(result)?);
    Ok(())
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
