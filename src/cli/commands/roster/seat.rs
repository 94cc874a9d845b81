//! `wr roster seat`: changes who speaks for a seat, or removes the seat.

use anyhow::Result;
use clap::Args;

use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use super::name::NONE;
use crate::cli::app::answer::reject;
use crate::cli::app::context::Environment;
use crate::id::Id;
use crate::roster::{Body, Roster, Seat};
use crate::suggest::did_you_mean;

/// Change who speaks for a seat of a body, or remove the seat
///
/// Ballots that are open keep the seats and the voters with which they opened.
#[derive(Debug, Args)]
pub(super) struct RosterSeatCommand {
    /// The body
    body: String,
    /// The seat: its id, or the company that holds it
    seat: String,
    #[command(flatten)]
    speakers: Speakers,
    /// Remove the seat from the body
    #[arg(long, conflicts_with_all = ["voter", "alternate"])]
    remove: bool,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// The people who may vote for a seat.
#[derive(Debug, Args)]
pub(super) struct Speakers {
    /// The person who casts its vote; `none` leaves the seat vacant
    #[arg(long, value_name = "PERSON")]
    voter: Option<String>,
    /// The person who votes where the voter has not; `none` for no alternate
    #[arg(long, value_name = "PERSON")]
    alternate: Option<String>,
}

impl Speakers {
    /// Sets what was given.
    pub(super) fn apply(&self, roster: &Roster, seat: &mut Seat) -> Result<()> {
        for (given, place) in [
            (&self.voter, &mut seat.voter),
            (&self.alternate, &mut seat.alternate),
        ] {
            match given.as_deref() {
                None => {}
                Some(given) if given.eq_ignore_ascii_case(NONE) => *place = None,
                Some(given) => *place = Some(roster.find_person(given)?.id.clone()),
            }
        }
        Ok(())
    }

    /// Who speaks for a seat, in words.
    pub(super) fn of(roster: &Roster, seat: &Seat) -> String {
        let name = |id: &Id| roster.person_name(id);
        let voter = seat.voter.as_ref().map_or("vacant".to_string(), name);
        match &seat.alternate {
            Some(alternate) => format!("{voter}, alternate {}", name(alternate)),
            None => voter,
        }
    }
}

impl RosterSeatCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        edit_roster(env, &self.editing, |old, _| self.plan(old))
    }

    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let body = old.find_body(&self.body)?;
        let at = seat_of(old, body, &self.seat)?;
        let (id, name) = (body.seats[at].id.clone(), body.name.clone());
        let mut new = old.clone();
        let Some(seats) = new
            .bodies
            .iter_mut()
            .find(|it| it.id == body.id)
            .map(|body| &mut body.seats)
        else {
            reject!("the roster has no body `{}`", body.id);
        };
        let what = match (self.remove, &self.speakers) {
            (true, _) => {
                seats.remove(at);
                format!("removed the seat `{id}` of the {name}")
            }
            (
                false,
                Speakers {
                    voter: None,
                    alternate: None,
                },
            ) => reject!(
                "the seat `{id}` of the {name} stays as it is\n  needs:  `--voter PERSON`, `--alternate PERSON` or `--remove`"
            ),
            (false, speakers) => {
                speakers.apply(old, &mut seats[at])?;
                let was = Speakers::of(old, &body.seats[at]);
                let is = Speakers::of(old, &seats[at]);
                format!("the seat `{id}` of the {name}: {is}, was {was}")
            }
        };
        Ok(VersionEdit::of(new, what))
    }
}

/// The index of the seat with this id, or of the company with this name.
fn seat_of(roster: &Roster, body: &Body, given: &str) -> Result<usize> {
    let lower = given.trim().to_lowercase();
    let company = roster.find_organization(given).ok().map(|found| &found.id);
    let by_id = body.seats.iter().position(|seat| seat.id.as_str() == lower);
    let by_company = || {
        company.and_then(|company| {
            let holds = |seat: &Seat| seat.organization.as_ref() == Some(company);
            body.seats.iter().position(holds)
        })
    };
    if let Some(at) = by_id.or_else(by_company) {
        return Ok(at);
    }
    let known: Vec<&str> = body.seats.iter().map(|seat| seat.id.as_str()).collect();
    let near = did_you_mean(&lower, &known);
    let known = match known.is_empty() {
        true => "it has no seats".to_string(),
        false => format!("its seats: {}", known.join(", ")),
    };
    reject!(
        "the {} has no seat `{given}`{near}\n  needs:  a seat of the {} ({known}), or a new one: `wr roster add seat {} \
         ORGANIZATION --voter PERSON`",
        body.name,
        body.name,
        body.id
    )
}
