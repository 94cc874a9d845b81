//! Who there is: organizations, people, bodies with their seats, officers, and partners' representatives.

pub mod authority;
mod find;
mod keys;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::find::NameError;
use self::find::{called, find, goes_by};
pub use self::keys::Keys;
use crate::date::Day;
use crate::id::Id;
use crate::signature::Key;

/// `registers/roster.yaml`. Every version that an act was decided under is kept in `registers/history`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The version of this format: 1.
    pub format: u32,
    /// The organization whose registers these are.
    pub home: Id,
    /// Members, partners and others.
    #[serde(default)]
    pub organizations: Vec<Organization>,
    /// Everybody who acts. People get `until` and are never taken out; ids are never used again.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Committees, working groups, the board and the executive committee.
    #[serde(default)]
    pub bodies: Vec<Body>,
    /// Officers of the home organization.
    #[serde(default)]
    pub officers: Officers,
    /// Who decides on the next roster and the next policy; without it, the VP of Alliances alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roots: Option<Roots>,
}

/// The people whose signed consent changes roster and policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roots {
    /// Who they are. Each has a key in this roster.
    pub people: Vec<Id>,
    /// How many of them must consent: 1 or more, and no more than there are.
    pub threshold: u32,
}

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
    /// The language that it corresponds in, as a tag of BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// Its membership in the home organization; none for partners that are no members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<Membership>,
    /// The first day of the membership, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_since: Option<Day>,
    /// The last day of the membership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_until: Option<Day>,
    /// Whether it still exists under this name.
    #[serde(default)]
    pub status: OrganizationStatus,
    /// Who came after it, when it merged or was renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Id>,
    /// The day its status became so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Who may accept registers in its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<Id>,
}

/// The levels of membership that DSP4003 3.1 tells apart.
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
    /// It goes by its successor's name.
    Renamed,
    /// It closed.
    Closed,
}

/// Somebody who acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person's id, never used for anybody else.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// The address that git knows the person by (`user.email`); private.
    pub email: String,
    /// The company or partner the person speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// SSH public keys.
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub keys: Keys,
    /// Public keys that were stolen or lost: from now on they count nowhere, not in open ballots either.
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub stolen: Keys,
    /// The last day on which the person acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A committee, a working group, the board, or the executive committee.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// The committee that a working group belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The chair; vacant when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Id>,
    /// Who stands in for a vacant chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vice_chair: Option<Id>,
    /// The secretary, who records resolutions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary: Option<Id>,
    /// Who votes: one vote a seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Seat>,
    /// Members without a seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Id>,
}

/// The kinds of bodies that DSP4003 2.3 to 2.6 name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// The Alliance Committee, whose approval every adoption needs.
    AllianceCommittee,
    /// Another committee.
    Committee,
    /// A working group.
    WorkingGroup,
    /// The board of directors.
    Board,
    /// The executive committee, which schedules the board's approval.
    ExecutiveCommittee,
}

/// A vote in a body: held by an organization or by an individual.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The seat's id, unique in its body.
    pub id: Id,
    /// The company that holds it; an individual's seat has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// Who votes for it; without one the seat is vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// Who votes where the voter has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate: Option<Id>,
}

/// Officers of the home organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// The Vice President of Alliances (DSP4003 2.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vp_alliances: Option<Id>,
}

