//! `wr meeting add`.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::attendees;
use crate::act::{self, Attendee, Deed, MeetingKind};
use crate::cli::acting::{Acting, Desk, Plan, Presence, act};
use crate::cli::context::{Surroundings, register_id};
use crate::id::Id;

/// Record a call with the partner that took place; --on is its day
#[derive(Debug, Args)]
pub struct Add {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// What kind of meeting it was
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    /// Who attended: a person of the roster, or "NAME, COMPANY"; once for each
    #[arg(long = "with", value_name = "PERSON", required = true)]
    attendees: Vec<String>,
    /// The body that hosted it; its chair may record it
    #[arg(long, value_name = "BODY")]
    host: Option<String>,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// The kinds of meetings, as they are typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A conference call with the partner.
    #[default]
    Call,
}

impl Add {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| self.plan(desk))
    }

    fn plan(&self, desk: &Desk<'_>) -> Result<Plan> {
        let host = self.host.as_deref().map(|name| desk.roster.find_body(name)).transpose()?;
        let there: Result<Vec<Attendee>> = self.attendees.iter().map(|name| attendee(desk, name)).collect();
        let meeting = act::Meeting {
            meeting: match self.kind {
                Kind::Call => MeetingKind::Call,
            },
            host: host.map(|body| body.id.clone()),
            attendees: there?,
            note: self.note.clone(),
        };
        let subject = format!("a call on {} with {}", desk.on, attendees(&meeting.attendees, desk.roster));
        Ok(Plan::of(Deed::Meeting(meeting), subject))
    }
}

/// A person of the roster, or a name and a company with a comma between them.
fn attendee(desk: &Desk<'_>, given: &str) -> Result<Attendee> {
    let why = match desk.roster.find_person(given) {
        Ok(person) => {
            return Ok(Attendee { person: Some(person.id.clone()), name: None, company: None });
        }
        Err(why) => why,
    };
    match given.rsplit_once(',') {
        Some((name, company)) => Ok(Attendee {
            person: None,
            name: Some(name.trim().to_string()),
            company: Some(company.trim().to_string()),
        }),
        None => bail!("{why}; somebody who is not in the roster is named with a company: \"NAME, COMPANY\""),
    }
}
