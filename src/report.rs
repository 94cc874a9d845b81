//! Writes findings as text. Places are resolved here once for all formats.

use crate::diagnostic::{Findings, Severity};

pub use changes::ChangeReport;
pub use locate::{Correction, FileRegion, Located, LocatedPlace, locate, locate_silenced};

pub mod changes;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
mod locate;
pub mod markdown;
pub mod sarif;
pub mod text;

/// The file at which formats that require one show a finding about the whole store: the file that makes a repository
/// a store.
pub(crate) const STORE: &str = "registers/policy.yaml";

/// The longest message where space is limited, in characters; a message can quote a file.
const TEXT: usize = 1_000;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStyle<'a> {
    /// For people: an excerpt of the file with the place underlined.
    Text,
    /// For programs: [`json::Report`].
    Json,
    /// For code scanning: [`sarif::Log`], with a description of each rule that occurs.
    Sarif(&'a [RuleText]),
    /// Workflow commands, which GitHub Actions shows in the changed lines.
    Github,
    /// GitLab's code quality report: a list of [`gitlab::Issue`].
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

/// Whether a report may use escape codes for color. Only the text format does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// Writes findings in a format: errors first, then by path, position, rule and message, without duplicates.
pub fn write(findings: &Findings, format: ReportStyle<'_>, colour: Colour) -> String {
    review(findings, None, format, colour)
}

/// Like [`write()`], with the changes of a pull request; formats that hold only findings omit them.
pub fn review(
    findings: &Findings,
    changes: Option<&ChangeReport>,
    format: ReportStyle<'_>,
    colour: Colour,
) -> String {
    let located = locate(findings);
    match format {
        ReportStyle::Text => {
            text::write(&located, colour) + &changes.map(changes::text::write).unwrap_or_default()
        }
        ReportStyle::Json => json::write(&located, &locate_silenced(findings), changes),
        ReportStyle::Sarif(rules) => sarif::write(&located, &locate_silenced(findings), rules),
        ReportStyle::Github => github::write(&located),
        ReportStyle::Gitlab => gitlab::write(&located),
        ReportStyle::Markdown => {
            markdown::write(&located, locate_silenced(findings).len(), changes)
        }
    }
}

/// The closing line for people: `3 errors, 1 warning` or `no findings`, then how many can be fixed automatically and
/// how many are suppressed. Duplicates are not counted.
pub fn summary(findings: &Findings) -> String {
    summary_of(&locate(findings), locate_silenced(findings).len())
}

fn summary_of(located: &[Located<'_>], silenced: usize) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities
        .into_iter()
        .filter_map(|severity| match count(located, severity) {
            0 => None,
            1 => Some(format!("1 {severity}")),
            more => Some(format!("{more} {severity}s")),
        });
    let parts: Vec<String> = counts.collect();
    let mut line = if parts.is_empty() {
        "no findings".to_string()
    } else {
        parts.join(", ")
    };
    let fixes = located.iter().filter(|found| found.fix.is_some()).count();
    if fixes > 0 {
        line.push_str(&format!(" ({fixes} can be fixed with `wr check --fix`)"));
    }
    if silenced > 0 {
        line.push_str(&format!(" ({silenced} suppressed)"));
    }
    line
}

/// The number of findings of one severity.
pub(crate) fn count(located: &[Located<'_>], severity: Severity) -> usize {
    located
        .iter()
        .filter(|found| found.diagnostic.severity == severity)
        .count()
}

/// A text of `wr` or of a file as one line that is safe for a terminal, cut to [`TEXT`].
pub(crate) fn clean(text: &str) -> String {
    let mut characters = text.chars();
    let mut clean: String = characters.by_ref().take(TEXT).map(visible).collect();
    if characters.next().is_some() {
        clean.push_str("...");
    }
    clean
}

/// A character that is safe for a terminal. Control characters become their pictures, and invisible characters that
/// reorder text become `\u{fffd}`, so that a file cannot rewrite its report.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        hidden if is_hidden(hidden) => '\u{fffd}',
        other => other,
    }
}

/// C1 control characters, direction marks and overrides, separators, joiners, byte order mark, tags.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
