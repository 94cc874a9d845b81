//! Filters worklist items by person, body or organization.

use super::item::Item;
use crate::id::Id;
use crate::process::due::Duty;
use crate::process::feedback::concerned;
use crate::process::{History, State};
use crate::roster::{Body, BodyKind, Organization, Person, Roster};

/// The person, body or organization whose items are wanted.
#[derive(Debug, Clone, Copy)]
pub enum Whom<'a> {
    /// A person.
    Person(&'a Person),
    /// A committee, a working group, the board or the executive committee.
    Body(&'a Body),
    /// A member company, or a partner.
    Organization(&'a Organization),
}

/// The role of a person, body or organization in an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskRole {
    /// They are responsible for it.
    Own,
    /// They may do it in the place of those responsible.
    Stead,
}

impl Whom<'_> {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Whom::Person(person) => &person.name,
            Whom::Body(body) => &body.name,
            Whom::Organization(organization) => &organization.name,
        }
    }

    /// The id.
    pub fn id(&self) -> &Id {
        match self {
            Whom::Person(person) => &person.id,
            Whom::Body(body) => &body.id,
            Whom::Organization(organization) => &organization.id,
        }
    }

    /// The kind: `person`, `body` or `organization`.
    pub fn kind(&self) -> &'static str {
        match self {
            Whom::Person(_) => "person",
            Whom::Body(_) => "body",
            Whom::Organization(_) => "organization",
        }
    }

    /// The role in an item, if any.
    pub fn part(&self, item: &Item) -> Option<TaskRole> {
        let own = match self {
            Whom::Person(person) => item.first.contains(&person.id),
            Whom::Body(body) => item.bodies.contains(&body.id),
            // The tasks of a company's people as owner or chair are not tasks of the company.
            Whom::Organization(organization) => {
                let represents = |id: &Id| organization.representatives.contains(id);
                item.companies.contains(&organization.id) || item.first.iter().any(represents)
            }
        };
        let stands_in = match self {
            Whom::Person(person) => item.others.contains(&person.id),
            Whom::Body(_) | Whom::Organization(_) => false,
        };
        if own {
            return Some(TaskRole::Own);
        }
        stands_in.then_some(TaskRole::Stead)
    }

    /// Whether a register is any concern of theirs, so that they wait for what others do about it.
    pub fn has_stake(&self, state: &State, history: &History<'_>, roster: &Roster) -> bool {
        let newest = history
            .revisions
            .keys()
            .next_back()
            .and_then(|number| history.text(*number));
        let needs = state
            .under_way
            .as_ref()
            .map_or(&[][..], |under_way| &under_way.needs);
        let mut bodies = newest.map_or(Vec::new(), |text| concerned(text, needs, roster));
        // The last approvers have no stake while no revision is under way.
        let later = [BodyKind::Board, BodyKind::ExecutiveCommittee];
        let later = if state.under_way.is_some() {
            &later[..]
        } else {
            &[]
        };
        bodies.extend(
            later
                .iter()
                .filter_map(|kind| Some(roster.body_of_kind(*kind)?.id.clone())),
        );
        let parties = state
            .proposal
            .iter()
            .flat_map(|proposal| [&proposal.partner, &proposal.proposed_by]);
        let mut bodies = bodies.iter().filter_map(|id| roster.body(id));
        let mut parties = parties.filter_map(|id| roster.organization(id));
        match self {
            Whom::Person(person) => {
                let owns = state
                    .owner
                    .as_ref()
                    .is_some_and(|(owner, _)| *owner == person.id);
                owns || roster.officers.vp_alliances.as_ref() == Some(&person.id)
                    || bodies.any(|body| body.has(&person.id))
                    || parties.any(|party| party.representatives.contains(&person.id))
            }
            Whom::Body(own) => bodies.any(|body| body.id == own.id),
            Whom::Organization(own) => {
                let is_own = |id: &Option<Id>| id.as_ref() == Some(&own.id);
                let seated = |body: &Body| body.seats.iter().any(|seat| is_own(&seat.organization));
                parties.any(|party| party.id == own.id) || bodies.any(seated)
            }
        }
    }
}

impl Duty {
    /// Whether it concerns this person, body or organization.
    pub fn is_for(&self, whom: Whom<'_>) -> bool {
        match whom {
            Whom::Person(person) => self.holders.contains(&person.id),
            Whom::Body(body) => self.bodies.contains(&body.id),
            Whom::Organization(organization) => {
                self.holders
                    .iter()
                    .any(|id| organization.representatives.contains(id))
                    || self.companies.contains(&organization.id)
            }
        }
    }
}
