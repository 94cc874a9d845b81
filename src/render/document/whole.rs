//! A text as a part of a page of the site.

use serde::Serialize;

use super::html::{Medium, inline, sections};
use super::text::text_alone;
use crate::register::Register;
use crate::render::governance::Governance;

/// A text; the values and the body are HTML.
#[derive(Debug, Serialize)]
pub(in crate::render) struct WholeText {
    facts: Vec<LabeledHtml>,
    body_html: String,
}

#[derive(Debug, Serialize)]
struct LabeledHtml {
    label: String,
    html: String,
}

/// The text alone, without what was recorded about it later.
pub(in crate::render) fn whole_text(governance: Governance<'_>, text: &Register) -> WholeText {
    let source = text_alone(governance);
    let part = source.read(text);
    let facts = part.facts.iter().map(|fact| LabeledHtml {
        label: fact.label.clone(),
        html: inline(&fact.value),
    });
    WholeText {
        facts: facts.collect(),
        body_html: sections(&part.sections, text.language.as_deref(), Medium::Site),
    }
}
