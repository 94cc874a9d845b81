//! Registers to pages: Markdown and HTML of one register, and the public site of all that are in force.
//!
//! Pure: no disk, no clock, no git. What a page may show is decided in `view`, so a template, also one that a
//! store overrides, cannot publish more: no address of anybody, no comment on a vote, no evidence, no draft.

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

/// Which text of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The revision in force.
    InForce,
    /// Of a register that was removed, the revision that was in force.
    Removed,
    /// The revision with this number, whatever became of it.
    Revision(u32),
    /// The draft of the next revision, as it is now.
    Draft,
}

/// Pages by path (always with `/`), ordered; equal input gives equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages(BTreeMap<String, Vec<u8>>);

impl Pages {
    /// The bytes of the page at `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Every page, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A text as HTML that shows it and does nothing else.
pub fn as_html(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing to memory cannot fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// One text of a register as Markdown.
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

/// One text of a register as one HTML page that needs no other file.
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

/// The liaison report of some partners.
pub fn liaison<W: Fn(&StoredAct) -> String + Sync>(
    snapshot: &Snapshot,
    asked: &Asked<'_, W>,
) -> Result<Liaison, RenderError> {
    Ok(Liaison::of(Governance::of(snapshot)?, asked))
}

/// A liaison report as Markdown.
pub fn report(report: &Liaison, templates: &Templates) -> Result<String, RenderError> {
    templates.report(report)
}
