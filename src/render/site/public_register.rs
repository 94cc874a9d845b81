//! The data about one public register on pages about several registers.

use serde::Serialize;

use crate::act::Reason;
use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::register::{DateCommitment, Purpose, Standard};
use crate::source::Digest;

/// Days before its review from which a register counts as due for review soon.
const SOON: i64 = 90;

/// A public register: one that is in force or was removed. All its data is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicRegister {
    /// The id of the register.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The version label of its text.
    pub version: Option<String>,
    /// The topic of the collaboration.
    pub subject: Option<String>,
    /// The start of its scope, as plain text.
    pub summary: Option<String>,
    /// The purpose of the partnership.
    pub purpose: Purpose,
    /// The id of the alliance partner.
    pub partner: Id,
    /// The full name of the partner, with its short name if it has one.
    pub partner_name: String,
    /// Whether the partner, or its group, is closed.
    pub orphaned: bool,
    /// The id of the register to which it is an addendum.
    pub addendum_to: Option<Id>,
    /// The revision on its page.
    pub revision: u32,
    /// The digest of that revision's text.
    pub digest: Digest,
    /// Whether it is in force or removed.
    pub standing: Standing,
    /// The deliverables, in the order of the text.
    pub milestones: Vec<Deliverable>,
    /// The rows of Table 1.
    pub standards: Vec<Standard>,
    /// Its public events, the oldest first.
    pub events: Vec<Event>,
    /// Its status on the day of the site.
    pub status: Status,
}

/// Whether a register is in force or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A revision is in force.
    InForce {
        /// The day, month, quarter or year in which the revision came into force, if known.
        since: Option<When>,
        /// Whether that date comes from earlier records.
        records: bool,
        /// The day of the next review (DSP4003 4).
        review: Day,
    },
    /// The board removed the register.
    Removed {
        /// The day of the board's resolution.
        on: Day,
        /// The reason, as DSP4003 4.1 names it.
        reason: Reason,
        /// The number or title of the board's resolution.
        resolution: String,
    },
}

/// A deliverable of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deliverable {
    /// The id of the milestone, unique in the register.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The due date: a day, month, quarter or year.
    pub due: Option<When>,
    /// Whether the date is a goal or committed.
    pub commitment: Option<DateCommitment>,
    /// The names of the committees and working groups that own it.
    pub owners: Vec<String>,
    /// The day of completion.
    pub completed: Option<Day>,
    /// Whether it is open after its due date on the day of the site.
    pub overdue: bool,
}

/// A public event of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// The kind of event.
    pub what: Happening,
    /// The revision that it concerns.
    pub revision: u32,
    /// The day, month, quarter or year, if known.
    pub on: Option<When>,
    /// The time at which it was recorded, in UTC.
    pub at: Moment,
}

/// The kinds of public events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happening {
    /// The first revision came into force, which established the partnership.
    Established,
    /// Another revision came into force.
    Updated,
    /// The board removed the register.
    Removed,
}

impl Happening {
    pub(super) fn word(self) -> &'static str {
        match self {
            Happening::Established => "established",
            Happening::Updated => "updated",
            Happening::Removed => "removed",
        }
    }
}

/// The status of a public register on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// In force, with more than 90 days to its review.
    #[default]
    InForce,
    /// In force, with a review due within 90 days.
    ReviewSoon,
    /// In force, with an overdue review.
    ReviewOverdue,
    /// Removed by the board.
    Removed,
}

impl PublicRegister {
    /// Sets the status and the overdue milestones for this day. Of a removed register, nothing is overdue.
    pub(crate) fn on(mut self, today: Day) -> PublicRegister {
        self.status = self.standing.on(today);
        let in_force = self.is_in_force();
        for milestone in &mut self.milestones {
            milestone.overdue = in_force && milestone.is_overdue(today);
        }
        self
    }

    /// Whether a revision is in force.
    pub(crate) fn is_in_force(&self) -> bool {
        matches!(self.standing, Standing::InForce { .. })
    }

    /// The day of the next review; `None` for a removed register.
    pub(crate) fn review(&self) -> Option<Day> {
        match self.standing {
            Standing::InForce { review, .. } => Some(review),
            Standing::Removed { .. } => None,
        }
    }

    /// The domains of its standards, each once, in order of their names.
    pub(crate) fn domains(&self) -> Vec<&str> {
        let mut domains: Vec<&str> = self.standards.iter().map(|row| row.domain.trim()).collect();
        domains.retain(|domain| !domain.is_empty());
        domains.sort_unstable();
        domains.dedup();
        domains
    }
}

impl Standing {
    fn on(&self, today: Day) -> Status {
        match self {
            Standing::Removed { .. } => Status::Removed,
            Standing::InForce { review, .. } if *review < today => Status::ReviewOverdue,
            Standing::InForce { review, .. } if today.days_until(*review) <= SOON => {
                Status::ReviewSoon
            }
            Standing::InForce { .. } => Status::InForce,
        }
    }
}

impl Deliverable {
    fn is_overdue(&self, today: Day) -> bool {
        self.completed.is_none() && self.due.is_some_and(|due| due.last_day() < today)
    }
}
