//! Collects the reader's errors, each once and up to a limit.

use std::collections::HashSet;
use std::sync::Arc;

use super::spans::Spans;
use crate::diagnostic::{Diagnostic, SourcePlace, Target};
use crate::source::{SourceFile, Span};

/// The limit on the reader's findings for one file.
pub(super) const FINDINGS: usize = 100;

#[derive(Default)]
pub(super) struct Collected {
    list: Vec<Diagnostic>,
    seen: HashSet<(&'static str, String, Option<Span>)>,
    /// The number of findings left out; 0 if some were left out and the number is unknown.
    unseen: Option<usize>,
}

impl Collected {
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= FINDINGS
    }

    /// Adds a finding unless it is known; an alias leads to the same place again.
    pub(super) fn push(&mut self, diagnostic: Diagnostic, spans: &Spans) {
        let place = diagnostic
            .place
            .as_ref()
            .and_then(|place| match &place.target {
                Target::File => None,
                Target::Span(span) => Some(span.clone()),
                Target::Value(pointer) => spans.value(pointer),
                Target::Key(pointer) => spans.key(pointer),
            });
        if self
            .seen
            .insert((diagnostic.rule, diagnostic.message.clone(), place))
        {
            self.list.push(diagnostic);
        }
    }

    /// Records that `count` findings are left out, or an unknown number for 0.
    pub(super) fn leave_out(&mut self, count: usize) {
        *self.unseen.get_or_insert(0) += count;
    }

    /// All findings, with a note at the end if some were left out.
    pub(super) fn finish(mut self, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
        let message = match self.unseen {
            None => return self.list,
            Some(0) => "this file may have more errors; fix these first to see them".to_string(),
            Some(count) => {
                format!("this file has {count} more unknown fields; fix these first to see them")
            }
        };
        self.list
            .push(Diagnostic::note("field-unknown", message).at(SourcePlace::file(file)));
        self.list
    }
}
