//! The roster: organizations, people, bodies with their seats, officers, and partners' representatives.

pub mod authority;
mod find;
mod keys;
pub mod logo;
pub mod offices;
mod organization;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::find::NameError;
use self::find::{Named, called, find};
pub use self::keys::Keys;
pub use self::organization::{Membership, Organization, OrganizationStatus};
use crate::date::Day;
use crate::id::Id;
use crate::signature::Key;

/// `registers/roster.yaml`. Every version that an act was decided under is kept in `registers/history`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The version of this format: 1.
    pub format: u32,
    /// The organization that keeps the registers.
    pub home: Id,
    /// Members, partners and others.
    #[serde(default)]
    pub organizations: Vec<Organization>,
    /// The people who act. A person who leaves gets `until` and stays in the roster; ids are never used again.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Committees, working groups, the board and the executive committee.
    #[serde(default)]
    pub bodies: Vec<Body>,
    /// Officers of the home organization.
    #[serde(default)]
    pub officers: Officers,
    /// The people who decide on the next roster and the next policy; without it, only the VP of Alliances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roots: Option<Roots>,
}

/// The people whose signed consent changes roster and policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roots {
    /// Their ids. Each has a key in this roster.
    pub people: Vec<Id>,
    /// How many of them must consent: from 1 to their number.
    pub threshold: u32,
}

/// A person who acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person's id, never used for another person.
    pub id: Id,
    /// The full name.
    pub name: String,
    /// The e-mail address in git (`user.email`); private.
    #[schemars(extend("pattern" = r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        "patternErrorMessage" = "an e-mail address is needed, as in alice@acme.example"))]
    pub email: String,
    /// The company or partner that the person represents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// SSH public keys.
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub keys: Keys,
    /// Stolen or lost public keys. They no longer count, not even in open ballots.
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
    /// Its kind.
    pub kind: BodyKind,
    /// The committee that a working group belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The chair; vacant when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Id>,
    /// The vice-chair, who acts for a vacant chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vice_chair: Option<Id>,
    /// The secretary, who records resolutions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary: Option<Id>,
    /// The seats: each has one vote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Seat>,
    /// Members without a seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Id>,
}

/// The kinds of bodies in DSP4003 2.3 to 2.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// The Alliance Committee, which approves every adoption.
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

/// A seat in a body, held by an organization or an individual.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The seat's id, unique in its body.
    pub id: Id,
    /// The company that holds it; an individual's seat has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// The person who casts its vote; without one the seat is vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// The person who votes where the voter has not.
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

    /// The first body of a kind, for kinds with one body.
    pub fn body_of_kind(&self, kind: BodyKind) -> Option<&Body> {
        self.bodies.iter().find(|body| body.kind == kind)
    }

    /// The person with this id.
    pub fn person(&self, id: &Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == *id)
    }

    /// The readable keys of a person; empty for an id that the roster does not have.
    pub fn keys_of(&self, id: &Id) -> &[Key] {
        self.person(id).map_or(&[], |person| person.keys.read())
    }

    /// The person with this `user.email` in git; case does not matter.
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

    /// The first organization with this id, short name or name, in any case.
    pub fn organization_named(&self, name: &str) -> Option<&Organization> {
        self.organizations
            .iter()
            .find(|organization| organization.is_called(name))
    }

    /// The body that an argument on the command line names.
    ///
    /// # Errors
    /// No body has the name, or several have it.
    pub fn find_body(&self, given: &str) -> Result<&Body, NameError> {
        find(&self.bodies, given)
    }

    /// The person that an argument on the command line names.
    ///
    /// # Errors
    /// No person has the name, or several have it.
    pub fn find_person(&self, given: &str) -> Result<&Person, NameError> {
        find(&self.people, given)
    }

    /// The organization that an argument on the command line names.
    ///
    /// # Errors
    /// No organization has the name, or several have it.
    pub fn find_organization(&self, given: &str) -> Result<&Organization, NameError> {
        find(&self.organizations, given)
    }

    /// The body with this id or full name, in any case; `None` where several have it.
    pub fn body_called(&self, given: &str) -> Option<&Body> {
        called(&self.bodies, given)
    }

    /// The person with this id, full name or address, in any case; `None` where several have it.
    pub fn person_called(&self, given: &str) -> Option<&Person> {
        called(&self.people, given)
    }

    /// The organization with this id, name or short name, in any case; `None` where several have it.
    pub fn organization_called(&self, given: &str) -> Option<&Organization> {
        called(&self.organizations, given)
    }

    /// A body's name, or the id where the roster does not have it.
    pub fn body_name(&self, id: &Id) -> String {
        self.body(id)
            .map_or_else(|| id.to_string(), |body| body.name.clone())
    }

    /// A person's name, or the id where the roster does not have it.
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

impl Person {
    /// A person without an organization, keys and a last day.
    pub fn new(id: Id, name: &str, email: &str) -> Person {
        Person {
            id,
            name: name.to_string(),
            email: email.to_string(),
            organization: None,
            keys: Vec::new().into(),
            stolen: Vec::new().into(),
            until: None,
        }
    }

    /// Whether the person is active on a day: `until` is not before it.
    pub fn acts_on(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

impl Seat {
    /// The people who may vote for it: the voter, then the alternate.
    pub fn voters(&self) -> impl Iterator<Item = &Id> {
        self.voter.iter().chain(&self.alternate)
    }
}

impl Body {
    /// A body without a parent, officers and seats.
    pub fn new(id: Id, name: &str, kind: BodyKind) -> Body {
        Body {
            id,
            name: name.to_string(),
            kind,
            parent: None,
            chair: None,
            vice_chair: None,
            secretary: None,
            seats: Vec::new(),
            members: Vec::new(),
        }
    }

    /// The chair, the vice-chair and the secretary.
    pub fn officers(&self) -> impl Iterator<Item = &Id> {
        [&self.chair, &self.vice_chair, &self.secretary]
            .into_iter()
            .flatten()
    }

    /// The number of seats without an active voter or alternate on the day.
    pub fn vacant_seats(&self, roster: &Roster, on: Day) -> u32 {
        let acts = |id: &Id| roster.person(id).is_some_and(|person| person.acts_on(on));
        self.seats
            .iter()
            .filter(|seat| !seat.voters().any(acts))
            .count() as u32
    }

    /// Whether the person is an officer, a voter, an alternate or a member of it.
    pub fn has(&self, person: &Id) -> bool {
        let voters = self.seats.iter().flat_map(Seat::voters);
        self.officers()
            .chain(voters)
            .chain(&self.members)
            .any(|member| member == person)
    }

    /// The chair, or the vice-chair while the chair is vacant.
    pub fn acting_chair(&self) -> Option<&Id> {
        self.chair.as_ref().or(self.vice_chair.as_ref())
    }
}

impl Named for Body {
    const WHAT: &'static str = "body";
    fn id(&self) -> &Id {
        &self.id
    }
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str()].into_iter()
    }
}

impl Named for Person {
    const WHAT: &'static str = "person";
    fn id(&self) -> &Id {
        &self.id
    }
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), &self.email].into_iter()
    }
}
