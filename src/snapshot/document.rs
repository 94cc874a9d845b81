//! One file of a store with its content.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::schema::shape::with_example;
use crate::source::SourceFile;
use crate::yaml::{self, Reading};

/// A file with its content, or with the errors in it.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The file.
    pub file: Arc<SourceFile>,
    reading: Reading<T>,
}

impl<T: DeserializeOwned> Document<T> {
    /// Reads a file that people write.
    pub fn read(file: &Arc<SourceFile>) -> Document<T> {
        let reading = yaml::read_all(file);
        Document::new(
            file,
            reading.with_refusals(|found| with_example(file.path(), found)),
        )
    }
}

impl<T> Document<T> {
    pub(super) fn new(file: &Arc<SourceFile>, reading: impl Into<Reading<T>>) -> Document<T> {
        Document {
            file: file.clone(),
            reading: reading.into(),
        }
    }

    /// The content, if all of it can be read. Every decision on a document is based on this.
    pub fn get(&self) -> Option<&T> {
        self.reading.complete()
    }

    /// The content as far as it can be read, so that one error does not hide the others. It is for rules only.
    pub fn partial(&self) -> Option<&T> {
        self.reading.partial()
    }

    /// The errors that the reader found; empty exactly if [`get`](Document::get) has a value.
    pub fn refusals(&self) -> &[Diagnostic] {
        self.reading.refusals()
    }

    /// Moves a finding about [`partial`](Document::partial) to its place in the file. `None` if an omission of the
    /// reader may have caused it.
    pub fn carry(&self, finding: Diagnostic) -> Option<Diagnostic> {
        self.reading.carry(self.file.path(), finding)
    }

    /// Whether the reader left something out at, above or below a JSON pointer.
    pub fn lacks(&self, pointer: &str) -> bool {
        self.reading.lacks(pointer)
    }
}
