//! The result of reading a file: complete, partial or unreadable.

use super::tree::YamlTree;
use crate::diagnostic::{Diagnostic, SourcePlace, Target, TextEdit};

/// The result of reading a file.
#[derive(Debug, Clone)]
pub enum Reading<T> {
    /// The value of a file without errors.
    Complete(T),
    /// The file has errors. The value is what remains without them: good enough to look for further errors, never to
    /// decide anything on.
    Partial(Box<PartialDocument<T>>),
    /// Nothing can be read; the errors say why.
    Unreadable(Vec<Diagnostic>),
}

/// What remains of a file without its errors.
#[derive(Debug, Clone)]
pub struct PartialDocument<T> {
    value: T,
    findings: Vec<Diagnostic>,
    tree: YamlTree,
}

impl<T> Reading<T> {
    /// The value, if the whole file can be read.
    pub fn complete(&self) -> Option<&T> {
        match self {
            Reading::Complete(value) => Some(value),
            Reading::Partial(_) | Reading::Unreadable(_) => None,
        }
    }

    /// The value, as far as the file can be read. Use it to look for further errors, never to decide anything on.
    pub fn partial(&self) -> Option<&T> {
        match self {
            Reading::Complete(value) => Some(value),
            Reading::Partial(mended) => Some(&mended.value),
            Reading::Unreadable(_) => None,
        }
    }

    /// The errors that the reader found; empty exactly when the file is complete.
    pub fn refusals(&self) -> &[Diagnostic] {
        match self {
            Reading::Complete(_) => &[],
            Reading::Partial(mended) => &mended.findings,
            Reading::Unreadable(findings) => findings,
        }
    }

    /// The same reading, with every error changed by `change`.
    pub fn with_refusals(self, change: impl Fn(Diagnostic) -> Diagnostic) -> Reading<T> {
        let all = |findings: Vec<Diagnostic>| findings.into_iter().map(change).collect();
        match self {
            Reading::Complete(value) => Reading::Complete(value),
            Reading::Partial(mut partial) => {
                partial.findings = all(partial.findings);
                Reading::Partial(partial)
            }
            Reading::Unreadable(findings) => Reading::Unreadable(all(findings)),
        }
    }

    /// Moves a finding about [`partial`](Reading::partial) to its place in the file. `None` if an omission may have
    /// caused it.
    pub fn carry(&self, path: &str, finding: Diagnostic) -> Option<Diagnostic> {
        match self {
            Reading::Complete(_) | Reading::Unreadable(_) => Some(finding),
            Reading::Partial(mended) => mended.carry(path, finding),
        }
    }

    /// Whether something at, above or below a JSON pointer was left out.
    pub fn lacks(&self, pointer: &str) -> bool {
        match self {
            Reading::Complete(_) | Reading::Unreadable(_) => false,
            Reading::Partial(mended) => mended.tree.trace(pointer).1,
        }
    }
}

impl<T> PartialDocument<T> {
    pub(super) fn new(value: T, findings: Vec<Diagnostic>, tree: YamlTree) -> PartialDocument<T> {
        PartialDocument {
            value,
            findings,
            tree,
        }
    }

    #[cfg(test)]
    pub(super) fn into_value(self) -> T {
        self.value
    }

    fn carry(&self, path: &str, mut finding: Diagnostic) -> Option<Diagnostic> {
        for place in finding.place.iter_mut().chain(&mut finding.related) {
            if place.file.path() == path {
                self.put_right(place)?;
            }
        }
        let is_here = finding
            .place
            .as_ref()
            .is_some_and(|place| place.file.path() == path);
        let edits = finding
            .fix
            .iter_mut()
            .flat_map(|fix| &mut fix.edits)
            .filter(|_| is_here);
        for pointer in edits.filter_map(TextEdit::pointer_mut) {
            let (original, is_lost) = self.tree.trace(pointer);
            *pointer = original;
            if is_lost {
                return None;
            }
        }
        Some(finding)
    }

    /// Translates a place to the file; `None` if the file has no such place.
    fn put_right(&self, place: &mut SourcePlace) -> Option<()> {
        let (Target::Value(pointer) | Target::Key(pointer)) = &mut place.target else {
            return Some(());
        };
        let (original, is_lost) = self.tree.trace(pointer);
        *pointer = original;
        (!is_lost).then_some(())
    }
}

/// Acts and other canonical files have their own reader, which recovers nothing.
impl<T> From<Result<T, Box<Diagnostic>>> for Reading<T> {
    fn from(result: Result<T, Box<Diagnostic>>) -> Reading<T> {
        result.map_or_else(|why| Reading::Unreadable(vec![*why]), Reading::Complete)
    }
}
