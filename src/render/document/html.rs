//! A document as one HTML page, for browsers and for the printer.

mod body;
mod page;

use serde::Serialize;

pub(super) use self::body::{Medium, inline, sections};
use super::model::{Document, letters};
use super::paper::Paper;
use crate::render::error::RenderError;
use crate::render::templates::{DOCUMENT_STYLE, Templates};
use crate::source::Digest;

/// What the template `document.html` can use. The fields that end in `html`, the values of facts and the body are HTML.
#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    kind: &'a str,
    organization: &'a str,
    title: String,
    title_html: String,
    mark: Option<&'a str>,
    notices: &'a [String],
    facts: Vec<FactView<'a>>,
    body: String,
    closing: &'a [String],
    footer: &'a [String],
    on: &'a str,
    style: String,
    /// The source that the Content-Security-Policy allows: the digest of the style sheet.
    style_source: String,
}

#[derive(Debug, Serialize)]
struct FactView<'a> {
    label: &'a str,
    value: String,
}

impl Document {
    /// The document as one HTML page without any other file.
    ///
    /// # Errors
    /// The template fails.
    pub fn html(&self, paper: Paper, templates: &Templates) -> Result<String, RenderError> {
        let style = format!(
            "{}\n{}",
            templates
                .text(DOCUMENT_STYLE)
                .replace("\r\n", "\n")
                .replace('\r', "\n"),
            page::rules(self, paper)
        );
        let facts = self.facts.iter().map(|fact| FactView {
            label: &fact.label,
            value: inline(&fact.value),
        });
        let view = DocumentView {
            kind: self.kind,
            organization: &self.organization,
            title: letters(&self.title),
            title_html: inline(&self.title),
            mark: self.mark.as_deref(),
            notices: &self.notices,
            facts: facts.collect(),
            body: sections(&self.sections, self.language.as_deref(), Medium::Paper),
            closing: &self.closing,
            footer: &self.footer,
            on: &self.on,
            style_source: format!("sha256-{}", Digest::of(style.as_bytes()).base64()),
            style,
        };
        templates.render("document.html", &view)
    }
}
