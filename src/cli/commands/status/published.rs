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
    pub partner: Option<OrganizationJson>,
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
    /// The conditions of the board for the revision on its way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
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
    /// What the partner was sent and what it answered; absent while neither happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_side: Option<Partner>,
    /// What can be done now.
    pub next: Vec<NextStepJson>,
    /// What is overdue beside that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overdue: Vec<Overdue>,
    /// Whether any act of it is signed: then those that are not are marked.
    pub has_signed_acts: bool,
    /// Recorded files that the working tree has otherwise than they were recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed_records: Vec<String>,
    /// How many acts are void.
    pub void_acts: usize,
    /// Open objections, and comments whose disposition the board's approval waits for.
    pub open_feedback: Vec<StatementJson>,
    /// The working groups of the revision on its way, with their answers.
    pub working_groups: Vec<GroupJson>,
    /// The letters that are asked for and not recorded as sent.
    pub letters: Vec<OpenLetter>,
}

/// A letter that is asked for and not recorded as sent.
#[derive(Debug, Serialize)]
pub struct OpenLetter {
    /// What waits, in words.
    pub what: String,
    /// Since when.
    pub since: Option<String>,
    /// The command that writes it.
    pub command: String,
    /// Who sends it.
    pub who: Vec<String>,
    /// The clause.
    pub clause: &'static str,
}

/// Something that was said and has no disposition.
#[derive(Debug, Serialize)]
pub struct StatementJson {
    /// The act, by the first digits of its digest.
    pub act: String,
    /// An objection, a comment, a milestone proposal, or an opposing vote.
    pub kind: &'static str,
    /// Who said it.
    pub by: Id,
    /// The name.
    pub name: String,
    /// The body that it speaks for.
    pub body: Option<Id>,
    /// The body's name.
    pub body_name: Option<String>,
    /// The revision it is about.
    pub revision: u32,
    /// The day it was said.
    pub since: String,
    /// What was said.
    pub text: String,
    /// What waits for its disposition.
    pub blocks: &'static str,
}

/// A working group that milestones name.
#[derive(Debug, Serialize)]
pub struct GroupJson {
    /// Its id.
    pub group: Id,
    /// Its name.
    pub name: String,
    /// The milestones that name it.
    pub milestones: Vec<GroupAnswer>,
}

/// A working group's answer for a milestone; absent while it has not answered.
#[derive(Debug, Serialize)]
pub struct GroupAnswer {
    /// The milestone.
    pub milestone: Id,
    /// What it answered.
    pub answer: Option<String>,
    /// When.
    pub on: Option<String>,
    /// Who gave or recorded the answer.
    pub by: Option<Id>,
    /// The revision it was given to.
    pub revision: Option<u32>,
    /// What it said with it.
    pub comment: Option<String>,
}

/// An organization.
#[derive(Debug, Serialize)]
pub struct OrganizationJson {
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

/// A condition on which the board approved.
#[derive(Debug, Serialize)]
pub struct Condition {
    /// What must be met before the register is sent.
    pub condition: String,
    /// How it was met; absent while it is open.
    pub met: Option<String>,
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
    /// The version of the process that it was approved under.
    pub process: Option<String>,
    /// What the board asked for with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
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
    /// Whether the act that gave it is `signed` or only `recorded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assurance: Option<&'static str>,
    /// The fingerprint of the key that signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_with: Option<String>,
    /// The ballot that is open.
    pub ballot: Option<String>,
    /// Until when votes are taken in it, and how many of its seats have voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "poll")]
    pub ballot_votes: Option<BallotStatusJson>,
    /// The clause that asks for it.
    pub clause: &'static str,
}

/// How an open ballot stands.
#[derive(Debug, Serialize)]
pub struct BallotStatusJson {
    /// The moment after which no vote is taken.
    pub closes: String,
    /// How many seats have voted.
    pub voted: usize,
    /// How many seats somebody can vote for.
    pub seats: usize,
    /// The rule with its modifiers.
    pub rule: String,
    /// What is still needed, with the votes cast so far.
    pub still_needed: String,
}

/// The partner's side.
#[derive(Debug, Serialize)]
pub struct Partner {
    /// The calls with it since a text is in force, or since the proposal.
    pub calls: Vec<Call>,
    /// The last sending.
    pub sent: Option<Sending>,
    /// The last answer.
    pub answer: Option<PartnerAnswerJson>,
    /// Since when an answer is awaited.
    pub waiting_since: Option<String>,
    /// How many days that is.
    pub waiting_days: Option<i64>,
}

/// A call.
#[derive(Debug, Serialize)]
pub struct Call {
    /// The day.
    pub on: String,
    /// Who attended, each with the organization.
    pub with: Vec<String>,
    /// What came of it.
    pub note: Option<String>,
}

/// A sending.
#[derive(Debug, Serialize)]
pub struct Sending {
    /// The revision.
    pub revision: Option<u32>,
    /// The day.
    pub on: String,
    /// Who sent it, by name.
    pub by: String,
}

/// An answer of the partner.
#[derive(Debug, Serialize)]
pub struct PartnerAnswerJson {
    /// `accepted`, `accepted with changes` or `declined`.
    pub answer: &'static str,
    /// The revision that it is about, or that its changes made.
    pub revision: Option<u32>,
    /// The day; of a letter, its date.
    pub on: String,
    /// Who gave it, by name; without a representative's name, who recorded the letter.
    pub by: String,
    /// Who recorded the representative's letter.
    pub recorded_by: Option<String>,
    /// Where the letter can be looked up.
    pub letter: Option<String>,
    /// Whether a representative acted in person.
    pub own_act: bool,
    /// Why it was declined.
    pub because: Option<String>,
}

/// Something that can be done.
#[derive(Debug, Serialize)]
pub struct NextStepJson {
    /// What for.
    pub what: String,
    /// The command.
    pub command: String,
    /// Who may.
    pub who: Vec<String>,
    /// The last day for it, where one is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The clause.
    pub clause: &'static str,
}

/// Something whose day is over, beside the next steps.
#[derive(Debug, Serialize)]
pub struct Overdue {
    /// What it is.
    pub what: String,
    /// The day it was due.
    pub since: Option<String>,
    /// The command.
    pub command: String,
    /// Who may.
    pub who: Vec<String>,
    /// The clause.
    pub clause: &'static str,
}
