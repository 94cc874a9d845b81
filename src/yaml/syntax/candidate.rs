//! A possible repair of a syntax error: the message, and the bytes to write instead.

use crate::source::Span;

/// A repair that is worth trying.
#[derive(Debug, Clone)]
pub(super) struct RepairCandidate {
    /// The cause, in plain words.
    pub(super) message: String,
    /// Where the cause is.
    pub(super) span: Span,
    /// The bytes to replace, in order, each with its new text.
    pub(super) edits: Vec<(Span, String)>,
    pub(super) certainty: Certainty,
    /// How to write it, where the repair is not certain.
    pub(super) help: Option<String>,
}

/// How certain it is that a repair is meant, if the file can be read with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Nothing else can be meant.
    Sure,
    /// It is meant unless another repair leads to another text.
    Unless,
    /// Another meaning is as likely.
    Doubtful,
}

impl RepairCandidate {
    pub(super) fn new(message: impl Into<String>, span: Span) -> RepairCandidate {
        RepairCandidate {
            message: message.into(),
            span,
            edits: Vec::new(),
            certainty: Certainty::Unless,
            help: None,
        }
    }

    pub(super) fn edit(mut self, span: Span, text: impl Into<String>) -> RepairCandidate {
        self.edits.push((span, text.into()));
        self
    }

    pub(super) fn edits(self, edits: Vec<(Span, String)>) -> RepairCandidate {
        RepairCandidate { edits, ..self }
    }

    pub(super) fn sure(self) -> RepairCandidate {
        RepairCandidate {
            certainty: Certainty::Sure,
            ..self
        }
    }

    pub(super) fn doubtful(self) -> RepairCandidate {
        RepairCandidate {
            certainty: Certainty::Doubtful,
            ..self
        }
    }

    /// This repair and one of a later place, as one.
    pub(super) fn followed_by(&self, later: &RepairCandidate) -> Option<RepairCandidate> {
        let (end, start) = (self.edits.last()?.0.end, later.edits.first()?.0.start);
        (end < start).then(|| RepairCandidate {
            message: format!("{}; and {}", self.message, later.message),
            span: self.span.clone(),
            edits: [self.edits.as_slice(), &later.edits].concat(),
            certainty: Certainty::Unless,
            help: self.help.clone(),
        })
    }

    pub(super) fn help(self, help: impl Into<String>) -> RepairCandidate {
        RepairCandidate {
            help: Some(help.into()),
            ..self
        }
    }
}

/// A text after edits, which are in order.
pub(super) fn applied(text: &str, edits: &[(Span, String)]) -> Option<String> {
    let mut after = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for (span, new) in edits {
        after.push_str(text.get(at..span.start)?);
        after.push_str(new);
        at = span.end;
    }
    after.push_str(text.get(at..)?);
    Some(after)
}

/// The byte before the edits of a byte after them.
pub(super) fn before(edits: &[(Span, String)], after: usize) -> usize {
    let mut removed = 0;
    let mut added = 0;
    for (span, new) in edits {
        let start = span.start + added - removed;
        if after < start {
            break;
        }
        if after < start + new.len() {
            return span.start;
        }
        added += new.len();
        removed += span.len();
    }
    after + removed - added
}
