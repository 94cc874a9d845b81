//! What the pages about many registers know of one: plain values of its own, so that a later build need not read the
//! registers that did not change.

use serde::{Deserialize, Serialize};

use crate::act::Reason;
use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::register::{Commitment, Purpose};
use crate::source::Digest;

/// How many days before its review a register is called to mind.
pub(in crate::render) const SOON: i64 = 90;

/// A public register: one that is in force, or was. Nothing in it is private, whatever page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    pub standards: Vec<Row>,
    /// What happened to it in public, the oldest first.
    pub events: Vec<Event>,
}

/// Whether a register is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    Former {
        /// The day of the board's resolution.
        on: Day,
        /// Why, in DSP4003's words.
        reason: Reason,
        /// The board's resolution.
        resolution: String,
    },
}

/// A deliverable of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// A row of Table 1 (DSP4003 5.2), its columns as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// 1. Standard Type.
    pub kind: String,
    /// 2. AP Identifier.
    pub ap_id: String,
    /// 3. Description.
    pub description: String,
    /// 4. Information Management Domain.
    pub domain: String,
    /// 5. Lead Organization.
    pub lead: String,
    /// 6. Governing IP Policy.
    pub ip_policy: String,
    /// 7. Owning Organization.
    pub owner: String,
    /// 8. Developing Organization.
    pub developer: String,
    /// 9. Maintaining Organization.
    pub maintainer: String,
}

/// Something public that happened to a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happening {
    /// The partnership was established: the first revision came into force.
    Established,
    /// Another revision came into force.
    Updated,
    /// It was removed.
    Removed,
}

/// How a register in force, or one that was, stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is in force, and its review is far.
    InForce,
    /// It should be reviewed within the next months.
    ReviewSoon,
    /// It should have been reviewed.
    ReviewOverdue,
    /// It was removed.
    Former,
}

impl Entry {
    /// How it stands on this day.
    pub fn status(&self, today: Day) -> Status {
        match &self.standing {
            Standing::Former { .. } => Status::Former,
            Standing::InForce { review, .. } if *review < today => Status::ReviewOverdue,
            Standing::InForce { review, .. } if today.days_until(*review) <= SOON => Status::ReviewSoon,
            Standing::InForce { .. } => Status::InForce,
        }
    }

    /// Whether it is in force.
    pub fn is_in_force(&self) -> bool {
        matches!(self.standing, Standing::InForce { .. })
    }

    /// When it should be reviewed; what was removed never is.
    pub fn review(&self) -> Option<Day> {
        match self.standing {
            Standing::InForce { review, .. } => Some(review),
            Standing::Former { .. } => None,
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

impl Deliverable {
    /// Whether its day has passed without it.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.completed.is_none() && self.due.is_some_and(|due| due.last_day() < today)
    }
}
