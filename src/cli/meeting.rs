//! `wr meeting`: calls with the partner, on the record (DSP4003 3.1, 3.2).

mod add;
mod list;

use anyhow::Result;
use clap::Subcommand;

use super::context::Surroundings;
use crate::act::Attendee;
use crate::roster::Roster;

/// Record or list calls with the partner
#[derive(Debug, Subcommand)]
pub enum Meeting {
    /// Record a call with the partner that took place; --on is its day
    Add(add::Add),
    /// List the calls with the partner
    List(list::List),
}

impl Meeting {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        match self {
            Meeting::Add(command) => command.run(around),
            Meeting::List(command) => command.run(around),
        }
    }
}

/// An attendee with the organisation, for example `Pat Price (XYZ)`.
pub(super) fn attendee(attendee: &Attendee, roster: &Roster) -> String {
    let known = attendee.person.as_ref().and_then(|id| roster.person(id));
    let name = match (&attendee.person, &attendee.name) {
        (Some(id), _) => roster.person_name(id),
        (None, Some(name)) => name.clone(),
        (None, None) => "somebody".to_string(),
    };
    let organisation = known.and_then(|person| person.organisation.as_ref());
    let organisation = match organisation {
        Some(id) => Some(roster.organisation_name(id)),
        None => attendee.company.clone(),
    };
    organisation.map_or(name.clone(), |organisation| format!("{name} ({organisation})"))
}

/// Everybody who attended, in one line.
pub(super) fn attendees(list: &[Attendee], roster: &Roster) -> String {
    list.iter().map(|one| attendee(one, roster)).collect::<Vec<_>>().join(", ")
}
