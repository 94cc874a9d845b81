//! What the pages about many registers know of one.

use serde::Serialize;

use crate::act::Reason;
use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::register::{Commitment, Purpose, Standard};
use crate::source::Digest;

/// How many days before its review a register is due for review soon.
const SOON: i64 = 90;

/// A public register: one that is in force, or was. Nothing in it is private, whatever page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The register.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its version, as its text gives it.
    pub version: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// The beginning of its scope, as plain text.
    pub summary: Option<String>,
    /// What the partnership is for.
    pub purpose: Purpose,
    /// The alliance partner.
    pub partner: Id,
    /// The partner's name in full, with its short name where it has one.
    pub partner_name: String,
    /// Whether nobody is left at the partner's to answer for it.
    pub orphaned: bool,
    /// The register that it adds to.
    pub addendum_to: Option<Id>,
    /// The revision that is shown.
    pub revision: u32,
    /// The digest of that revision's text.
    pub digest: Digest,
    /// Whether it is in force.
    pub standing: Standing,
    /// The deliverables.
    pub milestones: Vec<Deliverable>,
    /// The rows of Table 1.
    pub standards: Vec<Standard>,
    /// What happened to it in public, the oldest first.
    pub events: Vec<Event>,
    /// How it stands on the day that it was read.
    pub status: Status,
}

/// Whether a register is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    InForce {
        /// Since when the revision is, as exactly as it is known.
        since: Option<When>,
        /// Whether that is known from earlier records only.
        records: bool,
        /// When it should be reviewed (DSP4003 4).
        review: Day,
    },
    /// It was, and was removed.
    Removed {
        /// The day of the board's resolution.
        on: Day,
        /// Why, in DSP4003's words.
        reason: Reason,
        /// The board's resolution.
        resolution: String,
    },
}

/// A deliverable of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliverable {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// When it is due, as exactly as it is promised.
    pub due: Option<When>,
    /// Whether the date is a goal or committed.
    pub commitment: Option<Commitment>,
    /// The names of the committees and working groups that own it.
    pub owners: Vec<String>,
    /// The day it was completed.
    pub completed: Option<Day>,
    /// Whether its day had passed without it when it was read.
    pub overdue: bool,
}

/// Something public that happened to a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub what: Happening,
    /// The revision that it is about.
    pub revision: u32,
    /// The day, as exactly as it is known.
    pub on: Option<When>,
    /// When it was recorded, in UTC.
    pub at: Moment,
}

/// What can happen to a register in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The partnership was established: the first revision came into force.
    Established,
    /// Another revision came into force.
    Updated,
    /// It was removed.
    Removed,
}

/// How a register in force, or one that was, stands on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is in force, and its review is far.
    #[default]
    InForce,
    /// It should be reviewed within the next months.
    ReviewSoon,
    /// It should have been reviewed.
    ReviewOverdue,
    /// It was removed.
    Removed,
}

impl Entry {
    /// The same as it stands on this day.
    pub fn on(mut self, today: Day) -> Entry {
        self.status = self.standing.on(today);
        for milestone in &mut self.milestones {
            milestone.overdue = milestone.is_overdue(today);
        }
        self
    }

    /// Whether it is in force.
    pub fn is_in_force(&self) -> bool {
        matches!(self.standing, Standing::InForce { .. })
    }

    /// When it should be reviewed; what was removed never is.
    pub fn review(&self) -> Option<Day> {
        match self.standing {
            Standing::InForce { review, .. } => Some(review),
            Standing::Removed { .. } => None,
        }
    }

    /// The domains of its rows, each once, in order of their names.
    pub fn domains(&self) -> Vec<&str> {
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
