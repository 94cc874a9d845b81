//! Conflict markers of git that were left in a file.

use super::lines::{SourceLine, SourceLines};
use crate::source::Span;

/// The places of the conflicts in a file, each from its first marker to its last, in lines from 1.
pub(super) struct Conflict {
    pub(super) span: Span,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The first conflict, and the number of the others.
pub(super) fn conflict(lines: &SourceLines<'_>) -> Option<(Conflict, usize)> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut is_open = false;
    for (at, line) in lines.all.iter().enumerate() {
        let Some(marker) = marker(line) else { continue };
        match found.last_mut().filter(|_| is_open && marker != '<') {
            Some(conflict) => conflict.last = at + 1,
            None => found.push(Conflict {
                span: line.start..line.trimmed_end(),
                first: at + 1,
                last: at + 1,
            }),
        }
        is_open = marker != '>';
    }
    let others = found.len().saturating_sub(1);
    Some((found.into_iter().next()?, others))
}

fn marker(line: &SourceLine<'_>) -> Option<char> {
    ['<', '|', '=', '>'].into_iter().find(|sign| {
        let rest = line.text.trim_start_matches(*sign);
        line.text.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' '))
    })
}
