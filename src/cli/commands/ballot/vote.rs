//! `wr vote`: a member casts a vote, or the chair records one.

use anyhow::{Result, bail};
use clap::Args;

use super::find::find_opened;
use super::own::{find_own, is_over};
use crate::act::{Action, Choice, Question, RollSeat};
use crate::ballot::Opened;
use crate::ballot::tally::{self, Hand};
use crate::cli::app::acting::{ActOptions, ActingContext, OutOption, Plan};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::uncounted;
use crate::cli::app::words::{CHOICES, words};
use crate::id::Id;
use crate::roster::Roster;

/// Cast your vote, or record a member's vote as the chair
#[derive(Debug, Args)]
#[command(allow_missing_positional = true)]
pub(crate) struct BallotVoteCommand {
    /// The register; not needed while you have a seat in one open ballot only
    #[arg(value_parser = register_id)]
    id: Option<Id>,
    /// yes (approve), no (oppose), abstain, or recuse
    #[arg(required = true, value_parser = words::<Choice>(&CHOICES), hide_possible_values = true)]
    choice: Choice,
    /// The ballot or its body, when several are open
    #[arg(long, alias = "body", value_name = "NAME")]
    ballot: Option<String>,
    /// Record the vote of this company or person, as the chair, with --evidence
    #[arg(long = "for", value_name = "ORG")]
    behalf: Option<String>,
    /// The reason; a vote to oppose needs one
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
    #[command(flatten)]
    out_option: OutOption,
}

impl BallotVoteCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let (id, ballot) = match &self.id {
            Some(id) => (id.clone(), self.ballot.clone()),
            None => {
                let (only, behalf) = (self.ballot.as_deref(), self.behalf.as_deref());
                let (id, ballot) =
                    find_own(env, self.choice, only, behalf, |roster, actor, seat| {
                        self.is_meant(roster, actor, seat)
                    })?;
                (id, Some(ballot))
            }
        };
        self.out_option.act(env, &id, &self.acting, |ctx| {
            self.plan(ctx, ballot.as_deref())
        })
    }

    fn plan(&self, ctx: &ActingContext<'_>, ballot: Option<&str>) -> Result<Plan> {
        uncounted::warn(ctx.command, &ctx.subject);
        let own = self.own_ballots(ctx);
        let fits = |name: &str| own.contains(&name);
        let (name, opened) = find_opened(&ctx.subject, ballot, fits)?;
        let seats: Vec<&RollSeat> = opened
            .ballot
            .roll
            .iter()
            .filter(|seat| self.is_meant(ctx.subject.roster, &ctx.actor.id, seat))
            .collect();
        let seat = match seats.as_slice() {
            [seat] => *seat,
            [] => return Err(self.no_seat(ctx, &name, &opened.ballot.roll)),
            several => {
                let ids: Vec<&str> = several.iter().map(|seat| seat.id.as_str()).collect();
                bail!(
                    "several seats match ({}); choose one: --for SEAT",
                    ids.join(", ")
                );
            }
        };
        // A chair who is a voter of the seat casts the vote in person.
        let Some(voter) = seat.voters().next() else {
            let state = format!(
                "the seat {} was vacant when {name} opened",
                seat_name(ctx, seat)
            );
            reject!("{state}, so it has no vote\n  clause: DSP4003 3.2");
        };
        let is_voter = seat.voters().any(|voter| *voter == ctx.actor.id);
        let by = if is_voter { &ctx.actor.id } else { voter };
        let cast = Cast {
            opened,
            seat,
            by,
            choice: self.choice,
            comment: self.comment.clone(),
        };
        Ok(cast.plan(ctx))
    }

    /// The open ballots with the voter's seat; those whose time is over only if there are no others.
    fn own_ballots<'c>(&self, ctx: &'c ActingContext<'_>) -> Vec<&'c str> {
        let (state, history) = (&ctx.subject.replay.state, &ctx.subject.history);
        let now = ctx.command.env.now;
        let open = state.open_ballots().filter_map(|(name, _)| {
            let (opened, _) = history.count(state, name)?;
            let mut seats = opened.ballot.roll.iter();
            let has_seat = seats.any(|seat| self.is_meant(ctx.subject.roster, &ctx.actor.id, seat));
            has_seat.then_some((name.as_str(), is_over(now, opened)))
        });
        let open: Vec<(&str, bool)> = open.collect();
        let all_over = open.iter().all(|(_, is_over)| *is_over);
        let possible = open.iter().filter(|(_, is_over)| all_over || !is_over);
        possible.map(|(name, _)| *name).collect()
    }

    /// Whether the vote is for this seat: the one that `--for` names, or the actor's own.
    fn is_meant(&self, roster: &Roster, actor: &Id, seat: &RollSeat) -> bool {
        let Some(behalf) = &self.behalf else {
            return seat.voters().any(|voter| voter == actor);
        };
        let organization = roster
            .find_organization(behalf)
            .ok()
            .map(|organization| &organization.id);
        let person = roster.find_person(behalf).ok().map(|person| &person.id);
        seat.id == behalf.to_lowercase().as_str()
            || organization.is_some() && seat.organization.as_ref() == organization
            || person.is_some() && person == seat.voter.as_ref()
    }

    fn no_seat(&self, ctx: &ActingContext<'_>, name: &str, roll: &[RollSeat]) -> anyhow::Error {
        let who = self
            .behalf
            .clone()
            .unwrap_or_else(|| ctx.actor.name.clone());
        let list: Vec<String> = roll
            .iter()
            .map(|seat| {
                let names: Vec<String> = seat
                    .voters()
                    .map(|id| ctx.subject.roster.person_name(id))
                    .collect();
                let names = if seat.is_vacant() {
                    "vacant".to_string()
                } else {
                    names.join(", ")
                };
                format!("{} ({names})", seat_name(ctx, seat))
            })
            .collect();
        Rejected::Message(format!(
            "{who} has no seat on the roll of {name}\n  roll:   {}\n  clause: DSP4003 3.2",
            list.join("; ")
        ))
        .into()
    }
}

