//! The JSON output of `wr status`.

use serde::Serialize;

use crate::id::Id;

/// The JSON output for one register.
#[derive(Debug, Serialize)]
pub(super) struct One {
    /// The version of this format: 1.
    pub format: u32,
    /// The register.
    pub register: Id,
    /// The title in the draft.
    pub title: Option<String>,
    /// The stage of the revision under way.
    pub stage: String,
    /// The state in a sentence.
    pub state: String,
    /// The partner's id and name.
    pub partner: Option<OrganizationJson>,
    /// Who proposed it, and when.
    pub proposed: Option<String>,
    /// The owner, and since when.
    pub owner: Option<Owner>,
    /// The revision under way.
    pub revision: Option<u32>,
    /// The digest of its text.
    pub digest: Option<String>,
    /// The date on which the board decides.
    pub board_on: Option<String>,
    /// The conditions of the board for the revision under way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The revision in force, its first day, and how it came into force.
    pub in_force: Option<Force>,
    /// The last day for the review of the register.
    pub review_due: Option<String>,
    /// Whether that day has passed.
    pub review_overdue: bool,
    /// Whether the upstream branch has all acts and texts of the register.
    pub checked_in: bool,
    /// Whether the draft differs from the newest revision.
    pub draft_differs: bool,
    /// The completed milestones of the revision in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<CompletedMilestoneJson>,
    /// The recommendations to remove the register that the board has not decided on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removal: Vec<Recommended>,
    /// The approvals that the revision under way needs.
    pub approvals: Vec<Approval>,
    /// The calls with the partner, what was sent to it and its answer; absent before the first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_side: Option<PartnerStatusJson>,
    /// The next steps.
    pub next: Vec<NextStepJson>,
    /// The overdue duties that are not among the next steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overdue: Vec<Overdue>,
    /// Whether any act is signed. The text output then marks unsigned acts.
    pub has_signed_acts: bool,
    /// Recorded files that differ in the working tree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed_records: Vec<String>,
    /// How many acts are void.
    pub void_acts: usize,
    /// Open objections, and comments whose disposition the board's approval waits for.
    pub open_feedback: Vec<StatementJson>,
    /// The working groups of the revision under way, with their answers.
    pub working_groups: Vec<GroupJson>,
    /// The letters that are due and not recorded as sent.
    pub letters: Vec<OpenLetter>,
}

/// A letter that is due and not recorded as sent.
#[derive(Debug, Serialize)]
pub(super) struct OpenLetter {
    /// What has to be sent, as text.
    pub what: String,
    /// The day since which it is due.
    pub since: Option<String>,
    /// The command that writes it.
    pub command: String,
    /// Who may send it.
    pub who: Vec<String>,
    /// The clause.
    pub clause: &'static str,
}

/// Feedback without a disposition.
#[derive(Debug, Serialize)]
pub(super) struct StatementJson {
    /// The act, by the first digits of its digest.
    pub act: String,
    /// An objection, a comment, a milestone proposal, or an opposing vote.
    pub kind: &'static str,
    /// Who gave it.
    pub by: Id,
    /// The person's name.
    pub name: String,
    /// The body that it speaks for.
    pub body: Option<Id>,
    /// The body's name.
    pub body_name: Option<String>,
    /// The revision it is about.
    pub revision: u32,
    /// The day it was given.
    pub since: String,
    /// The text of the feedback.
    pub text: String,
    /// The step that waits for its disposition.
    pub blocks: &'static str,
}

/// A working group that milestones name.
#[derive(Debug, Serialize)]
pub(super) struct GroupJson {
    /// Its id.
    pub group: Id,
    /// Its name.
    pub name: String,
    /// The milestones that name it.
    pub milestones: Vec<GroupAnswer>,
}

/// A working group's answer to a milestone; only the milestone is present before it answers.
#[derive(Debug, Serialize)]
pub(super) struct GroupAnswer {
    /// The milestone.
    pub milestone: Id,
    /// The answer.
    pub answer: Option<String>,
    /// The day of the answer.
    pub on: Option<String>,
    /// Who gave or recorded the answer.
    pub by: Option<Id>,
    /// The revision it was given to.
    pub revision: Option<u32>,
    /// The comment with the answer.
    pub comment: Option<String>,
}

