//! `wr roster office`: gives an office to a person, or takes it away.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use crate::cli::app::answer::reject;
use crate::cli::app::context::Environment;
use crate::id::Id;
use crate::roster::{Body, Organization, Person, Roster};

/// Give an office to a person, or take it away: VP of Alliances, chair, secretary, representative
#[derive(Debug, Args)]
pub(super) struct RosterOfficeCommand {
    /// The office
    #[arg(value_enum)]
    office: OfficeName,
    /// The person
    person: String,
    /// The body of a chair, a vice-chair, a secretary or a member
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// The organization that a representative accepts registers for, by default the person's own
    #[arg(long, alias = "org", value_name = "ORGANIZATION")]
    organization: Option<String>,
    /// Take the office away from the person
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// An office of the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OfficeName {
    /// The Vice President of Alliances.
    #[value(
        alias = "vp-of-alliances",
        alias = "vp-alliances",
        alias = "vp_alliances"
    )]
    Vp,
    /// The chair of a body.
    Chair,
    /// The vice-chair of a body, who acts for a vacant chair.
    #[value(alias = "vice_chair", alias = "vicechair")]
    ViceChair,
    /// The secretary of a body, who records resolutions.
    Secretary,
    /// A member of a body without a seat.
    Member,
    /// A person who may accept registers in the name of a partner.
    Representative,
}

impl RosterOfficeCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        edit_roster(env, &self.editing, |old, _| self.plan(old))
    }

    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let person = old.find_person(&self.person)?;
        let mut new = old.clone();
        let (office, was) = match self.office {
            OfficeName::Vp => {
                self.has_no_place(&[
                    ("--body", &self.body),
                    ("--organization", &self.organization),
                ])?;
                let was = self.hold(&mut new.officers.vp_alliances, person)?;
                ("VP of Alliances".to_string(), was)
            }
            OfficeName::Representative => {
                self.has_no_place(&[("--body", &self.body)])?;
                let organization = self.of_organization(old, person)?;
                let there = new.organizations.iter_mut();
                for there in there.filter(|it| it.id == organization.id) {
                    self.join(&mut there.representatives, person)?;
                }
                (format!("representative of {}", organization.name), None)
            }
            OfficeName::Chair
            | OfficeName::ViceChair
            | OfficeName::Secretary
            | OfficeName::Member => {
                self.has_no_place(&[("--organization", &self.organization)])?;
                let body = self.of_body(old)?;
                let mut was = None;
                for there in new.bodies.iter_mut().filter(|it| it.id == body.id) {
                    was = self.of(there, person)?;
                }
                let word = self.office.to_possible_value();
                let word = word.map_or(String::new(), |word| word.get_name().to_string());
                (format!("{word} of the {}", body.name), was)
            }
        };
        let was = was.filter(|was| *was != person.id);
        let was = was.map_or(String::new(), |was| {
            format!(", was {}", old.person_name(&was))
        });
        let what = match self.remove {
            true => format!("{} is no longer {office}", person.name),
            false => format!("{} is {office}{was}", person.name),
        };
        Ok(VersionEdit::of(new, what))
    }

    /// Changes an office of a body, and returns its earlier holder.
    fn of(&self, body: &mut Body, person: &Person) -> Result<Option<Id>> {
        match self.office {
            OfficeName::Chair => self.hold(&mut body.chair, person),
            OfficeName::ViceChair => self.hold(&mut body.vice_chair, person),
            OfficeName::Secretary => self.hold(&mut body.secretary, person),
            OfficeName::Member | OfficeName::Vp | OfficeName::Representative => {
                self.join(&mut body.members, person)?;
                Ok(None)
            }
        }
    }

    /// Changes an office of one person.
    fn hold(&self, place: &mut Option<Id>, person: &Person) -> Result<Option<Id>> {
        if self.remove && place.as_ref() != Some(&person.id) {
            reject!("{} does not have this office", person.name);
        }
        let is = (!self.remove).then(|| person.id.clone());
        Ok(std::mem::replace(place, is))
    }

    /// Changes a list of people.
    fn join(&self, list: &mut Vec<Id>, person: &Person) -> Result<()> {
        let is_there = list.contains(&person.id);
        match (self.remove, is_there) {
            (true, false) => reject!("{} is not among them", person.name),
            (true, true) => list.retain(|id| *id != person.id),
            (false, false) => list.push(person.id.clone()),
            (false, true) => {}
        }
        Ok(())
    }

    fn of_body<'r>(&self, roster: &'r Roster) -> Result<&'r Body> {
        if let Some(given) = &self.body {
            return Ok(roster.find_body(given)?);
        }
        let ids: Vec<&str> = roster.bodies.iter().map(|body| body.id.as_str()).collect();
        reject!(
            "this office needs a body: `--body BODY`; the roster has {}",
            ids.join(", ")
        )
    }

    fn of_organization<'r>(&self, roster: &'r Roster, person: &Person) -> Result<&'r Organization> {
        if let Some(given) = &self.organization {
            return Ok(roster.find_organization(given)?);
        }
        let own = person.organization.as_ref();
        let Some(own) = own.and_then(|id| roster.organization(id)) else {
            reject!(
                "{} has no organization in the roster\n  needs:  `--organization ORGANIZATION`",
                person.name
            );
        };
        Ok(own)
    }

    /// Refuses options that the office does not have.
    fn has_no_place(&self, options: &[(&str, &Option<String>)]) -> Result<()> {
        if let Some((option, _)) = options.iter().find(|(_, given)| given.is_some()) {
            reject!("this office has no `{option}`");
        }
        Ok(())
    }
}
