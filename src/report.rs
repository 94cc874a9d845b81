//! Findings to text: where each of them stands is worked out here, once for all formats.

use crate::diagnostic::{Findings, Severity};

pub use changes::Changes;
pub use locate::{Correction, Extent, Located, LocatedPlace, locate, locate_silenced};

pub mod changes;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
mod locate;
pub mod markdown;
pub mod sarif;
pub mod text;

/// Where a finding about the store as a whole is shown by those that can show nothing without a file: the file
/// that makes a repository a store.
pub(crate) const STORE: &str = "registers/policy.yaml";

/// The longest message where there is no room for more, in characters: a message may quote a file.
const TEXT: usize = 1_000;

/// The formats a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStyle<'a> {
    /// For people: an excerpt of the file with the place underlined.
    Text,
    /// For programs: [`json::Report`].
    Json,
    /// For code scanning: [`sarif::Log`], with what is to be known of each rule that occurs.
    Sarif(&'a [RuleText]),
    /// Workflow commands, which GitHub Actions shows in the changed lines.
    Github,
    /// GitLab's code quality report: a list of [`gitlab::Issue`].
    Gitlab,
    /// For a comment on a pull request or the summary of a job.
    Markdown,
}

/// What a report tells of a rule; the rules themselves are not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleText {
    /// Its stable name.
    pub name: &'static str,
    /// How much its findings usually matter.
    pub severity: Severity,
    /// Where it comes from, such as `DSP4003 5.2`.
    pub clause: &'static str,
    /// What it asks for, in one line.
    pub summary: &'static str,
    /// Why, in plain words.
    pub explanation: &'static str,
}

/// Whether a report may use escape codes for colour. Only text ever does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// Writes findings in a format, errors first, then ordered by path, position, rule and message, without repetitions.
pub fn write(findings: &Findings, format: ReportStyle<'_>, colour: Colour) -> String {
    review(findings, None, format, colour)
}

/// The same with what a pull request changes; formats that have room for findings alone leave it out.
pub fn review(
    findings: &Findings,
    changes: Option<&Changes>,
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

/// The closing line for people: `3 errors, 1 warning`, or `no findings`; then how much of it can be corrected
/// without thinking, and how much is silenced. Repetitions are not counted.
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
        line.push_str(&format!(" ({silenced} silenced)"));
    }
    line
}

/// How many there are of one severity.
pub(crate) fn count(located: &[Located<'_>], severity: Severity) -> usize {
    located
        .iter()
        .filter(|found| found.diagnostic.severity == severity)
        .count()
}

/// Text of ours or of a file as one line that a terminal may see, and not without end.
pub(crate) fn clean(text: &str) -> String {
    let mut characters = text.chars();
    let mut clean: String = characters.by_ref().take(TEXT).map(visible).collect();
    if characters.next().is_some() {
        clean.push_str("...");
    }
    clean
}

/// A character as a terminal may see it. Control characters become their pictures, and those that no eye
/// can see but that turn the text around become `\u{fffd}`: a file must not be able to rewrite its report.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        hidden if is_hidden(hidden) => '\u{fffd}',
        other => other,
    }
}

/// Second control set, direction marks and overrides, separators, joiners, byte order mark, tags.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
