//! The list of registers whose review is overdue or due soon.

use serde::Serialize;

use super::context::SiteContext;
use super::index::RegisterRowView;
use super::public_register::Status;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const REVIEWS: &str = "reviews.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("reviews.html")];

#[derive(Debug, Serialize)]
struct ReviewsView<'a> {
    /// Months after which a register should have been reviewed.
    months: u32,
    /// The earliest review first.
    registers: Vec<RegisterRowView<'a>>,
}

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let is_due = |status| matches!(status, Status::ReviewOverdue | Status::ReviewSoon);
    let mut due = context.registers.in_force.to_vec();
    due.retain(|entry| is_due(entry.status));
    due.sort_by_key(|entry| entry.review());
    let months = context.governance.policy.review_months;
    let section = NavSection::Registers;
    context.list(REVIEWS, REVIEWS, section, due.len(), |page| {
        let rows = due[page.rows.clone()].iter();
        ReviewsView {
            months,
            registers: rows.map(|entry| RegisterRowView::of(entry)).collect(),
        }
    })
}
