//! How results are printed.

use crate::report::{self, RuleText};

/// How a result is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; it has a `format` number and does not change by accident.
    Json,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; it has a `format` number and does not change by accident.
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
    /// The report's own format, with what it may tell of the rules.
    pub fn with(self, rules: &[RuleText]) -> report::ReportStyle<'_> {
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