impl Roster {
    /// The body with this id.
    pub fn body(&self, id: &Id) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == *id)
    }

    /// The only body of a kind that there is one of.
    pub fn body_of_kind(&self, kind: BodyKind) -> Option<&Body> {
        self.bodies.iter().find(|body| body.kind == kind)
    }

    /// The person with this id.
    pub fn person(&self, id: &Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == *id)
    }

    /// The keys of a person that can be read; none for somebody whom the roster does not have.
    pub fn keys_of(&self, id: &Id) -> &[Key] {
        self.person(id).map_or(&[], |person| person.keys.read())
    }

    /// The person that git's `user.email` means; case does not matter.
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| person.email.eq_ignore_ascii_case(email))
    }

    /// The organization with this id.
    pub fn organization(&self, id: &Id) -> Option<&Organization> {
        self.organizations
            .iter()
            .find(|organization| organization.id == *id)
    }

    /// The organization that Table 1 means by `name`: its id, short name or name, in any case.
    pub fn organization_named(&self, name: &str) -> Option<&Organization> {
        self.organizations
            .iter()
            .find(|organization| organization.is_called(name))
    }

    /// The body that somebody means on the command line.
    pub fn find_body(&self, given: &str) -> Result<&Body, NameError> {
        find(&self.bodies, given)
    }

    /// The person that somebody means on the command line.
    pub fn find_person(&self, given: &str) -> Result<&Person, NameError> {
        find(&self.people, given)
    }

    /// The organization that somebody means on the command line.
    pub fn find_organization(&self, given: &str) -> Result<&Organization, NameError> {
        find(&self.organizations, given)
    }

    /// The only body whose id or whole name this is, in any case.
    pub fn body_called(&self, given: &str) -> Option<&Body> {
        called(&self.bodies, given)
    }

    /// The only person whose id, whole name or address this is, in any case.
    pub fn person_called(&self, given: &str) -> Option<&Person> {
        called(&self.people, given)
    }

    /// The only organization whose id, name or short name this is, in any case.
    pub fn organization_called(&self, given: &str) -> Option<&Organization> {
        called(&self.organizations, given)
    }

    /// A body's name, or its id when the roster does not have it.
    pub fn body_name(&self, id: &Id) -> String {
        self.body(id)
            .map_or_else(|| id.to_string(), |body| body.name.clone())
    }

    /// A person's name, or the id.
    pub fn person_name(&self, id: &Id) -> String {
        self.person(id)
            .map_or_else(|| id.to_string(), |person| person.name.clone())
    }

    /// An organization's short name, else its name, else the id.
    pub fn organization_name(&self, id: &Id) -> String {
        let found = self.organization(id);
        found.map_or_else(
            || id.to_string(),
            |o| o.short.clone().unwrap_or_else(|| o.name.clone()),
        )
    }
}

impl Organization {
    /// Whether `name` means it: its id, short name or name, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        goes_by(self, name)
    }

    /// Whether it is a member on a day. What merged, closed or goes by another name is none from that day on.
    pub fn is_member_on(&self, day: Day) -> bool {
        let exists = self.status == OrganizationStatus::Active
            || self.since.is_some_and(|since| day < since);
        let begun = self.member_since.is_none_or(|since| since <= day);
        let lasts = self.member_until.is_none_or(|until| day <= until);
        self.membership.is_some() && exists && begun && lasts
    }
}

impl Person {
    /// Whether the person still acts on a day.
    pub fn acts_on(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

impl Seat {
    /// Who may vote for it: the voter, then the alternate.
    pub fn voters(&self) -> impl Iterator<Item = &Id> {
        self.voter.iter().chain(&self.alternate)
    }
}

impl Body {
    /// How many of its seats nobody can vote for on the day.
    pub fn vacant_seats(&self, roster: &Roster, on: Day) -> u32 {
        let acts = |id: &Id| roster.person(id).is_some_and(|person| person.acts_on(on));
        self.seats
            .iter()
            .filter(|seat| !seat.voters().any(acts))
            .count() as u32
    }

    /// Whether the person belongs to it in any way.
    pub fn has(&self, person: &Id) -> bool {
        let officers = [&self.chair, &self.vice_chair, &self.secretary]
            .into_iter()
            .flatten();
        let voters = self.seats.iter().flat_map(Seat::voters);
        officers
            .chain(voters)
            .chain(&self.members)
            .any(|member| member == person)
    }

    /// The chair, or the vice-chair while the chair is vacant.
    pub fn acting_chair(&self) -> Option<&Id> {
        self.chair.as_ref().or(self.vice_chair.as_ref())
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
