//! One file of a store and what it says.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::yaml::{self, Reading};

/// A file and what it says, or why it says nothing.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The file.
    pub file: Arc<SourceFile>,
    reading: Reading<T>,
}

impl<T: DeserializeOwned> Document<T> {
    /// Reads a file that people write.
    pub fn read(file: &Arc<SourceFile>) -> Document<T> {
        Document::new(file, yaml::read_all(file))
    }
}

impl<T> Document<T> {
    pub(super) fn new(file: &Arc<SourceFile>, reading: impl Into<Reading<T>>) -> Document<T> {
        Document {
            file: file.clone(),
            reading: reading.into(),
        }
    }

    /// What it says, when all of it can be read. Whatever is decided on a document is decided on this.
    pub fn get(&self) -> Option<&T> {
        self.reading.complete()
    }

    /// What it says as far as it can be read, so that one mistake does not hide the others. It is for rules
    /// and for nothing else: nobody wrote it.
    pub fn partial(&self) -> Option<&T> {
        self.reading.partial()
    }

    /// What the reader refused, all of it; nothing exactly when [`get`](Document::get) has something.
    pub fn refusals(&self) -> &[Diagnostic] {
        self.reading.refusals()
    }

    /// A finding about what [`partial`](Document::partial) gave, put where it belongs in the file. Nothing when
    /// it may be the effect of what the reader left out.
    pub fn carry(&self, finding: Diagnostic) -> Option<Diagnostic> {
        self.reading.carry(self.file.path(), finding)
    }

    /// Whether the reader left something out at, above or below a JSON pointer.
    pub fn lacks(&self, pointer: &str) -> bool {
        self.reading.lacks(pointer)
    }
}
