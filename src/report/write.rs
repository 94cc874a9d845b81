//! Writes findings in each format.

use super::changes::{self, ChangeReport};
use super::locate::{locate, locate_silenced};
use super::style::{Look, ReportStyle};
use super::{github, gitlab, json, markdown, sarif, text};
use crate::diagnostic::Findings;

/// Writes findings in a format: errors first, then by path, position, rule and message, without duplicates.
pub fn write(findings: &Findings, format: ReportStyle<'_>, look: impl Into<Look>) -> String {
    review(findings, None, format, look)
}

/// Like [`write()`], with the changes of a pull request; formats that hold only findings omit them.
pub fn review(
    findings: &Findings,
    changes: Option<&ChangeReport>,
    format: ReportStyle<'_>,
    look: impl Into<Look>,
) -> String {
    let located = locate(findings);
    match format {
        ReportStyle::Text => {
            text::write(&located, look.into())
                + &changes.map(changes::text::write).unwrap_or_default()
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
