//! What the reader refused, each thing once, and not without end.

use std::collections::HashSet;
use std::sync::Arc;

use super::spans::Spans;
use crate::diagnostic::{Diagnostic, SourcePlace, Target};
use crate::source::{SourceFile, Span};

/// How many findings one file may have from its reader.
pub(super) const FINDINGS: usize = 100;

/// What was found so far.
#[derive(Default)]
pub(super) struct Collected {
    list: Vec<Diagnostic>,
    seen: HashSet<(&'static str, String, Option<Span>)>,
    /// How many more there are at least, once some were left out.
    unseen: Option<usize>,
}

impl Collected {
    /// Whether no more is taken.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= FINDINGS
    }

    /// Takes one that is not there yet; what an alias repeats is found at the same place again.
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

    /// Remembers that there are `count` more, or that nobody knows how many.
    pub(super) fn leave_out(&mut self, count: usize) {
        *self.unseen.get_or_insert(0) += count;
    }

    /// All of them, with a last one that says what is not among them.
    pub(super) fn finish(mut self, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
        let message = match self.unseen {
            None => return self.list,
            Some(0) => "there may be more to find in this file; it is shown once this is repaired"
                .to_string(),
            Some(count) => format!(
                "{count} more unknown fields are in this file; they are shown once these are repaired"
            ),
        };
        self.list
            .push(Diagnostic::note("field-unknown", message).at(SourcePlace::file(file)));
        self.list
    }
}
