//! Renders registers and reports as documents, and the public site of all registers in force.
//!
//! Pure: no disk, no clock, no git. `view` decides what a page may show. A template, even one that a store overrides,
//! cannot publish more: no address of a person, no comment on a vote, no evidence, no draft. `redact` removes the
//! addresses in the words of people, at the end of every writer.

mod audience;
mod built_in;
mod bundle;
mod calendar;
mod chart;
mod direction;
mod document;
mod domain;
mod error;
mod governance;
mod letters;
mod pages;
mod plain;
mod prose;
mod redact;
mod selected_text;
mod site;
mod sources;
mod start;
mod templates;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::audience::Audience;
pub use self::bundle::bundle;
pub use self::calendar::{CalendarEntry, Certainty, EntryTime, calendar};
pub use self::document::{Document, OlderText, Paper};
pub use self::error::RenderError;
use self::governance::Governance;
pub use self::letters::{LETTERS, LetterTemplates, Sheet};
pub use self::pages::Pages;
pub use self::plain::{as_html, one_line};
use self::redact::Redactor;
use self::selected_text::SelectedText;
pub use self::selected_text::Selector;
pub use self::site::{DeadLink, RuleEntry, Site, Sources, site};
pub use self::start::StarterFile;
pub use self::templates::Templates;
use self::view::RegisterPageView;
pub use self::view::{LiaisonReport, LiaisonRequest};
use crate::act::StoredAct;
use crate::date::Day;
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::text::personal::Notation;

/// Renders one text of a register as Markdown.
///
/// # Errors
/// The policy or roster is missing or invalid, the register has no such text, or a template fails.
pub fn markdown(
    snapshot: &Snapshot,
    register_files: &RegisterFiles,
    selector: Selector,
    templates: &Templates,
    today: Day,
) -> Result<String, RenderError> {
    let governance = Governance::of(snapshot)?;
    let register = snapshot.register_context(&register_files.id, today.midnight())?;
    let selected = SelectedText::of(governance, &register, selector)?;
    let view = RegisterPageView::alone(&selected, today);
    let text = templates.render("register.md", &view)?;
    Ok(Redactor::of(governance.policy).text(text, Notation::Markdown))
}

/// One text of a register as a document, which shows how it differs from an older text if one is given.
///
/// # Errors
/// The policy or roster is missing or invalid, or the register has no such text.
pub fn register_document(
    snapshot: &Snapshot,
    register_files: &RegisterFiles,
    selector: Selector,
    older: Option<&OlderText<'_>>,
    today: Day,
) -> Result<Document, RenderError> {
    let governance = Governance::of(snapshot)?;
    let register = snapshot.register_context(&register_files.id, today.midnight())?;
    let selected = SelectedText::of(governance, &register, selector)?;
    let document = document::of_register(&selected, older, today);
    Ok(document.without_addresses(&Redactor::of(governance.policy)))
}

/// Builds the liaison report of the requested partners.
///
/// # Errors
/// The policy or roster is missing or invalid.
pub fn liaison<W: Fn(&StoredAct) -> String + Sync>(
    snapshot: &Snapshot,
    request: &LiaisonRequest<'_, W>,
) -> Result<LiaisonReport, RenderError> {
    let governance = Governance::of(snapshot)?;
    let registers = snapshot.register_contexts(request.now)?;
    Ok(LiaisonReport::of(governance, &registers, request))
}

/// Renders a liaison report as Markdown.
///
/// # Errors
/// The template fails.
pub fn report(report: &LiaisonReport, templates: &Templates) -> Result<String, RenderError> {
    let text = templates.render("report.md", &BTreeMap::from([("report", report)]))?;
    Ok(Redactor::default().text(text, Notation::Markdown))
}

/// A liaison report as JSON.
pub fn report_json(report: &LiaisonReport) -> String {
    // Serializing plain values with string keys cannot fail.
    let text = serde_json::to_string_pretty(report).unwrap_or_default() + "\n";
    Redactor::default().text(text, Notation::Json)
}

/// A liaison report as a document.
pub fn report_document(report: &LiaisonReport) -> Document {
    document::of_report(report).without_addresses(&Redactor::default())
}
