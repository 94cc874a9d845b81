//! The list of removed registers.

use serde::Serialize;

use super::context::SiteContext;
use super::public_register::{PublicRegister, Standing};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const REMOVED: &str = "removed.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("removed.html")];

#[derive(Debug, Serialize)]
struct RemovedView<'a> {
    removed: Vec<RemovedRowView<'a>>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RemovedRowView<'a> {
    id: &'a str,
    title: &'a str,
    version: Option<&'a str>,
    partner_id: &'a str,
    partner: &'a str,
    /// The day of the board's resolution.
    removed: String,
    reason: String,
    resolution: &'a str,
}

impl<'a> RemovedRowView<'a> {
    /// The row; `None` for a register in force.
    pub(crate) fn of(entry: &'a PublicRegister) -> Option<RemovedRowView<'a>> {
        let Standing::Removed {
            on,
            reason,
            resolution,
        } = &entry.standing
        else {
            return None;
        };
        Some(RemovedRowView {
            id: entry.id.as_str(),
            title: &entry.title,
            version: entry.version.as_deref(),
            partner_id: entry.partner.as_str(),
            partner: &entry.partner_name,
            removed: on.to_string(),
            reason: reason.to_string(),
            resolution,
        })
    }
}

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let all = context.registers.removed;
    let section = NavSection::Registers;
    context.list(REMOVED, REMOVED, section, all.len(), |page| {
        let rows = &all[page.rows.clone()];
        RemovedView {
            removed: rows
                .iter()
                .filter_map(|it| RemovedRowView::of(it))
                .collect(),
        }
    })
}
