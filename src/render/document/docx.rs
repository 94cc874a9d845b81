//! A document as a Word file: an Office Open XML package with real headings, tables, page numbers and tracked changes.

mod body;
mod lists;
mod package;
mod parts;
mod runs;
mod styles;
mod tables;
mod writer;
mod xml;

#[cfg(test)]
mod tests;

use self::body::Body;
use super::model::{Document, letters};
use super::paper::Paper;

impl Document {
    /// The bytes of the document as a Word file; equal documents give equal bytes.
    pub fn docx(&self, paper: Paper) -> Vec<u8> {
        let language = self.language.as_deref().unwrap_or("en-US");
        let body = Body::write(self, paper);
        let title = letters(&self.title);
        package::zip(&[
            ("[Content_Types].xml", parts::content_types()),
            ("_rels/.rels", parts::relations()),
            ("docProps/core.xml", parts::core(self, &title, language)),
            ("word/document.xml", body.xml),
            (
                "word/_rels/document.xml.rels",
                parts::of_document(&body.links),
            ),
            ("word/styles.xml", styles::part(language)),
            ("word/numbering.xml", lists::part(&body.lists)),
            ("word/settings.xml", parts::settings()),
            ("word/header1.xml", parts::header(self, paper)),
            ("word/footer1.xml", parts::footer(self, paper)),
        ])
    }
}
