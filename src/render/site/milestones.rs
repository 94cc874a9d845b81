//! The milestones of all registers in force: those that come next, the overdue and the completed ones on one page. If
//! there are more, all of them are on one page per month, and the overdue ones on pages of their own. A milestone stays
//! in its month after its completion.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::context::SiteContext;
use super::paging::ROWS;
use super::public_register::{Deliverable, PublicRegister};
use crate::date::{Day, When};
use crate::render::chart::{ChartMilestone, Track, milestones};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const MILESTONES: &str = "milestones.html";
const OVERDUE: &str = "milestones/overdue/index.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[
    built_in!("milestones.html"),
    built_in!("month.html"),
    built_in!("overdue.html"),
];

/// The most overdue milestones on the first page if they have pages of their own.
const FIRST_OVERDUE: usize = 15;

/// The most milestones that come next if there are pages for months.
const FIRST_COMING: usize = 30;

#[derive(Debug, Serialize)]
struct MilestonesView<'a> {
    counts: MilestoneCountsView,
    /// The open milestones with a date that is not over, or the first of them.
    coming: Vec<MilestoneRowView<'a>>,
    /// The overdue milestones, or the first of them.
    overdue: Vec<MilestoneRowView<'a>>,
    /// The open milestones without a date; empty if there are pages for months.
    undated: Vec<MilestoneRowView<'a>>,
    /// The completed milestones, the latest first; empty if there are pages for months.
    completed: Vec<MilestoneRowView<'a>>,
    /// The months of all milestones; empty if the first page lists all.
    months: Vec<MonthRowView>,
    /// The chart of all milestones, if there are not too many and one has a date.
    picture: Option<Track>,
}

/// The numbers of milestones by status; overdue milestones are also open, and late ones also completed.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct MilestoneCountsView {
    open: usize,
    overdue: usize,
    completed: usize,
    late: usize,
}

#[derive(Debug, Clone, Serialize)]
struct MonthRowView {
    /// The month, such as `2027-06`; `None` for milestones without a date.
    month: Option<String>,
    /// The path of its page, from the top of the site.
    path: String,
    counts: MilestoneCountsView,
}

#[derive(Debug, Serialize)]
struct MonthView<'a> {
    /// The month; `None` for milestones without a date.
    month: Option<&'a str>,
    milestones: Vec<MilestoneRowView<'a>>,
}

#[derive(Debug, Serialize)]
struct OverdueView<'a> {
    count: usize,
    milestones: Vec<MilestoneRowView<'a>>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct MilestoneRowView<'a> {
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
    /// The days between the due date and the completion: 0 if it was in time; `None` if it is open or has no due date.
    days_late: Option<i64>,
    /// The day of completion, else the last day of the due date; for the order of lists.
    #[serde(skip)]
    held_to: Option<Day>,
}

impl<'a> MilestoneRowView<'a> {
    pub(crate) fn of_register(
        entry: &'a PublicRegister,
    ) -> impl Iterator<Item = MilestoneRowView<'a>> {
        entry
            .milestones
            .iter()
            .map(move |milestone| MilestoneRowView::of(entry, milestone))
    }

    fn of(entry: &'a PublicRegister, milestone: &'a Deliverable) -> MilestoneRowView<'a> {
        MilestoneRowView {
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
            days_late: days_late(milestone),
            held_to: milestone
                .completed
                .or(milestone.due.map(|due| due.last_day())),
        }
    }

    /// Whether it is open, with a date that is not over.
    pub(crate) fn is_coming(&self) -> bool {
        self.is_open() && !self.overdue && self.held_to.is_some()
    }

    pub(crate) fn is_overdue(&self) -> bool {
        self.overdue
    }

    fn is_undated(&self) -> bool {
        self.is_open() && self.held_to.is_none()
    }

    fn is_open(&self) -> bool {
        self.completed.is_none()
    }
}

fn days_late(milestone: &Deliverable) -> Option<i64> {
    let last = milestone.due?.last_day();
    Some(last.days_until(milestone.completed?).max(0))
}

/// Orders open milestones by date, then open milestones without a date, then completed ones, the latest first.
pub(crate) fn order(one: &MilestoneRowView<'_>, other: &MilestoneRowView<'_>) -> Ordering {
    let rank = |row: &MilestoneRowView<'_>| match (row.is_open(), row.held_to) {
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
    entry: &'a PublicRegister,
    milestone: &'a Deliverable,
    /// The last day of the due date, else the day of completion; it decides the month and the order.
    day: Option<Day>,
}

impl<'a> Promise<'a> {
    fn of_register(entry: &'a PublicRegister) -> impl Iterator<Item = Promise<'a>> {
        entry.milestones.iter().map(move |milestone| Promise {
            entry,
            milestone,
            day: milestone.due.map(When::last_day).or(milestone.completed),
        })
    }

    fn row(&self) -> MilestoneRowView<'a> {
        MilestoneRowView::of(self.entry, self.milestone)
    }
}

