//! The files that the editor has open.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_types::{Diagnostic, Position, Uri};

use super::lines::Lines;
use crate::source::SourceFile;

/// An open file, with the text that the editor has.
pub(super) struct OpenDocument {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: String,
    /// Its place; `None` outside of a store.
    pub(super) place: Option<Place>,
    /// What was published last, and for which version.
    pub(super) published: Option<(i32, Vec<Diagnostic>)>,
}

/// The place of an open file in a store.
#[derive(Clone)]
pub(super) struct Place {
    /// The top of the store's working tree.
    pub(super) top: PathBuf,
    /// The file as it is checked.
    pub(super) file: Arc<SourceFile>,
}

impl OpenDocument {
    /// The byte at a position of the file as it is checked.
    pub(super) fn offset(&self, position: Position) -> Option<usize> {
        let text = self.place.as_ref()?.file.text().ok()?;
        Some(Lines::of(text).offset(position))
    }

    /// The line ends of the editor's text, which new lines must have.
    pub(super) fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}
