//! The milestones of all registers in force: the overdue and next ones on one page and, if there are more, all of them
//! on one page per month. A milestone stays in its month after its completion.

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

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("milestones.html"), built_in!("month.html")];

#[derive(Debug, Serialize)]
struct MilestonesView<'a> {
    counts: MilestoneCountsView,
    /// All milestones, or the next ones.
    milestones: Vec<MilestoneRowView<'a>>,
    /// The months of all milestones; empty if the first page lists all.
    months: Vec<MonthRowView>,
    /// The chart of all milestones, if there are not too many and one has a date.
    picture: Option<Track>,
}

/// The numbers of milestones by status; overdue milestones are also open.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct MilestoneCountsView {
    open: usize,
    overdue: usize,
    completed: usize,
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
            held_to: milestone
                .completed
                .or(milestone.due.map(|due| due.last_day())),
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.completed.is_none()
    }
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
    let mut months = Vec::new();
    let mut pages = Vec::new();
    if promises.len() > ROWS {
        for (month, promises) in by_month(&promises) {
            let month = month_row(month, &promises);
            pages.extend(of_month(context, &month, &promises)?);
            months.push(month);
        }
    }
    let view = MilestonesView {
        counts: MilestoneCountsView::of(promises.iter()),
        milestones: first(&promises),
        months,
        picture: picture(context),
    };
    pages.push(context.page(MILESTONES, MILESTONES, NavSection::Milestones, view)?);
    Ok(pages)
}

/// The rows of the first page: all milestones, or the first open ones if there are more than fit on a page.
fn first<'a>(promises: &[Promise<'a>]) -> Vec<MilestoneRowView<'a>> {
    let mut rows: Vec<MilestoneRowView<'_>> = promises.iter().map(Promise::row).collect();
    rows.sort_by(order);
    if rows.len() > ROWS {
        rows.retain(MilestoneRowView::is_open);
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
