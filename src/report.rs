//! Findings to text: where each of them stands is worked out here, once for all formats.

use crate::diagnostic::{Findings, Severity};

pub use locate::{Extent, Located, Spot, locate};

pub mod json;
mod locate;
pub mod text;

/// The formats a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: an excerpt of the file with the place underlined.
    Text,
    /// For programs: [`json::Report`].
    Json,
}

/// Whether a report may use escape codes for colour. Only text ever does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// Writes findings in a format, ordered by path, position, rule and message, without repetitions.
pub fn write(findings: &Findings, format: Format, colour: Colour) -> String {
    let located = locate(findings);
    match format {
        Format::Text => text::write(&located, colour),
        Format::Json => json::write(&located),
    }
}

/// The closing line for people: `3 errors, 1 warning`, or `no findings`. Repetitions are not counted.
pub fn summary(findings: &Findings) -> String {
    let located = locate(findings);
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.into_iter().filter_map(|severity| match count(&located, severity) {
        0 => None,
        1 => Some(format!("1 {severity}")),
        more => Some(format!("{more} {severity}s")),
    });
    let parts: Vec<String> = counts.collect();
    if parts.is_empty() { "no findings".to_string() } else { parts.join(", ") }
}

/// How many there are of one severity.
pub(crate) fn count(located: &[Located<'_>], severity: Severity) -> usize {
    located.iter().filter(|found| found.diagnostic.severity == severity).count()
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
