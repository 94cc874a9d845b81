//! Organizations: the home organization, its members, and alliance partners.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::find::{Named, goes_by};
use crate::date::Day;
use crate::id::Id;

/// An organization: the home organization, one of its members, or an alliance partner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its id.
    pub id: Id,
    /// Its full name.
    pub name: String,
    /// The short name that Table 1 uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The language of letters to it, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// Its logo: the path of an SVG or PNG file in `logos`, such as `logos/acme.svg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Its membership in the home organization; absent for partners that are not members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<Membership>,
    /// The first day of the membership, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_since: Option<Day>,
    /// The last day of the membership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_until: Option<Day>,
    /// Whether it still exists under this name.
    #[serde(default, skip_serializing_if = "OrganizationStatus::is_active")]
    #[schemars(extend("default" = "active"))]
    pub status: OrganizationStatus,
    /// The organization that it merged into or was renamed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Id>,
    /// The day of the change of status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The people who may accept registers in its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<Id>,
}

/// The levels of membership in DSP4003 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Membership {
    /// A board member company: may propose.
    Board,
    /// A leadership member company: may propose.
    Leadership,
    /// A participation member company: may not propose.
    Participation,
}

/// Whether an organization still exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrganizationStatus {
    /// It exists.
    #[default]
    Active,
    /// It merged into its successor.
    Merged,
    /// It was renamed to its successor.
    Renamed,
    /// It closed.
    Closed,
}

impl OrganizationStatus {
    fn is_active(&self) -> bool {
        *self == OrganizationStatus::Active
    }
}

impl Organization {
    /// Whether `name` is its id, short name or name, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        goes_by(self, name)
    }

    /// Whether it is a member on a day. A merged, closed or renamed organization is not, from that day on.
    pub fn is_member_on(&self, day: Day) -> bool {
        let exists = self.status == OrganizationStatus::Active
            || self.since.is_some_and(|since| day < since);
        let begun = self.member_since.is_none_or(|since| since <= day);
        let lasts = self.member_until.is_none_or(|until| day <= until);
        self.membership.is_some() && exists && begun && lasts
    }
}

impl Named for Organization {
    const WHAT: &'static str = "organization";
    fn id(&self) -> &Id {
        &self.id
    }
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str()]
            .into_iter()
            .chain(self.short.as_deref())
    }
}

impl fmt::Display for OrganizationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OrganizationStatus::Active => "active",
            OrganizationStatus::Merged => "merged",
            OrganizationStatus::Renamed => "renamed",
            OrganizationStatus::Closed => "closed",
        })
    }
}
