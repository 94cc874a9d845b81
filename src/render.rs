//! Renders registers as Markdown and HTML, and the public site of all registers in force.
//!
//! Pure: no disk, no clock, no git. `view` decides what a page may show. A template, even one that a store overrides,
//! cannot publish more: no address of a person, no comment on a vote, no evidence, no draft.

mod bundle;
mod chart;
mod choice;
mod error;
mod letters;
mod plain;
mod prose;
mod site;
mod start;
mod templates;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::bundle::bundle;
use self::choice::{Choice, Governance};
pub use self::error::RenderError;
pub use self::letters::{LETTERS, LetterTemplates, Sheet, one_line};
pub use self::site::{Audience, DeadLink, RuleEntry, Site, Sources, site};
pub use self::start::Start;
pub use self::templates::{NAMES, Templates};
use self::view::PageView;
pub use self::view::{Asked, Liaison};
use crate::act::StoredAct;
use crate::date::Day;
use crate::snapshot::{RegisterFiles, Snapshot};

/// Selects one text of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The revision in force.
    InForce,
    /// The revision that was in force when the register was removed.
    Removed,
    /// The revision with this number, in any state.
    Revision(u32),
    /// The current draft of the next revision.
    Draft,
}

/// The bytes of pages by path (separated by `/`), in order of path; equal input gives equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages(BTreeMap<String, Vec<u8>>);

impl Pages {
    /// The bytes of the page at `path`, a path from the top of the site.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All pages with their paths, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The number of pages.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no pages.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Escapes a text for HTML, in content and in attribute values.
pub fn as_html(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing to memory cannot fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Renders one text of a register as Markdown.
///
/// # Errors
/// The policy or roster is missing or invalid, the register has no such text, or a template fails.
pub fn markdown(
    snapshot: &Snapshot,
    register_files: &RegisterFiles,
    which: Which,
    templates: &Templates,
    today: Day,
) -> Result<String, RenderError> {
    let governance = Governance::of(snapshot)?;
    let choice = Choice::of(governance, register_files, which)?;
    templates.register_markdown(&PageView::alone(&choice, templates.style(), today))
}

/// Renders one text of a register as an HTML page with its style sheet included.
///
/// # Errors
/// The policy or roster is missing or invalid, the register has no such text, or a template fails.
pub fn html(
    snapshot: &Snapshot,
    register_files: &RegisterFiles,
    which: Which,
    templates: &Templates,
    today: Day,
) -> Result<String, RenderError> {
    let governance = Governance::of(snapshot)?;
    let choice = Choice::of(governance, register_files, which)?;
    templates.register_html(&PageView::alone(&choice, templates.style(), today))
}

/// Builds the liaison report of the requested partners.
///
/// # Errors
/// The policy or roster is missing or invalid.
pub fn liaison<W: Fn(&StoredAct) -> String + Sync>(
    snapshot: &Snapshot,
    asked: &Asked<'_, W>,
) -> Result<Liaison, RenderError> {
    Ok(Liaison::of(Governance::of(snapshot)?, asked))
}

/// Renders a liaison report as Markdown.
///
/// # Errors
/// The template fails.
pub fn report(report: &Liaison, templates: &Templates) -> Result<String, RenderError> {
    templates.report(report)
}
