//! `wr meeting add`: records a call or a joint meeting.

use anyhow::{Result, bail};
use clap::Args;

use super::joint::{MeetingForm, MeetingJointCommand, MeetingTerms};
use crate::act::{self, Action, Attendee, MeetingKind};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::describe::attendees;
use crate::id::Id;

/// Record a call with the partner, or a joint meeting; --on is its day
#[derive(Debug, Args)]
pub(crate) struct MeetingAddCommand {
    /// The register that a call was about, or the change request that a joint meeting was about
    #[arg(value_parser = register_id, required_unless_present = "request", conflicts_with = "request")]
    id: Option<Id>,
    /// The kind of meeting, by default a call; a joint meeting needs it
    #[arg(long, value_enum)]
    kind: Option<MeetingForm>,
    /// Who was on a call: a person in the roster, or "NAME, COMPANY"; may be given several times
    #[arg(
        long = "with",
        value_name = "PERSON",
        required_unless_present_any = ["request", "kind", "present", "list"],
        conflicts_with_all = ["request", "present", "list"]
    )]
    attendees: Vec<String>,
    /// The body that hosted it; its chair may record it
    #[arg(long, value_name = "BODY")]
    host: Option<String>,
    /// The outcome
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    joint: MeetingJointCommand,
    #[command(flatten)]
    acting: ActOptions,
}

impl MeetingAddCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let place = self.kind.and_then(MeetingForm::place);
        let is_joint = place.is_some() || self.joint.is_given();
        let Some(id) = self.joint.request.as_ref().or(self.id.as_ref()) else {
            bail!("name the register, or the change request of a joint meeting");
        };
        match is_joint {
            true => {
                let shape = MeetingTerms {
                    place,
                    host: self.host.as_deref(),
                    note: self.note.as_ref(),
                };
                self.joint.record_meeting(env, id, &shape, &self.acting)
            }
            false if self.attendees.is_empty() => bail!(
                "name who was on the call: `wr meeting add {id} --with PERSON`, or give the kind of a joint meeting: \
                 `--kind in-person` or `--kind phone`"
            ),
            false => act(env, id, &self.acting, |ctx| self.plan(ctx)),
        }
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let host = self
            .host
            .as_deref()
            .map(|name| ctx.subject.roster.find_body(name))
            .transpose()?;
        let there: Result<Vec<Attendee>> = self
            .attendees
            .iter()
            .map(|name| attendee(ctx, name))
            .collect();
        let meeting = act::Meeting {
            meeting: MeetingKind::Call,
            host: host.map(|body| body.id.clone()),
            attendees: there?,
            note: self.note.clone(),
        };
        let subject = format!(
            "a call on {} with {}",
            ctx.on,
            attendees(&meeting.attendees, ctx.subject.roster)
        );
        Ok(Plan::of(Action::Meeting(meeting), subject))
    }
}

/// A person in the roster, or `NAME, COMPANY`.
fn attendee(ctx: &ActingContext<'_>, given: &str) -> Result<Attendee> {
    let why = match ctx.subject.roster.find_person(given) {
        Ok(person) => {
            return Ok(Attendee {
                person: Some(person.id.clone()),
                name: None,
                company: None,
            });
        }
        Err(why) => why,
    };
    match given.rsplit_once(',') {
        Some((name, company)) => Ok(Attendee {
            person: None,
            name: Some(name.trim().to_string()),
            company: Some(company.trim().to_string()),
        }),
        None => {
            bail!("{why}; add the company of a person who is not in the roster: \"NAME, COMPANY\"")
        }
    }
}
