//! The list of registers in force, with the public data of registers under way.

use serde::Serialize;

use super::context::SiteContext;
use super::news::{ComingView, NewsView, coming, news};
use super::public_register::{PublicRegister, Standing, Status};
use super::register_index::RegisterIndex;
use super::under_way::UnderWayView;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const INDEX: &str = "index.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("index.html")];

#[derive(Debug, Serialize)]
struct IndexView<'a> {
    counts: StatusCountsView,
    registers: Vec<RegisterRowView<'a>>,
    /// The registers under way, on the first page only, if the policy makes them public.
    under_way: &'a [UnderWayView],
    /// The latest events, on the first page only.
    news: Vec<NewsView<'a>>,
    /// The next dates, on the first page only.
    coming: Vec<ComingView<'a>>,
}

/// The numbers of registers by status.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct StatusCountsView {
    in_force: usize,
    review_soon: usize,
    review_overdue: usize,
    removed: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegisterRowView<'a> {
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

impl<'a> RegisterRowView<'a> {
    pub(crate) fn of(entry: &'a PublicRegister) -> RegisterRowView<'a> {
        let (since, records) = match &entry.standing {
            Standing::InForce { since, records, .. } => {
                (since.map(|when| when.to_string()), *records)
            }
            Standing::Removed { .. } => (None, false),
        };
        RegisterRowView {
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

impl StatusCountsView {
    fn of(public: &[PublicRegister]) -> StatusCountsView {
        let mut counts = StatusCountsView::default();
        for register in public {
            counts.removed += usize::from(register.status == Status::Removed);
            counts.in_force += usize::from(register.status != Status::Removed);
            counts.review_soon += usize::from(register.status == Status::ReviewSoon);
            counts.review_overdue += usize::from(register.status == Status::ReviewOverdue);
        }
        counts
    }
}

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let RegisterIndex {
        public,
        in_force,
        under_way,
        ..
    } = context.registers;
    let counts = StatusCountsView::of(public);
    let section = NavSection::Registers;
    context.list(INDEX, "index.html", section, in_force.len(), |page| {
        let rows = &in_force[page.rows.clone()];
        let is_first = page.path == INDEX;
        let (news, coming) = match is_first {
            true => (news(context), coming(context)),
            false => (Vec::new(), Vec::new()),
        };
        IndexView {
            counts,
            registers: rows
                .iter()
                .map(|entry| RegisterRowView::of(entry))
                .collect(),
            under_way: if is_first { under_way } else { &[] },
            news,
            coming,
        }
    })
}
