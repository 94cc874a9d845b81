//! The acts from the proposal to the partner's answer (DSP4003 3), and those that take their place: a backfill, the
//! confirmation of an editorial change.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::{Day, When};
use crate::id::Id;
use crate::policy::rule::Counts;
use crate::source::Digest;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Propose {
    /// The organization that proposes.
    pub proposed_by: Id,
    /// The kind of proposer at that time.
    pub proposer: Proposer,
    /// The potential alliance partner.
    pub partner: Id,
    /// The owner, if a proposing member names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id>,
}

/// Who may propose (DSP4003 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposer {
    /// An external organization.
    External,
    /// A board member company.
    BoardMember,
    /// A leadership member company.
    LeadershipMember,
}

/// An assignment of the work register owner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Assign {
    /// The new owner.
    pub owner: Id,
}

/// A submission, which freezes the class of the change and the required approvals.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Submit {
    /// The classes of the change from the revision in force, or `adoption`; empty if nothing changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub class: Vec<Class>,
    /// The required approvers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Approver>,
    /// The revision under way that it withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<u32>,
    /// Whether the text comes from earlier records; then it can only be backfilled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Records>,
    /// Why the change is declared editorial: it corrects typing errors only and needs no ballot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editorial: Option<String>,
}

/// The origin of a text that is not new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Records {
    /// Approved before the store existed.
    Earlier,
}

/// The class of a change; `process/class.rs` decides whose approval it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The first adoption (DSP4003 2.3).
    Adoption,
    /// Foreseen by the register itself: needs no approval (DSP4003 5.2 note 2).
    Progress,
    /// Typing errors only: another person confirms it, without a ballot.
    Editorial,
    /// Findings suppressed or no longer suppressed: for the originating committee.
    Allow,
    /// Deliverables adjusted (DSP4003 4).
    Deliverables,
    /// The scope extended (DSP4003 4).
    Scope,
    /// A significant change (DSP4003 3.2).
    Significant,
}

/// A required approver: a body of the home organization, or the partner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Approver {
    /// A committee or the board.
    Body(Id),
    /// The alliance partner, whose acceptance is the last step.
    Partner,
}

/// The word for the partner in a list of approvers; no body may have it as its id.
pub const PARTNER: &str = "partner";

/// The date of the board's approval.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Schedule {
    /// The day of the board's meeting or ballot.
    pub board_on: Day,
    /// The people who agreed to it: members of the executive committee, the VP of Alliances, the owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Id>,
}

/// The board's resolution.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Approve {
    /// The resolution's number or title.
    pub resolution: String,
    /// The digest of the result of the board's ballot, if it balloted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Digest>,
    /// The counts of its meeting, if it met; then evidence is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Counts>,
    /// The submission of the board's changes, if it approved with changes; the act then names a new revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Submit>,
    /// The conditions to meet before the register is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
}

/// The sending of the approved register to the partner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Send {
    /// How each condition of the board was met, in the board's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions_met: Vec<String>,
}

/// The partner's acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Accept {
    /// The digest of the `send` act that it answers.
    pub sent: Digest,
    /// The submission of the partner's changes, if it accepted with changes; the act then names a new revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Submit>,
}

/// The partner's answer that it declines.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Decline {
    /// The digest of the `send` act that it answers.
    pub sent: Digest,
    /// The partner's reason.
    pub because: String,
}

/// The known facts about an earlier approval; absent fields are unknown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Backfill {
    /// The board's resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// When the board approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<When>,
    /// When the partner accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<When>,
}

/// The originating chair's confirmation that a change is editorial.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Confirm {
    /// The chair's comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl fmt::Display for Proposer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Proposer::External => "an external organization",
            Proposer::BoardMember => "a board member company",
            Proposer::LeadershipMember => "a leadership member company",
        })
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Class::Adoption => "adoption",
            Class::Progress => "progress",
            Class::Editorial => "editorial",
            Class::Allow => "allow",
            Class::Deliverables => "deliverables",
            Class::Scope => "scope",
            Class::Significant => "significant",
        })
    }
}

impl fmt::Display for Approver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Approver::Body(id) => id.fmt(f),
            Approver::Partner => f.write_str(PARTNER),
        }
    }
}

impl Serialize for Approver {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Approver {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Approver, D::Error> {
        let id = Id::deserialize(deserializer)?;
        Ok(if id == PARTNER {
            Approver::Partner
        } else {
            Approver::Body(id)
        })
    }
}