impl MilestoneCountsView {
    fn of<'a>(promises: impl Iterator<Item = &'a Promise<'a>>) -> MilestoneCountsView {
        let mut counts = MilestoneCountsView::default();
        for Promise { milestone, .. } in promises {
            match milestone.completed {
                Some(_) => counts.completed += 1,
                None => counts.open += 1,
            }
            counts.overdue += usize::from(milestone.overdue);
            counts.late += usize::from(days_late(milestone).is_some_and(|days| days > 0));
        }
        counts
    }
}

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let in_force = context
        .registers
        .public
        .iter()
        .filter(|entry| entry.is_in_force());
    let promises: Vec<Promise<'_>> = in_force.flat_map(Promise::of_register).collect();
    let mut rows: Vec<MilestoneRowView<'_>> = promises.iter().map(Promise::row).collect();
    rows.sort_by(order);
    let counts = MilestoneCountsView::of(promises.iter());
    let all = usize::MAX;
    let mut months = Vec::new();
    let mut pages = Vec::new();
    if promises.len() > ROWS {
        for (month, promises) in by_month(&promises) {
            let month = month_row(month, &promises);
            pages.extend(of_month(context, &month, &promises)?);
            months.push(month);
        }
        if counts.overdue > FIRST_OVERDUE {
            let overdue = some(&rows, MilestoneRowView::is_overdue, all);
            pages.extend(overdue_pages(context, &overdue)?);
        }
    }
    let [coming, overdue, rest] = match months.is_empty() {
        true => [all, all, all],
        false => [FIRST_COMING, FIRST_OVERDUE, 0],
    };
    let view = MilestonesView {
        counts,
        coming: some(&rows, MilestoneRowView::is_coming, coming),
        overdue: some(&rows, MilestoneRowView::is_overdue, overdue),
        undated: some(&rows, MilestoneRowView::is_undated, rest),
        completed: some(&rows, |row| !row.is_open(), rest),
        months,
        picture: picture(context),
    };
    pages.push(context.page(MILESTONES, MILESTONES, NavSection::Milestones, view)?);
    Ok(pages)
}

/// The first rows that are as `is` says.
fn some<'a>(
    rows: &[MilestoneRowView<'a>],
    is: impl Fn(&MilestoneRowView<'a>) -> bool,
    most: usize,
) -> Vec<MilestoneRowView<'a>> {
    let rows = rows.iter().filter(|row| is(row));
    rows.take(most).cloned().collect()
}

fn overdue_pages(
    context: &SiteContext<'_>,
    rows: &[MilestoneRowView<'_>],
) -> Result<Vec<PageFile>, RenderError> {
    let section = NavSection::Milestones;
    context.list(OVERDUE, "overdue.html", section, rows.len(), |page| {
        OverdueView {
            count: rows.len(),
            milestones: rows[page.rows.clone()].to_vec(),
        }
    })
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

fn month_row(month: Option<(i32, u32)>, promises: &[Promise<'_>]) -> MonthRowView {
    let month = month.map(|(year, month)| When::Month(year, month).to_string());
    let path = format!(
        "milestones/{}/index.html",
        month.as_deref().unwrap_or("undated")
    );
    MonthRowView {
        month,
        path,
        counts: MilestoneCountsView::of(promises.iter()),
    }
}

fn of_month(
    context: &SiteContext<'_>,
    month: &MonthRowView,
    promises: &[Promise<'_>],
) -> Result<Vec<PageFile>, RenderError> {
    let section = NavSection::Milestones;
    context.list(&month.path, "month.html", section, promises.len(), |page| {
        let rows = &promises[page.rows.clone()];
        MonthView {
            month: month.month.as_deref(),
            milestones: rows.iter().map(Promise::row).collect(),
        }
    })
}

/// The chart of the milestones of all registers in force, grouped by partner.
fn picture(context: &SiteContext<'_>) -> Option<Track> {
    let each = context.registers.in_force.iter();
    let each = each.flat_map(|entry| {
        entry
            .milestones
            .iter()
            .map(|milestone| due(entry, milestone))
    });
    let all: Vec<ChartMilestone<'_>> = each.collect();
    milestones(&all)
}

fn due<'a>(entry: &'a PublicRegister, milestone: &'a Deliverable) -> ChartMilestone<'a> {
    ChartMilestone {
        partner: &entry.partner_name,
        register: (entry.id.as_str(), &entry.title),
        title: (milestone.id.as_str(), &milestone.title),
        due: milestone.due,
        completed: milestone.completed,
        overdue: milestone.overdue,
    }
}
