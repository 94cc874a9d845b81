//! The milestones of all registers in force: the overdue and next ones on one page and, if there are more, all of them
//! on one page per month. A milestone stays in its month after its completion.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::entry::{Deliverable, Entry};
use super::paging::{PageOf, ROWS, paged};
use super::{Edition, Listing, Page, Section};
use crate::date::{Day, When};
use crate::render::RenderError;
use crate::render::chart::{Due, Track, milestones};
use crate::render::view::FrameView;

const MILESTONES: &str = "milestones.html";

#[derive(Debug, Serialize)]
struct MilestonesView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    counts: Counts,
    /// All milestones, or the next ones.
    milestones: Vec<MilestoneRow<'a>>,
    /// The months of all milestones; empty if the first page lists all.
    months: Vec<MonthRow>,
    /// The chart of all milestones, if there are not too many and one has a date.
    picture: Option<Track>,
}

/// The numbers of milestones by status; overdue milestones are also open.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Counts {
    open: usize,
    overdue: usize,
    completed: usize,
}

#[derive(Debug, Clone, Serialize)]
struct MonthRow {
    /// The month, such as `2027-06`; `None` for milestones without a date.
    month: Option<String>,
    /// The path of its page, from the top of the site.
    path: String,
    counts: Counts,
}

#[derive(Debug, Serialize)]
struct MonthView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    /// The month; `None` for milestones without a date.
    month: Option<&'a str>,
    milestones: Vec<MilestoneRow<'a>>,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct MilestoneRow<'a> {
    id: &'a str,
    title: &'a str,
    register: &'a str,
    register_title: &'a str,
    partner_id: &'a str,
    partner: &'a str,
    owners: &'a [String],
    due: Option<String>,
    /// `goal` or `committed`.
    commitment: Option<String>,
    overdue: bool,
    /// The day of completion.
    completed: Option<String>,
    /// The day of completion, else the last day of the due date; for the order of lists.
    #[serde(skip)]
    held_to: Option<Day>,
}

impl<'a> MilestoneRow<'a> {
    pub(in crate::render) fn of_register(
        entry: &'a Entry,
    ) -> impl Iterator<Item = MilestoneRow<'a>> {
        entry
            .milestones
            .iter()
            .map(move |milestone| MilestoneRow::of(entry, milestone))
    }

    fn of(entry: &'a Entry, milestone: &'a Deliverable) -> MilestoneRow<'a> {
        MilestoneRow {
            id: milestone.id.as_str(),
            title: &milestone.title,
            register: entry.id.as_str(),
            register_title: &entry.title,
            partner_id: entry.partner.as_str(),
            partner: &entry.partner_name,
            owners: &milestone.owners,
            due: milestone.due.map(|due| due.to_string()),
            commitment: milestone
                .commitment
                .map(|commitment| commitment.to_string()),
            overdue: milestone.overdue,
            completed: milestone.completed.map(|day| day.to_string()),
            held_to: milestone
                .completed
                .or(milestone.due.map(|due| due.last_day())),
        }
    }

    pub(in crate::render) fn is_open(&self) -> bool {
        self.completed.is_none()
    }
}

/// Orders open milestones by date, then open milestones without a date, then completed ones, the latest first.
pub(in crate::render) fn order(one: &MilestoneRow<'_>, other: &MilestoneRow<'_>) -> Ordering {
    let rank = |row: &MilestoneRow<'_>| match (row.is_open(), row.held_to) {
        (true, Some(_)) => 0,
        (true, None) => 1,
        (false, _) => 2,
    };
    let by_day = match rank(one) {
        2 => other.held_to.cmp(&one.held_to),
        _ => one.held_to.cmp(&other.held_to),
    };
    rank(one)
        .cmp(&rank(other))
        .then(by_day)
        .then_with(|| (one.register, one.id).cmp(&(other.register, other.id)))
}

/// A milestone with its register.
#[derive(Clone, Copy)]
struct Promise<'a> {
    entry: &'a Entry,
    milestone: &'a Deliverable,
    /// The last day of the due date, else the day of completion; it decides the month and the order.
    day: Option<Day>,
}

impl<'a> Promise<'a> {
    fn of_register(entry: &'a Entry) -> impl Iterator<Item = Promise<'a>> {
        entry.milestones.iter().map(move |milestone| Promise {
            entry,
            milestone,
            day: milestone.due.map(When::last_day).or(milestone.completed),
        })
    }

    fn row(&self) -> MilestoneRow<'a> {
        MilestoneRow::of(self.entry, self.milestone)
    }
}

