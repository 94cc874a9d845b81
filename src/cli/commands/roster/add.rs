//! `wr roster add`: adds people, organizations, bodies and seats.

use anyhow::Result;
use clap::{Args, Subcommand};

use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use super::name::{
    body_kind, free_id, id_of, id_of_body, membership, person_name, person_with, text,
};
use super::seat::Speakers;
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Environment, any_id};
use crate::contacts::address_in;
use crate::id::Id;
use crate::roster::{
    Body, BodyKind, Membership, Organization, OrganizationStatus, Person, Roster, Seat,
};

/// Add a person, an organization, a body, or a seat in a body
#[derive(Debug, Subcommand)]
pub(super) enum RosterAddCommand {
    Person(PersonAddCommand),
    #[command(alias = "org", alias = "company", alias = "partner")]
    Organization(OrganizationAddCommand),
    #[command(alias = "committee", alias = "group")]
    Body(BodyAddCommand),
    Seat(SeatAddCommand),
}

/// Add a person who acts
#[derive(Debug, Args)]
pub(super) struct PersonAddCommand {
    /// The full name
    #[arg(value_parser = person_name)]
    name: String,
    /// The e-mail address in git (`user.email`)
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// The company or partner that the person represents
    #[arg(long, alias = "org", value_name = "ORGANIZATION")]
    organization: Option<String>,
    /// The id, by default made from the name
    #[arg(long, value_parser = any_id)]
    id: Option<Id>,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// Add a member company, an alliance partner or another organization
#[derive(Debug, Args)]
pub(super) struct OrganizationAddCommand {
    /// The full name
    #[arg(value_parser = text)]
    name: String,
    /// The short name that Table 1 uses
    #[arg(long, value_name = "NAME", value_parser = text)]
    short: Option<String>,
    /// The level of membership: board, leadership or participation; none for a partner
    #[arg(long, alias = "kind", value_name = "LEVEL", value_parser = membership)]
    membership: Option<Membership>,
    /// A person who may accept registers in its name; may be repeated
    #[arg(long, value_name = "PERSON")]
    representative: Vec<String>,
    /// Its address on the web
    #[arg(long, value_name = "URL", value_parser = text)]
    web: Option<String>,
    /// Its logo, an SVG or PNG file in the folder `logos` of the store
    #[arg(long, value_name = "PATH", value_parser = text)]
    logo: Option<String>,
    /// The id, by default made from the short name or the name
    #[arg(long, value_parser = any_id)]
    id: Option<Id>,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// Add a committee, a working group, a board or an executive committee
#[derive(Debug, Args)]
pub(super) struct BodyAddCommand {
    /// The name
    #[arg(value_parser = text)]
    name: String,
    /// The kind: committee, working-group, alliance-committee, board or executive-committee
    #[arg(long, value_parser = body_kind)]
    kind: BodyKind,
    /// The committee that a working group belongs to
    #[arg(long, value_name = "BODY")]
    parent: Option<String>,
    /// The chair
    #[arg(long, value_name = "PERSON")]
    chair: Option<String>,
    /// The vice-chair
    #[arg(long, value_name = "PERSON")]
    vice_chair: Option<String>,
    /// The secretary
    #[arg(long, value_name = "PERSON")]
    secretary: Option<String>,
    /// The id, by default made from the name
    #[arg(long, value_parser = any_id)]
    id: Option<Id>,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// Add a seat, which has one vote, to a body
#[derive(Debug, Args)]
pub(super) struct SeatAddCommand {
    /// The body
    body: String,
    /// The company that holds the seat; omit it for the seat of an individual
    organization: Option<String>,
    #[command(flatten)]
    speakers: Speakers,
    /// The seat's id, by default that of the company or the voter
    #[arg(long, value_parser = any_id)]
    id: Option<Id>,
    #[command(flatten)]
    editing: VersionEditOptions,
}

impl RosterAddCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            RosterAddCommand::Person(command) => {
                edit_roster(env, &command.editing, |old, saved| command.plan(old, saved))
            }
            RosterAddCommand::Organization(command) => {
                edit_roster(env, &command.editing, |old, _| command.plan(old))
            }
            RosterAddCommand::Body(command) => {
                edit_roster(env, &command.editing, |old, _| command.plan(old))
            }
            RosterAddCommand::Seat(command) => {
                edit_roster(env, &command.editing, |old, _| command.plan(old))
            }
        }
    }
}

