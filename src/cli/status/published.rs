//! The published form of a register's status: what `--format json` prints, apart from the inner types.

use serde::Serialize;

use crate::id::Id;

/// The published form of one register's status.
#[derive(Debug, Serialize)]
pub struct One {
    /// The version of this form: 1.
    pub format: u32,
    /// The register.
    pub register: Id,
    /// Its title, as the draft has it.
    pub title: Option<String>,
    /// The stage of what is on its way.
    pub stage: String,
    /// The state in a sentence.
    pub state: String,
    /// The partner's id and name.
    pub partner: Option<Named>,
    /// Who proposed it, and when.
    pub proposed: Option<String>,
    /// The owner, and since when.
    pub owner: Option<Owner>,
    /// The revision on its way.
    pub revision: Option<u32>,
    /// The digest of its text.
    pub digest: Option<String>,
    /// The date of the board.
    pub board_on: Option<String>,
    /// The revision in force, since when, and on what ground.
    pub in_force: Option<Force>,
    /// When the register should have been reviewed.
    pub review_due: Option<String>,
    /// Whether that day is past.
    pub review_overdue: bool,
    /// Whether the upstream branch has all of it.
    pub checked_in: bool,
    /// Whether the draft differs from the newest revision.
    pub draft_differs: bool,
    /// The milestones in force that are completed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<Done>,
    /// The recommendations to remove it that the board has not answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removal: Vec<Recommended>,
    /// The approvals that the revision on its way needs.
    pub approvals: Vec<Approval>,
    /// What can be done now.
    pub next: Vec<Next>,
    /// How many acts are void.
    pub void_acts: usize,
}

/// An organisation.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// An owner.
#[derive(Debug, Serialize)]
pub struct Owner {
    /// The person's id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The first day.
    pub since: String,
    /// The day on which the owner left; since then the office is vacant.
    pub vacant_since: Option<String>,
}

/// What is in force.
#[derive(Debug, Serialize)]
pub struct Force {
    /// The revision.
    pub revision: u32,
    /// The first day.
    pub since: String,
    /// How it came into force.
    pub ground: String,
    /// The board's last resolution, and its date.
    pub resolution: Option<String>,
}

/// A completed milestone.
#[derive(Debug, Serialize)]
pub struct Done {
    /// Its id.
    pub milestone: Id,
    /// The day it was completed.
    pub on: String,
}

/// A recommendation to remove the register.
#[derive(Debug, Serialize)]
pub struct Recommended {
    /// Who recommended it, by name.
    pub by: String,
    /// The day.
    pub on: String,
    /// The reason: its word.
    pub reason: &'static str,
    /// What is known of it.
    pub because: String,
}

/// An approval, given or missing.
#[derive(Debug, Serialize)]
pub struct Approval {
    /// Whose, by id; `partner` for the partner.
    pub by: String,
    /// The name.
    pub name: String,
    /// The day it was given; absent while it is missing.
    pub given: Option<String>,
    /// The revision it was given to.
    pub revision: Option<u32>,
    /// The ballot that is open.
    pub ballot: Option<String>,
    /// The clause that asks for it.
    pub clause: &'static str,
}

/// Something that can be done.
#[derive(Debug, Serialize)]
pub struct Next {
    /// What for.
    pub what: String,
    /// The command.
    pub command: String,
    /// Who may.
    pub who: Vec<String>,
    /// The clause.
    pub clause: &'static str,
}
