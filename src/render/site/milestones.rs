//! The milestones of all registers in force, on one list: what is overdue, what comes next, what has no date, and what
//! was completed.

use std::cmp::Ordering;

use serde::Serialize;

use super::entry::{Deliverable, Entry};
use super::paging::{PageOf, paged};
use super::sheet::{Made, Sheet};
use super::{Edition, Listing, Section};
use crate::date::Day;
use crate::render::RenderError;
use crate::render::chart::{Due, Milestones, milestones};
use crate::render::view::FrameView;

/// The path of the first page.
const MILESTONES: &str = "milestones.html";

/// A page of milestones.
#[derive(Debug, Serialize)]
struct MilestonesView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    counts: MilestoneCounts,
    milestones: &'a [MilestoneRow<'a>],
    /// All of them on one time axis; on the first page, once one has a date.
    picture: Option<Milestones>,
}

/// How many milestones stand how.
#[derive(Debug, Clone, Copy, Serialize)]
struct MilestoneCounts {
    open: usize,
    overdue: usize,
    completed: usize,
}

/// A milestone in a list.
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
    /// The day it was completed.
    completed: Option<String>,
    /// The day that its promise is held to, for the order of lists.
    #[serde(skip)]
    held_to: Option<Day>,
}

impl<'a> MilestoneRow<'a> {
    /// The milestones of a register.
    pub(in crate::render) fn of_register(
        entry: &'a Entry,
        today: Day,
    ) -> impl Iterator<Item = MilestoneRow<'a>> {
        entry.milestones.iter().map(move |milestone| MilestoneRow::of(entry, milestone, today))
    }

    fn of(entry: &'a Entry, milestone: &'a Deliverable, today: Day) -> MilestoneRow<'a> {
        MilestoneRow {
            id: milestone.id.as_str(),
            title: &milestone.title,
            register: entry.id.as_str(),
            register_title: &entry.title,
            partner_id: entry.partner.as_str(),
            partner: &entry.partner_name,
            owners: &milestone.owners,
            due: milestone.due.map(|due| due.to_string()),
            commitment: milestone.commitment.map(|commitment| commitment.to_string()),
            overdue: milestone.is_overdue(today),
            completed: milestone.completed.map(|day| day.to_string()),
            held_to: milestone.completed.or(milestone.due.map(|due| due.last_day())),
        }
    }

    /// Whether it is not completed yet.
    pub(in crate::render) fn is_open(&self) -> bool {
        self.completed.is_none()
    }
}

/// What is open comes first, the soonest before; what has no date after that; then what was completed, the latest
/// before.
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

/// The pages of milestones.
pub(super) fn pages(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
    made: &Made,
) -> Result<Vec<Sheet>, RenderError> {
    let in_force = listing.entries.iter().filter(|entry| entry.is_in_force());
    let mut rows: Vec<MilestoneRow<'_>> =
        in_force.flat_map(|entry| MilestoneRow::of_register(entry, listing.today)).collect();
    rows.sort_by(order);
    let open = rows.iter().filter(|row| row.is_open()).count();
    let overdue = rows.iter().filter(|row| row.overdue).count();
    let counts = MilestoneCounts { open, overdue, completed: rows.len() - open };
    let sheet = |page: &PageOf| {
        let frame = edition.frame(&page.path, Section::Milestones);
        let picture = if page.path == MILESTONES { picture(listing) } else { None };
        let view = MilestonesView { frame, page, counts, milestones: &rows[page.rows.clone()], picture };
        Sheet::of(edition, made, &page.path, "milestones.html", &view)
    };
    paged(MILESTONES, rows.len()).iter().map(sheet).collect()
}

/// The milestones of all registers in force, partner by partner.
fn picture(listing: &Listing<'_>) -> Option<Milestones> {
    let entries = listing.in_force();
    let each =
        entries.iter().flat_map(|entry| entry.milestones.iter().map(|milestone| due(entry, milestone)));
    let all: Vec<Due<'_>> = each.collect();
    milestones(&all, listing.today)
}

fn due<'a>(entry: &'a Entry, milestone: &'a Deliverable) -> Due<'a> {
    Due {
        partner: &entry.partner_name,
        register: &entry.title,
        title: &milestone.title,
        href: format!("registers/{}/index.html#milestone-{}", entry.id, milestone.id),
        due: milestone.due,
        completed: milestone.completed,
    }
}
