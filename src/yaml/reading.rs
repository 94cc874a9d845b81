//! What reading a file comes to.

use super::tree::YamlTree;
use crate::diagnostic::{Diagnostic, Edit, SourcePlace, Target};

/// A file's meaning, or what keeps it from having one.
#[derive(Debug, Clone)]
pub enum Reading<T> {
    /// The file says this, all of it and no more.
    Complete(T),
    /// The file has mistakes. Without them it would say something that nobody wrote, which is good enough to
    /// look for further mistakes, and for nothing else.
    Partial(Box<PartialDocument<T>>),
    /// The file says nothing, and this is why.
    Unreadable(Vec<Diagnostic>),
}

/// What is left of a file without its mistakes.
#[derive(Debug, Clone)]
pub struct PartialDocument<T> {
    value: T,
    findings: Vec<Diagnostic>,
    tree: YamlTree,
}

impl<T> Reading<T> {
    /// What the file says, when all of it can be read.
    pub fn complete(&self) -> Option<&T> {
        match self {
            Reading::Complete(value) => Some(value),
            Reading::Partial(_) | Reading::Unreadable(_) => None,
        }
    }

    /// What the file says as far as it can be read. It is for looking for mistakes, and never a text that
    /// something is decided on.
    pub fn partial(&self) -> Option<&T> {
        match self {
            Reading::Complete(value) => Some(value),
            Reading::Partial(mended) => Some(&mended.value),
            Reading::Unreadable(_) => None,
        }
    }

    /// What the reader refused; nothing exactly when the file is sound.
    pub fn refusals(&self) -> &[Diagnostic] {
        match self {
            Reading::Complete(_) => &[],
            Reading::Partial(mended) => &mended.findings,
            Reading::Unreadable(findings) => findings,
        }
    }

    /// A finding about [`partial`](Reading::partial), put where it belongs in the file. Nothing when it may be
    /// the effect of what was left out.
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

    /// The value alone.
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
        for pointer in edits.filter_map(Edit::pointer_mut) {
            let (original, is_lost) = self.tree.trace(pointer);
            *pointer = original;
            if is_lost {
                return None;
            }
        }
        Some(finding)
    }

    /// Puts a place where the file has it; nothing when the file does not have it.
    fn put_right(&self, place: &mut SourcePlace) -> Option<()> {
        let (Target::Value(pointer) | Target::Key(pointer)) = &mut place.target else {
            return Some(());
        };
        let (original, is_lost) = self.tree.trace(pointer);
        *pointer = original;
        (!is_lost).then_some(())
    }
}

/// An act and the like is read by its own reader, which knows no mending.
impl<T> From<Result<T, Box<Diagnostic>>> for Reading<T> {
    fn from(result: Result<T, Box<Diagnostic>>) -> Reading<T> {
        result.map_or_else(|why| Reading::Unreadable(vec![*why]), Reading::Complete)
    }
}
