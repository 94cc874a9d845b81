//! The document: the text of a work register, as people write it and bodies ballot it.

pub mod diff;
mod holder;

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::holder::Holder;
use crate::date::{Day, When};
use crate::id::Id;
use crate::yaml::distinct;

/// A work register, field by field as in the Work Register Template.
///
/// Recorded steps (owner, approvals, completed milestones) are not part of the text; those are acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The title line, for example `XYZ / DMTF Work Register`.
    pub title: String,
    /// The version that the parties give it, for example `1.4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = ["string", "number", "null"]))]
    pub version: Option<String>,
    /// The day, month or year in which work on it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiated: Option<When>,
    /// The register that this one adds to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addendum_to: Option<Id>,
    /// The topic of the collaboration, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The language of the text, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The web address of the register or of the partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// The purpose of the partnership (DSP4003 5); only `standards` requires Table 1.
    #[serde(default)]
    pub purpose: Purpose,
    /// The alliance partner (DSP4003 2.1).
    pub partner: Partner,
    /// The home organization's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<HomeSide>,
    /// The one committee that owns and approves the register (DSP4003 2.3), usually the Alliance Committee.
    #[serde(default = "alliance_committee")]
    pub originating_committee: Id,
    /// Committees that must approve without owning a milestone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_approves: Vec<Id>,
    /// Why the organizations work together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
    /// What the activity covers (DSP4003 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// What both sides gain (DSP4003 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefits: Option<String>,
    /// Sections that the organization requires besides the template: texts by the ids in its policy.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "distinct"
    )]
    #[schemars(extend("propertyNames" = Id::as_key()))]
    pub sections: BTreeMap<Id, String>,
    /// Deliverables with the committees that own them (DSP4003 2.3, 2.4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Table 1: one row per standard (DSP4003 5.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Standard>,
    /// Restrictions on feedback that both sides agreed to (DSP4003 5.3.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feedback_terms: Vec<FeedbackTerm>,
    /// Documents that the register refers to (DSP4003 Appendix B).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Findings of `wr check` that both sides accept. Never published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<Allow>,
}

fn alliance_committee() -> Id {
    Id::ALLIANCE
}

/// The purpose of a partnership (DSP4003 5: developing standards is not required).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Standards that use the home organization's technologies.
    #[default]
    Standards,
    /// Complementary standards.
    Complementary,
    /// Joint marketing.
    Marketing,
    /// Another purpose, described in the scope.
    Other,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Purpose::Standards => "standards",
            Purpose::Complementary => "complementary",
            Purpose::Marketing => "marketing",
            Purpose::Other => "other",
        })
    }
}

impl fmt::Display for DateCommitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateCommitment::Goal => "goal",
            DateCommitment::Committed => "committed",
        })
    }
}

impl fmt::Display for Development {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Development::Joint => "joint",
            Development::Delegated => "delegated",
            Development::Own => "own",
        })
    }
}

/// The alliance partner's side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The organization's id in the roster.
    pub organization: Id,
    /// The group within it, if the register is made with a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The body that governs it: "typically" a board; an open-source organization may have another (DSP4003 2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governing_body: Option<GoverningBody>,
    /// The partner's work area associated with the liaison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_area: Option<String>,
}

/// The body that can bind the partner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoverningBody {
    /// Its name.
    pub name: String,
    /// What it is: a board, a steering committee, ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// The home organization's side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeSide {
    /// The group within it, if the register is made by a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its work area associated with the liaison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_area: Option<String>,
}

/// One deliverable (DSP4003 2.3, 2.4). Its completion is an act and not part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Its id, unique in the register.
    pub id: Id,
    /// What will be delivered.
    pub title: String,
    /// The committees that own the work; a milestone without any must get one before the board votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub committees: Vec<Id>,
    /// The working groups that do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working_groups: Vec<Id>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<When>,
    /// Whether the date is a goal or a commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<DateCommitment>,
}

/// How firm a due date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateCommitment {
    /// A goal.
    Goal,
    /// A commitment of those who do the work.
    Committed,
}

/// One row of Table 1: the nine columns of DSP4003 5.2, and further declarations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// 1. Standard Type: a specification type of DSP4004.
    #[serde(rename = "type")]
    pub kind: String,
    /// 2. AP Identifier, given by the partner; a DSP number for the home organization's own standards.
    pub ap_id: String,
    /// 3. Description.
    pub description: String,
    /// 4. Information Management Domain.
    pub domain: String,
    /// 5. Lead Organization: the body that works on it, within either side.
    pub lead: String,
    /// 6. Governing IP Policy.
    pub ip_policy: Holder,
    /// 7. Owning Organization.
    pub owner: Holder,
    /// 8. Developing Organization.
    pub developer: Holder,
    /// 9. Maintaining Organization.
    pub maintainer: Holder,
    /// Joint or delegated development (DSP4003 5.1), or the partner's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub development: Option<Development>,
    /// The rules that delegated work follows (DSP4003 5.1): a link, or the name of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Whether the row represents a group that discrete standards will replace (DSP4003 5.2 note 2).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub group: bool,
    /// The web address of the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
}

/// How a standard is developed (DSP4003 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Development {
    /// Work between the home organization and one or more partners.
    Joint,
    /// Work that the home organization has delegated.
    Delegated,
    /// Work that one side does alone.
    Own,
}

/// A restriction on feedback that was agreed when the register was made (DSP4003 5.3.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackTerm {
    /// The id that a request cites.
    pub id: Id,
    /// The text of the term.
    pub text: String,
    /// The day it was agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Day>,
}

/// A document that a register refers to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The title of the document.
    pub title: String,
    /// Its address: `https:`, `http:` or `mailto:`.
    pub href: String,
}

/// A finding of `wr check` that both sides accept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The rule whose findings are suppressed.
    pub rule: String,
    /// The reason.
    pub because: String,
    /// The place; if absent, everywhere in the text and the contacts. Fields and numbers from 1, separated by `/`:
    /// `scope`, `standards/2`, `contacts/partner/1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl Register {
    /// Every committee that owns work in a milestone, each once, in order.
    pub fn milestone_committees(&self) -> Vec<&Id> {
        let mut committees: Vec<&Id> = self.milestones.iter().flat_map(|m| &m.committees).collect();
        committees.sort();
        committees.dedup();
        committees
    }

    /// The milestones without an owner; the board does not vote while there is one.
    pub fn unowned_milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones
            .iter()
            .filter(|milestone| milestone.committees.is_empty())
    }
}
