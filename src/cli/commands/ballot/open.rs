//! `wr ballot open`: opens a ballot of a committee or the board.

use std::cell::RefCell;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::act::{Action, Question};
use crate::ballot::opening::{self, Choices};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::count::next_round;
use crate::process::groups::groups;
use crate::roster::{Body, BodyKind};

/// Open a ballot on the revision under way, or the board's ballot on a removal
#[derive(Debug, Args)]
pub(crate) struct BallotOpenCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The committee or the board, by id or name
    #[arg(long, required_unless_present_any = ["which", "remove"], conflicts_with = "which")]
    body: Option<String>,
    /// The body, without the option
    #[arg(value_name = "BODY", hide = true)]
    which: Option<String>,
    /// Ask the board whether to remove the register in force, once its removal is recommended
    #[arg(long)]
    remove: bool,
    /// Open it in parallel with the originating committee's ballot, as this committee's chair chose (DSP4003 3.2)
    #[arg(long)]
    parallel: bool,
    /// How many days the ballot is open; the policy sets the minimum
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: Option<u32>,
    #[command(flatten)]
    acting: ActOptions,
}

impl BallotOpenCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let silent = RefCell::new(Vec::new());
        let terms = RefCell::new(String::new());
        act(env, &self.id, &self.acting, |ctx| {
            let body = self.body(ctx)?;
            let (question, revision) = self.asked(ctx);
            let days = self.days.unwrap_or(ctx.subject.policy.terms(&body.id).days);
            let choices = Choices {
                question,
                round: next_round(
                    &ctx.subject.replay.state,
                    &ctx.subject.history,
                    &body.id,
                    question,
                    revision,
                ),
                parallel: self
                    .parallel
                    .then(|| body.acting_chair().cloned())
                    .flatten(),
                opens: ctx.command.env.now,
                closes: ctx.command.env.now.plus_days(days),
            };
            silent.replace(not_answered(ctx, &body.id));
            let ballot = opening::ballot(body, ctx.subject.roster, ctx.subject.policy, choices);
            let rule = ballot.applied();
            let base = ballot.roll.iter().filter(|seat| !seat.is_vacant()).count();
            terms.replace(format!(
                "  rule    {rule}: {}\n  needed  {} of a base of {base}",
                rule.explained(),
                ballot.needs
            ));
            let parallel = if self.parallel { " in parallel" } else { "" };
            let about = match question {
                Question::Adopt => format!("on revision {revision}"),
                Question::Remove => {
                    format!("on the removal of revision {revision}, which is in force,")
                }
            };
            let subject = format!(
                "the {} votes {about}{parallel} until {} ({}, {} seats)",
                body.name,
                ballot.closes,
                ballot.name(revision),
                ballot.roll.len(),
            );
            let plan = Plan::of(Action::Ballot(ballot), subject);
            Ok(match question {
                Question::Adopt => plan.about_revision(&ctx.subject),
                Question::Remove => plan.about_what_is_in_force(&ctx.subject),
            })
        })?;
        ui::out(terms.into_inner());
        let silent = silent.into_inner();
        if !silent.is_empty() && !self.remove {
            ui::err(format!(
                "note: no answer yet from: {}; `wr commitment {} ANSWER --body GROUP`, DSP4003 2.4, 3.2",
                silent.join(", "),
                self.id
            ));
        }
        Ok(())
    }

    /// The ballot's question, and the revision that it is about.
    fn asked(&self, ctx: &ActingContext<'_>) -> (Question, u32) {
        let state = &ctx.subject.replay.state;
        if self.remove {
            return (
                Question::Remove,
                state
                    .in_force
                    .as_ref()
                    .map_or(0, |in_force| in_force.revision),
            );
        }
        (
            Question::Adopt,
            state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision),
        )
    }

    /// The body that `--body` names; the board for a removal.
    fn body<'a>(&self, ctx: &ActingContext<'a>) -> Result<&'a Body> {
        match self.body.as_ref().or(self.which.as_ref()) {
            Some(given) => Ok(ctx.subject.roster.find_body(given)?),
            None => ctx
                .subject
                .roster
                .body_of_kind(BodyKind::Board)
                .context("the roster has no board"),
        }
    }
}

/// The names of the working groups that have not answered this committee's milestones.
fn not_answered(ctx: &ActingContext<'_>, committee: &Id) -> Vec<String> {
    let groups = groups(&ctx.subject.replay.state, &ctx.subject.history);
    let silent = groups.iter().filter(|group| group.keeps_waiting(committee));
    silent
        .map(|group| format!("{} ({})", ctx.subject.roster.body_name(group.id), group.id))
        .collect()
}