/// An organization.
#[derive(Debug, Serialize)]
pub(super) struct OrganizationJson {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// An owner.
#[derive(Debug, Serialize)]
pub(super) struct Owner {
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
pub(super) struct Condition {
    /// What must be met before the register is sent.
    pub condition: String,
    /// How it was met; absent while it is open.
    pub met: Option<String>,
}

/// The revision in force.
#[derive(Debug, Serialize)]
pub(super) struct Force {
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
    /// The conditions of that resolution.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
}

/// A completed milestone.
#[derive(Debug, Serialize)]
pub(super) struct CompletedMilestoneJson {
    /// Its id.
    pub milestone: Id,
    /// The day it was completed.
    pub on: String,
}

/// A recommendation to remove the register.
#[derive(Debug, Serialize)]
pub(super) struct Recommended {
    /// Who recommended it, by name.
    pub by: String,
    /// The day.
    pub on: String,
    /// The reason, as on the command line.
    pub reason: &'static str,
    /// The facts behind the reason.
    pub because: String,
}

/// An approval, given or missing.
#[derive(Debug, Serialize)]
pub(super) struct Approval {
    /// The id of the body that approves, or `partner`.
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
    /// The open ballot.
    pub ballot: Option<String>,
    /// The state of that ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "poll")]
    pub ballot_votes: Option<BallotStatusJson>,
    /// The clause that requires it.
    pub clause: &'static str,
}

/// The state of an open ballot.
#[derive(Debug, Serialize)]
pub(super) struct BallotStatusJson {
    /// The moment at which the ballot closes.
    pub closes: String,
    /// How many seats have voted.
    pub voted: usize,
    /// How many seats have a person who can vote.
    pub seats: usize,
    /// The rule with its modifiers.
    pub rule: String,
    /// What is still needed, with the votes cast so far.
    pub still_needed: String,
}

/// The partner's side of a register.
#[derive(Debug, Serialize)]
pub(super) struct PartnerStatusJson {
    /// The calls with the partner since a revision is in force, or since the proposal.
    pub calls: Vec<Call>,
    /// The last sending.
    pub sent: Option<Sending>,
    /// The last answer.
    pub answer: Option<PartnerAnswerJson>,
    /// The day since which an answer is awaited.
    pub waiting_since: Option<String>,
    /// The number of days since then.
    pub waiting_days: Option<i64>,
}

/// A call.
#[derive(Debug, Serialize)]
pub(super) struct Call {
    /// The day.
    pub on: String,
    /// Who attended, each with the organization.
    pub with: Vec<String>,
    /// The outcome.
    pub note: Option<String>,
}

/// A sending.
#[derive(Debug, Serialize)]
pub(super) struct Sending {
    /// The revision.
    pub revision: Option<u32>,
    /// The day.
    pub on: String,
    /// Who sent it, by name.
    pub by: String,
}

/// An answer of the partner.
#[derive(Debug, Serialize)]
pub(super) struct PartnerAnswerJson {
    /// `accepted`, `accepted with changes` or `declined`.
    pub answer: &'static str,
    /// The revision that it is about, or the new revision with its changes.
    pub revision: Option<u32>,
    /// The day of the answer, or the date of the letter.
    pub on: String,
    /// The name of the person who gave it, or who recorded a letter without a representative's name.
    pub by: String,
    /// The name of the person who recorded the representative's letter.
    pub recorded_by: Option<String>,
    /// Where the letter is.
    pub letter: Option<String>,
    /// Whether a representative acted in person.
    pub own_act: bool,
    /// Why it was declined.
    pub because: Option<String>,
}

/// A next step.
#[derive(Debug, Serialize)]
pub(super) struct NextStepJson {
    /// What has to be done.
    pub what: String,
    /// The command.
    pub command: String,
    /// Who may run it.
    pub who: Vec<String>,
    /// The last day, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The clause.
    pub clause: &'static str,
}

/// An overdue duty that is not among the next steps.
#[derive(Debug, Serialize)]
pub(super) struct Overdue {
    /// What it is.
    pub what: String,
    /// The day it was due.
    pub since: Option<String>,
    /// The command.
    pub command: String,
    /// Who may run it.
    pub who: Vec<String>,
    /// The clause.
    pub clause: &'static str,
}