/// A vote to record.
pub(crate) struct Cast<'a> {
    pub(crate) opened: Opened<'a>,
    pub(crate) seat: &'a RollSeat,
    /// The voter; if that is not the actor, the actor records the vote for that person.
    pub(crate) by: &'a Id,
    pub(crate) choice: Choice,
    pub(crate) comment: Option<String>,
}

impl Cast<'_> {
    /// The plan of the vote, which replaces the earlier votes of the seat that it can replace.
    pub(crate) fn plan(&self, ctx: &ActingContext<'_>) -> Plan {
        let Cast { opened, seat, .. } = self;
        let name = opened.name();
        let hand = match *self.by == ctx.actor.id {
            true => Hand::Voter,
            false => Hand::Chair,
        };
        let votes = ctx
            .subject
            .history
            .votes
            .get(name.as_str())
            .into_iter()
            .flatten()
            .copied();
        let (number, prev) = tally::next_place(*opened, votes, &seat.id, hand);
        let vote = crate::act::Vote {
            of: name,
            ballot: opened.stored.digest,
            seat: seat.id.clone(),
            number,
            prev,
            choice: self.choice,
            comment: self.comment.clone(),
        };
        let revision = opened.stored.act.revision.unwrap_or(0);
        let what = match opened.ballot.question {
            Question::Adopt => "",
            Question::Remove => "the removal of ",
        };
        let again = if vote.number > 1 { " now" } else { "" };
        let subject = format!(
            "{}{again} votes {} on {what}revision {revision} in the {}",
            seat_name(ctx, seat),
            self.choice,
            ctx.subject.roster.body_name(&opened.ballot.body),
        );
        let mut plan = Plan::of(Action::Vote(vote), subject);
        plan.by = Some(self.by.clone());
        plan.text = Some((
            revision,
            opened.stored.act.digest.unwrap_or(opened.stored.digest),
        ));
        plan
    }
}

/// The organization or the person that holds the seat.
fn seat_name(ctx: &ActingContext<'_>, seat: &RollSeat) -> String {
    seat.name(ctx.subject.roster)
}
