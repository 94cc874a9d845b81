//! The output formats of commands.

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
