//! The list of registers in force, with the public data of registers under way, and the list of removed registers.

use serde::Serialize;

use super::entry::{Entry, Standing, Status};
use super::paging::{PageOf, paged};
use super::{Edition, Listing, Page, Progress, Section};
use crate::render::RenderError;
use crate::render::view::FrameView;

/// The path of the list of registers in force.
pub(in crate::render) const INDEX: &str = "index.html";
/// The path of the list of removed registers.
pub(in crate::render) const REMOVED_PAGE: &str = "removed.html";

#[derive(Debug, Serialize)]
struct IndexView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    counts: Counts,
    registers: Vec<RowView<'a>>,
    /// The registers under way, on the first page only, if the policy makes them public.
    under_way: &'a [Progress],
}

/// The numbers of registers by status.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Counts {
    in_force: usize,
    review_soon: usize,
    review_overdue: usize,
    removed: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct RowView<'a> {
    id: &'a str,
    title: &'a str,
    version: Option<&'a str>,
    subject: Option<&'a str>,
    partner_id: &'a str,
    partner: &'a str,
    /// The information management domains of Table 1, each once.
    domains: Vec<&'a str>,
    /// The day, month, quarter or year in which it came into force.
    since: Option<String>,
    /// Whether that date comes from earlier records.
    records: bool,
    /// The day of the next review.
    review: Option<String>,
    status: Status,
    orphaned: bool,
}

impl<'a> RowView<'a> {
    pub(in crate::render) fn of(entry: &'a Entry) -> RowView<'a> {
        let (since, records) = match &entry.standing {
            Standing::InForce { since, records, .. } => {
                (since.map(|when| when.to_string()), *records)
            }
            Standing::Removed { .. } => (None, false),
        };
        RowView {
            id: entry.id.as_str(),
            title: &entry.title,
            version: entry.version.as_deref(),
            subject: entry.subject.as_deref(),
            partner_id: entry.partner.as_str(),
            partner: &entry.partner_name,
            domains: entry.domains(),
            since,
            records,
            review: entry.review().map(|day| day.to_string()),
            status: entry.status,
            orphaned: entry.orphaned,
        }
    }
}

impl Counts {
    fn of(listing: &Listing<'_>) -> Counts {
        let mut counts = Counts::default();
        for entry in listing.entries {
            match entry.status {
                Status::Removed => counts.removed += 1,
                Status::InForce => counts.in_force += 1,
                Status::ReviewSoon => {
                    (counts.in_force, counts.review_soon) =
                        (counts.in_force + 1, counts.review_soon + 1)
                }
                Status::ReviewOverdue => {
                    (counts.in_force, counts.review_overdue) =
                        (counts.in_force + 1, counts.review_overdue + 1);
                }
            }
        }
        counts
    }
}

pub(super) fn in_force(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let counts = Counts::of(listing);
    let render = |page: &PageOf| {
        let rows = &listing.in_force[page.rows.clone()];
        let view = IndexView {
            frame: edition.frame(&page.path, Section::Registers),
            page,
            counts,
            registers: rows.iter().map(|entry| RowView::of(entry)).collect(),
            under_way: if page.path == INDEX {
                listing.progress
            } else {
                &[]
            },
        };
        edition.page(&page.path, "index.html", &view)
    };
    paged(INDEX, listing.in_force.len())
        .iter()
        .map(render)
        .collect()
}

#[derive(Debug, Serialize)]
struct RemovedView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    removed: Vec<RemovedRow<'a>>,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct RemovedRow<'a> {
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

impl<'a> RemovedRow<'a> {
    /// The row; `None` for a register in force.
    pub(in crate::render) fn of(entry: &'a Entry) -> Option<RemovedRow<'a>> {
        let Standing::Removed {
            on,
            reason,
            resolution,
        } = &entry.standing
        else {
            return None;
        };
        Some(RemovedRow {
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

pub(super) fn removed(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let render = |page: &PageOf| {
        let rows = &listing.removed[page.rows.clone()];
        let view = RemovedView {
            frame: edition.frame(&page.path, Section::Registers),
            page,
            removed: rows.iter().filter_map(|it| RemovedRow::of(it)).collect(),
        };
        edition.page(&page.path, "removed.html", &view)
    };
    paged(REMOVED_PAGE, listing.removed.len())
        .iter()
        .map(render)
        .collect()
}
