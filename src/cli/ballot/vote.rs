//! `wr vote`: a member casts a vote, or the chair records one.

use anyhow::{Result, bail};
use clap::Args;

use super::{counted, meant};
use crate::act::{Choice, Deed};
use crate::ballot::tally::Said;
use crate::cli::acting::{Acting, Desk, Plan, Presence, act};
use crate::cli::answer::No;
use crate::cli::context::{Surroundings, register_id};
use crate::id::Id;
use crate::roster::Seat;
use crate::source::Digest;

/// Cast your vote, or record a member's as the chair
#[derive(Debug, Args)]
pub struct Vote {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// approve (yes), oppose (no), abstain, or recuse
    choice: Choice,
    /// The ballot or its body, when several are open
    #[arg(long, value_name = "NAME")]
    ballot: Option<String>,
    /// Record the vote of this company or person, as the chair, with --evidence
    #[arg(long = "for", value_name = "ORG")]
    behalf: Option<String>,
    /// Why; an oppose needs one
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Vote {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| self.plan(desk))
    }

    fn plan(&self, desk: &Desk<'_>) -> Result<Plan> {
        let has_seat = |name: &str| {
            counted(desk.record, desk.course, name)
                .is_some_and(|(opened, _)| opened.ballot.roll.iter().any(|seat| self.is_meant(desk, seat)))
        };
        let name = meant(desk.course, desk.roster, self.ballot.as_deref(), has_seat)?;
        let Some((opened, tally)) = counted(desk.record, desk.course, &name) else {
            bail!("the ballot {name} cannot be read; `wr check {}` says why", self.id);
        };
        let seats: Vec<&Seat> = opened.ballot.roll.iter().filter(|seat| self.is_meant(desk, seat)).collect();
        let seat = match seats.as_slice() {
            [seat] => *seat,
            [] => return Err(self.no_seat(desk, &name, &opened.ballot.roll)),
            several => {
                let ids: Vec<&str> = several.iter().map(|seat| seat.id.as_str()).collect();
                bail!("several seats are meant ({}); say which: --for SEAT", ids.join(", "));
            }
        };
        let own = |act: &crate::act::Act| act.recorded_by.is_none();
        let records = self.behalf.is_some();
        let standing: Vec<(u32, Digest)> = desk
            .record
            .votes
            .get(name.as_str())
            .into_iter()
            .flatten()
            .filter(|filed| tally.void.iter().all(|(digest, _)| *digest != filed.digest))
            .filter_map(|filed| match &filed.act.deed {
                // The chair's record never takes the place of a member's own vote.
                Deed::Vote(vote) if vote.seat == seat.id && !(records && own(&filed.act)) => {
                    Some((vote.number, filed.digest))
                }
                _ => None,
            })
            .collect();
        let last = tally.seats.iter().find(|(id, _)| *id == seat.id).map(|(_, said)| said);
        let prev: Vec<Digest> = match last {
            Some(Said::Voted { vote, .. }) => {
                standing.iter().map(|(_, d)| *d).filter(|d| d == vote).collect()
            }
            Some(Said::Rivals(rivals)) => rivals.clone(),
            Some(Said::Nothing) | None => Vec::new(),
        };
        let highest =
            standing.iter().filter(|(_, digest)| prev.contains(digest)).map(|(number, _)| *number).max();
        let vote = crate::act::Vote {
            of: name.clone(),
            ballot: opened.filed.digest,
            seat: seat.id.clone(),
            number: highest.unwrap_or(0) + 1,
            prev,
            choice: self.choice,
            comment: self.comment.clone(),
        };
        let revision = opened.filed.act.revision.unwrap_or(0);
        let again = if vote.number > 1 { " now" } else { "" };
        let subject = format!(
            "{}{again} votes {} on revision {revision} in the {}",
            seat_name(desk, seat),
            self.choice,
            desk.roster.body_name(&opened.ballot.body),
        );
        let mut plan = Plan::of(Deed::Vote(vote), subject);
        plan.by = Some(if records { seat.voter.clone() } else { desk.actor.id.clone() });
        plan.text = Some((revision, opened.filed.act.digest.unwrap_or(opened.filed.digest)));
        Ok(plan)
    }

    /// Whether the vote is for this seat: the one that `--for` names, or the actor's own.
    fn is_meant(&self, desk: &Desk<'_>, seat: &Seat) -> bool {
        let Some(behalf) = &self.behalf else {
            return seat.voter == desk.actor.id || seat.alternate.as_ref() == Some(&desk.actor.id);
        };
        let organisation = desk.roster.find_organisation(behalf).ok().map(|organisation| &organisation.id);
        let person = desk.roster.find_person(behalf).ok().map(|person| &person.id);
        seat.id == behalf.as_str()
            || organisation.is_some() && seat.organisation.as_ref() == organisation
            || person == Some(&seat.voter)
    }

    fn no_seat(&self, desk: &Desk<'_>, name: &str, roll: &[Seat]) -> anyhow::Error {
        let who = self.behalf.clone().unwrap_or_else(|| desk.actor.name.clone());
        let list: Vec<String> = roll
            .iter()
            .map(|seat| {
                let voters = std::iter::once(&seat.voter).chain(&seat.alternate);
                let names: Vec<String> = voters.map(|id| desk.roster.person_name(id)).collect();
                format!("{} ({})", seat_name(desk, seat), names.join(", "))
            })
            .collect();
        No::Because(format!(
            "{who} has no seat on the roll of {name}\n  roll:   {}\n  clause: DSP4003 3.2 (A4)",
            list.join("; ")
        ))
        .into()
    }
}

/// The company that holds a seat, or the individual.
fn seat_name(desk: &Desk<'_>, seat: &Seat) -> String {
    match &seat.organisation {
        Some(organisation) => desk.roster.organisation_name(organisation),
        None => desk.roster.person_name(&seat.voter),
    }
}