impl Counts {
    fn of<'a>(promises: impl Iterator<Item = &'a Promise<'a>>) -> Counts {
        let mut counts = Counts::default();
        for Promise { milestone, .. } in promises {
            match milestone.completed {
                Some(_) => counts.completed += 1,
                None => counts.open += 1,
            }
            counts.overdue += usize::from(milestone.overdue);
        }
        counts
    }
}

pub(super) fn pages(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let in_force = listing
        .entries
        .iter()
        .copied()
        .filter(|entry| entry.is_in_force());
    let promises: Vec<Promise<'_>> = in_force.flat_map(Promise::of_register).collect();
    let mut months = Vec::new();
    let mut pages = Vec::new();
    if promises.len() > ROWS {
        for (month, promises) in by_month(&promises) {
            let month = month_row(month, &promises);
            pages.extend(of_month(edition, &month, &promises)?);
            months.push(month);
        }
    }
    let view = MilestonesView {
        frame: edition.frame(MILESTONES, Section::Milestones),
        counts: Counts::of(promises.iter()),
        milestones: first(&promises),
        months,
        picture: picture(listing, edition.today),
    };
    pages.push(edition.page(MILESTONES, MILESTONES, &view)?);
    Ok(pages)
}

/// The rows of the first page: all milestones, or the first open ones if there are more than fit on a page.
fn first<'a>(promises: &[Promise<'a>]) -> Vec<MilestoneRow<'a>> {
    let mut rows: Vec<MilestoneRow<'_>> = promises.iter().map(Promise::row).collect();
    rows.sort_by(order);
    if rows.len() > ROWS {
        rows.retain(MilestoneRow::is_open);
        rows.truncate(ROWS);
    }
    rows
}

/// The milestones of each month in order of their days, then those without a date.
fn by_month<'a>(
    promises: &[Promise<'a>],
) -> impl Iterator<Item = (Option<(i32, u32)>, Vec<Promise<'a>>)> {
    let mut months: BTreeMap<(i32, u32), Vec<(Day, Promise<'a>)>> = BTreeMap::new();
    let mut undated = Vec::new();
    for promise in promises {
        match promise.day {
            Some(day) => months
                .entry((day.year(), day.month()))
                .or_default()
                .push((day, *promise)),
            None => undated.push(*promise),
        }
    }
    let dated = months.into_iter().map(|(month, mut promises)| {
        // The sort is stable: milestones of one day stay in the order of their registers.
        promises.sort_by_key(|(day, _)| *day);
        (
            Some(month),
            promises.into_iter().map(|(_, promise)| promise).collect(),
        )
    });
    dated.chain((!undated.is_empty()).then_some((None, undated)))
}

fn month_row(month: Option<(i32, u32)>, promises: &[Promise<'_>]) -> MonthRow {
    let month = month.map(|(year, month)| When::Month(year, month).to_string());
    let path = format!(
        "milestones/{}/index.html",
        month.as_deref().unwrap_or("undated")
    );
    MonthRow {
        month,
        path,
        counts: Counts::of(promises.iter()),
    }
}

fn of_month(
    edition: &Edition<'_>,
    month: &MonthRow,
    promises: &[Promise<'_>],
) -> Result<Vec<Page>, RenderError> {
    let render = |page: &PageOf| {
        let rows = &promises[page.rows.clone()];
        let view = MonthView {
            frame: edition.frame(&page.path, Section::Milestones),
            page,
            month: month.month.as_deref(),
            milestones: rows.iter().map(Promise::row).collect(),
        };
        edition.page(&page.path, "month.html", &view)
    };
    paged(&month.path, promises.len())
        .iter()
        .map(render)
        .collect()
}

/// The chart of the milestones of all registers in force, grouped by partner.
fn picture(listing: &Listing<'_>, today: Day) -> Option<Track> {
    let each = listing.in_force.iter();
    let each = each.flat_map(|entry| {
        entry
            .milestones
            .iter()
            .map(|milestone| due(entry, milestone))
    });
    let all: Vec<Due<'_>> = each.collect();
    milestones(&all, today)
}

fn due<'a>(entry: &'a Entry, milestone: &'a Deliverable) -> Due<'a> {
    Due {
        partner: &entry.partner_name,
        register: (entry.id.as_str(), &entry.title),
        title: (milestone.id.as_str(), &milestone.title),
        due: milestone.due,
        completed: milestone.completed,
    }
}
