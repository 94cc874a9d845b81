//! The formats of a report, and what they need besides the findings.

use crate::diagnostic::Severity;

/// The file at which formats that require one show a finding about the whole store: the file that makes a repository
/// a store.
pub(crate) const STORE: &str = "registers/policy.yaml";

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStyle<'a> {
    /// For people: an excerpt of the file with the place underlined.
    Text,
    /// For programs: [`json::ReportJson`](super::json::ReportJson).
    Json,
    /// For code scanning: [`sarif::Log`](super::sarif::Log), with a description of each rule that occurs.
    Sarif(&'a [RuleText]),
    /// Workflow commands, which GitHub Actions shows in the changed lines.
    Github,
    /// GitLab's code quality report: a list of [`gitlab::Issue`](super::gitlab::Issue).
    Gitlab,
    /// For a comment on a pull request or the summary of a job.
    Markdown,
}

/// The description of a rule in a report; this module does not know the rules themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleText {
    /// The stable name of the rule.
    pub name: &'static str,
    /// The usual severity of its findings.
    pub severity: Severity,
    /// The clause that it enforces, such as `DSP4003 5.2`.
    pub clause: &'static str,
    /// What it requires, in one line.
    pub summary: &'static str,
    /// Why it exists, in plain words.
    pub explanation: &'static str,
}

/// What a report for people may use on its screen.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether it may use escape codes.
    pub colour: Colour,
    /// The longest line, in columns; none where no line is broken.
    pub width: Option<usize>,
}

impl From<Colour> for Look {
    fn from(colour: Colour) -> Look {
        Look {
            colour,
            width: None,
        }
    }
}

/// Whether a report may use escape codes for color. Only the text format does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}
