//! The closing line of a report.

use super::locate::{Located, locate, locate_silenced};
use crate::diagnostic::{Findings, Severity};

/// The closing line for people: `3 errors, 1 warning` or `no findings`, then how many can be fixed automatically and
/// how many are suppressed. Duplicates are not counted.
pub fn summary(findings: &Findings) -> String {
    summary_of(&locate(findings), locate_silenced(findings).len())
}

pub(super) fn summary_of(located: &[Located<'_>], silenced: usize) -> String {
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