impl PersonAddCommand {
    fn plan(&self, old: &Roster, saved: Option<&Roster>) -> Result<VersionEdit<Roster>> {
        let email = address_in(&self.email).unwrap_or(self.email.trim());
        if let Some(there) = old.person_by_email(email) {
            reject!(
                "{email} is the address of {} (`{}`)\n  needs:  another address; `wr roster set {} FIELD VALUE` \
                 changes a person",
                there.name,
                there.id,
                there.id
            );
        }
        let name = self.name.as_str();
        let owner = |id: &Id| person_with(id, [Some(old), saved]);
        let id = free_id(self.id.as_ref(), id_of(name), name, owner)?;
        let given = self.organization.as_deref();
        let organization = given
            .map(|given| old.find_organization(given))
            .transpose()?;
        let mut new = old.clone();
        new.people.push(Person {
            organization: organization.map(|organization| organization.id.clone()),
            ..Person::new(id.clone(), name, email)
        });
        Ok(VersionEdit::of(new, format!("added {name} ({id})")))
    }
}

impl OrganizationAddCommand {
    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let name = self.name.as_str();
        if let Some(there) = old.organization_called(name) {
            reject!(
                "the roster already has {} (`{}`)\n  needs:  another name; `wr roster set {} FIELD VALUE` changes it",
                there.name,
                there.id,
                there.id
            );
        }
        let owner = |id: &Id| old.organization(id).map(|there| there.name.clone());
        let made = id_of(self.short.as_deref().unwrap_or(name));
        let id = free_id(self.id.as_ref(), made, name, owner)?;
        let mut representatives = Vec::new();
        for given in &self.representative {
            representatives.push(old.find_person(given)?.id.clone());
        }
        let mut new = old.clone();
        new.organizations.push(Organization {
            id: id.clone(),
            name: name.to_string(),
            short: self.short.clone(),
            language: None,
            web: self.web.clone(),
            logo: self.logo.clone(),
            membership: self.membership,
            member_since: None,
            member_until: None,
            status: OrganizationStatus::Active,
            successor: None,
            since: None,
            representatives,
        });
        Ok(VersionEdit::of(new, format!("added {name} ({id})")))
    }
}

impl BodyAddCommand {
    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let name = self.name.as_str();
        if let Some(there) = old.body_called(name) {
            reject!(
                "the roster already has the {} (`{}`)\n  needs:  another name; `wr roster set {} FIELD VALUE` changes it",
                there.name,
                there.id,
                there.id
            );
        }
        let owner = |id: &Id| old.body(id).map(|there| format!("the {}", there.name));
        let id = free_id(self.id.as_ref(), id_of_body(name), name, owner)?;
        let parent = self.parent.as_deref();
        let parent = parent.map(|given| old.find_body(given)).transpose()?;
        let person = |given: &Option<String>| -> Result<Option<Id>> {
            let given = given.as_deref();
            let found = given.map(|given| old.find_person(given)).transpose()?;
            Ok(found.map(|person| person.id.clone()))
        };
        let mut new = old.clone();
        new.bodies.push(Body {
            parent: parent.map(|parent| parent.id.clone()),
            chair: person(&self.chair)?,
            vice_chair: person(&self.vice_chair)?,
            secretary: person(&self.secretary)?,
            ..Body::new(id.clone(), name, self.kind)
        });
        Ok(VersionEdit::of(new, format!("added the {name} ({id})")))
    }
}

impl SeatAddCommand {
    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let body = old.find_body(&self.body)?;
        let given = self.organization.as_deref();
        let organization = given
            .map(|given| old.find_organization(given))
            .transpose()?;
        let held = organization.and_then(|company| {
            let mut seats = body.seats.iter();
            seats.find(|seat| seat.organization.as_ref() == Some(&company.id))
        });
        if let Some(held) = held {
            reject!(
                "{} already has the seat `{}` in the {}\n  needs:  `wr roster seat {} {} --voter PERSON` to change who \
                 speaks for it",
                old.organization_name(held.organization.as_ref().unwrap_or(&held.id)),
                held.id,
                body.name,
                body.id,
                held.id
            );
        }
        let mut seat = Seat {
            id: body.id.clone(),
            organization: organization.map(|organization| organization.id.clone()),
            voter: None,
            alternate: None,
        };
        self.speakers.apply(old, &mut seat)?;
        let made = seat.organization.as_ref().or(seat.voter.as_ref()).cloned();
        let owner = |id: &Id| {
            let taken = body.seats.iter().any(|seat| seat.id == *id);
            taken.then(|| format!("another seat in the {}", body.name))
        };
        seat.id = free_id(self.id.as_ref(), made, "the seat", owner)?;
        let what = format!(
            "added the seat `{}` to the {}: {}",
            seat.id,
            body.name,
            Speakers::of(old, &seat)
        );
        let mut new = old.clone();
        let bodies = new.bodies.iter_mut().filter(|it| it.id == body.id);
        bodies.for_each(|body| body.seats.push(seat.clone()));
        Ok(VersionEdit::of(new, what))
    }
}
