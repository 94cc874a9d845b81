//! The list of alliance partners, and a page for each with its registers and next milestones.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::entry::Entry;
use super::index::{RemovedRow, RowView};
use super::milestones::{MilestoneRow, order};
use super::paging::{PageOf, paged};
use super::{Edition, Listing, Page, Section};
use crate::id::Id;
use crate::render::RenderError;
use crate::render::view::{FrameView, full_name, status_of};

/// The most milestones on the page of a partner; the others are on the pages of its registers.
const NEXT: usize = 25;

#[derive(Debug, Serialize)]
struct PartnersView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    partners: &'a [PartnerRow],
}

#[derive(Debug, Serialize)]
struct PartnerRow {
    id: String,
    name: String,
    /// The status of the organization; `None` while it is active.
    status: Option<String>,
    in_force: usize,
    removed: usize,
    /// The domains of its registers in force.
    domains: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PartnerView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    partner: &'a PartnerRow,
    registers: Vec<WorkView<'a>>,
    removed: Vec<RemovedRow<'a>>,
    milestones: Vec<MilestoneRow<'a>>,
}

/// A register of a partner, with a summary.
#[derive(Debug, Serialize)]
struct WorkView<'a> {
    #[serde(flatten)]
    row: RowView<'a>,
    /// The start of its scope.
    summary: Option<&'a str>,
}

impl<'a> WorkView<'a> {
    fn of(entry: &'a Entry) -> WorkView<'a> {
        WorkView {
            row: RowView::of(entry),
            summary: entry.summary.as_deref(),
        }
    }
}

/// The registers of a partner: those in force, and those removed.
type Works<'a> = (Vec<&'a Entry>, Vec<&'a Entry>);

/// The list of partners, and a page for each.
pub(super) fn pages(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let mut by_partner: BTreeMap<&Id, Works<'_>> = BTreeMap::new();
    for entry in listing.in_force {
        by_partner.entry(&entry.partner).or_default().0.push(entry);
    }
    for entry in listing.removed {
        by_partner.entry(&entry.partner).or_default().1.push(entry);
    }
    let mut partners: Vec<(PartnerRow, &Works<'_>)> = by_partner
        .iter()
        .map(|(id, works)| (row(listing, id, works), works))
        .collect();
    partners.sort_by_cached_key(|(row, _)| (row.name.to_lowercase(), row.id.clone()));
    let of_each = partners
        .par_iter()
        .map(|(row, works)| of_partner(edition, row, works));
    let of_each: Vec<Vec<Page>> = of_each.collect::<Result<_, _>>()?;
    let mut pages: Vec<Page> = of_each.into_iter().flatten().collect();
    let rows: Vec<PartnerRow> = partners.into_iter().map(|(row, _)| row).collect();
    for page in paged("partners/index.html", rows.len()) {
        let view = PartnersView {
            frame: edition.frame(&page.path, Section::Partners),
            page: &page,
            partners: &rows[page.rows.clone()],
        };
        pages.push(edition.page(&page.path, "partners.html", &view)?);
    }
    Ok(pages)
}

fn row(listing: &Listing<'_>, id: &Id, (in_force, removed): &Works<'_>) -> PartnerRow {
    let domains: BTreeSet<&str> = in_force.iter().flat_map(|entry| entry.domains()).collect();
    let roster = listing.governance.roster;
    PartnerRow {
        id: id.to_string(),
        name: full_name(roster, id),
        status: roster
            .organization(id)
            .and_then(|organization| status_of(organization, roster)),
        in_force: in_force.len(),
        removed: removed.len(),
        domains: domains.into_iter().map(str::to_string).collect(),
    }
}

fn of_partner(
    edition: &Edition<'_>,
    partner: &PartnerRow,
    (in_force, removed): &Works<'_>,
) -> Result<Vec<Page>, RenderError> {
    let first = format!("partners/{}/index.html", partner.id);
    // Registers in force and removed registers form one list, which the pages split.
    let count = in_force.len() + removed.len();
    let render = |page: &PageOf| {
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
        let view = PartnerView {
            frame: edition.frame(&page.path, Section::Partners),
            page,
            partner,
            registers: registers.iter().map(|entry| WorkView::of(entry)).collect(),
            removed: removed
                .iter()
                .filter_map(|entry| RemovedRow::of(entry))
                .collect(),
            milestones: next(promising),
        };
        edition.page(&page.path, "partner.html", &view)
    };
    paged(&first, count).iter().map(render).collect()
}

/// The next open milestones of these registers.
fn next<'a>(promising: &[&'a Entry]) -> Vec<MilestoneRow<'a>> {
    let rows = promising
        .iter()
        .flat_map(|entry| MilestoneRow::of_register(entry));
    let mut next: Vec<MilestoneRow<'_>> = rows.filter(MilestoneRow::is_open).collect();
    next.sort_by(order);
    next.truncate(NEXT);
    next
}
