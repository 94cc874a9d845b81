//! The list of alliance partners, and a page for each with its registers and next milestones.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::context::SiteContext;
use super::index::RegisterRowView;
use super::milestones::{MilestoneRowView, order};
use super::public_register::PublicRegister;
use super::register_index::PartnerRegisters;
use super::register_links::{addenda_of, logo_of, parent_of};
use super::removed::RemovedRowView;
use crate::id::Id;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{LinkedRegisterView, NavSection, full_name, status_of, web_of};

const PARTNERS: &str = "partners/index.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("partners.html"), built_in!("partner.html")];

/// The most milestones in a list on the page of a partner; the others are on the pages of its registers.
const NEXT: usize = 25;

#[derive(Debug, Serialize)]
struct PartnersView<'a> {
    partners: &'a [PartnerRowView],
}

#[derive(Debug, Serialize)]
struct PartnerRowView {
    id: String,
    name: String,
    /// The URL of its website.
    web: Option<String>,
    /// The path of its logo, from the top of the site.
    logo: Option<String>,
    /// The status of the organization; `None` while it is active.
    status: Option<String>,
    in_force: usize,
    removed: usize,
    /// The domains of its registers in force.
    domains: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PartnerView<'a> {
    partner: &'a PartnerRowView,
    registers: Vec<PartnerRegisterView<'a>>,
    removed: Vec<RemovedRowView<'a>>,
    /// The open milestones with a date that is not over.
    milestones: Vec<MilestoneRowView<'a>>,
    overdue: Vec<MilestoneRowView<'a>>,
}

/// A register of a partner, with a summary.
#[derive(Debug, Serialize)]
struct PartnerRegisterView<'a> {
    #[serde(flatten)]
    row: RegisterRowView<'a>,
    /// The start of its scope.
    summary: Option<&'a str>,
    /// The register to which it is an addendum.
    addendum_to: Option<LinkedRegisterView<'a>>,
    /// The registers that are addenda to it.
    addenda: Vec<LinkedRegisterView<'a>>,
}

impl<'a> PartnerRegisterView<'a> {
    fn of(entry: &'a PublicRegister, context: &SiteContext<'a>) -> PartnerRegisterView<'a> {
        PartnerRegisterView {
            row: RegisterRowView::of(entry),
            summary: entry.summary.as_deref(),
            addendum_to: parent_of(entry.addendum_to.as_ref(), context),
            addenda: addenda_of(&entry.id, context),
        }
    }
}

/// The list of partners, and a page for each.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let by_partner = context.registers.by_partner();
    let mut partners: Vec<(PartnerRowView, &PartnerRegisters<'_>)> = by_partner
        .iter()
        .map(|(id, works)| (row(context, id, works), works))
        .collect();
    partners.sort_by_cached_key(|(row, _)| (row.name.to_lowercase(), row.id.clone()));
    let of_each = partners
        .par_iter()
        .map(|(row, works)| of_partner(context, row, works));
    let of_each: Vec<Vec<PageFile>> = of_each.collect::<Result<_, _>>()?;
    let mut pages: Vec<PageFile> = of_each.into_iter().flatten().collect();
    let rows: Vec<PartnerRowView> = partners.into_iter().map(|(row, _)| row).collect();
    let section = NavSection::Partners;
    let list = context.list(PARTNERS, "partners.html", section, rows.len(), |page| {
        PartnersView {
            partners: &rows[page.rows.clone()],
        }
    });
    pages.extend(list?);
    Ok(pages)
}

fn row(
    context: &SiteContext<'_>,
    id: &Id,
    (in_force, removed): &PartnerRegisters<'_>,
) -> PartnerRowView {
    let domains: BTreeSet<&str> = in_force.iter().flat_map(|entry| entry.domains()).collect();
    let roster = context.governance.roster;
    PartnerRowView {
        id: id.to_string(),
        name: full_name(roster, id),
        web: web_of(roster, id).map(str::to_string),
        logo: logo_of(context, id).map(str::to_string),
        status: roster
            .organization(id)
            .and_then(|organization| status_of(organization, roster)),
        in_force: in_force.len(),
        removed: removed.len(),
        domains: domains.into_iter().map(str::to_string).collect(),
    }
}

fn of_partner(
    context: &SiteContext<'_>,
    partner: &PartnerRowView,
    (in_force, removed): &PartnerRegisters<'_>,
) -> Result<Vec<PageFile>, RenderError> {
    let first = format!("partners/{}/index.html", partner.id);
    // Registers in force and removed registers form one list, which the pages split.
    let count = in_force.len() + removed.len();
    let section = NavSection::Partners;
    context.list(&first, "partner.html", section, count, |page| {
        let within = |len: usize, before: usize| {
            let cut = |at: usize| at.saturating_sub(before).min(len);
            cut(page.rows.start)..cut(page.rows.end)
        };
        let registers = &in_force[within(in_force.len(), 0)];
        let removed = &removed[within(removed.len(), in_force.len())];
        // Only the first page lists the next milestones, of all registers.
        let promising = if page.path == first {
            in_force.as_slice()
        } else {
            &[]
        };
        PartnerView {
            partner,
            registers: registers
                .iter()
                .map(|entry| PartnerRegisterView::of(entry, context))
                .collect(),
            removed: removed
                .iter()
                .filter_map(|entry| RemovedRowView::of(entry))
                .collect(),
            milestones: milestones(promising, MilestoneRowView::is_coming),
            overdue: milestones(promising, MilestoneRowView::is_overdue),
        }
    })
}

/// The first milestones of these registers that are as `is` says.
fn milestones<'a>(
    promising: &[&'a PublicRegister],
    is: fn(&MilestoneRowView<'a>) -> bool,
) -> Vec<MilestoneRowView<'a>> {
    let rows = promising
        .iter()
        .flat_map(|entry| MilestoneRowView::of_register(entry));
    let mut first: Vec<MilestoneRowView<'_>> = rows.filter(is).collect();
    first.sort_by(order);
    first.truncate(NEXT);
    first
}
