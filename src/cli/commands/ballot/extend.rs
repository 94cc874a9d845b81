//! `wr ballot extend`: moves the deadline of an open ballot.

use anyhow::Result;
use clap::{ArgGroup, Args};

use super::find::{BallotChoice, find_opened, is_led};
use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::dates::end;
use crate::date::Moment;
use crate::id::Id;

/// Extend a ballot's deadline, before it passes
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("end").required(true).args(["until", "days"])))]
pub(crate) struct BallotExtendCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    #[command(flatten)]
    ballot: BallotChoice,
    /// The new deadline: 2026-02-24T09:00:00Z, or a day, which ends at midnight UTC
    #[arg(long, value_name = "TIME", value_parser = end)]
    until: Option<Moment>,
    /// How many days to add to the current deadline
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: Option<u32>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl BallotExtendCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let (name, opened) =
                find_opened(&ctx.subject, self.ballot.name(), |name| is_led(ctx, name))?;
            let later = |days: u32| opened.closes.plus_days(days);
            let closes = self.until.or(self.days.map(later)).unwrap_or(opened.closes);
            let subject = format!("{name} is extended until {closes}: {}", self.because);
            let because = self.because.clone();
            let action = act::Extend {
                of: name,
                ballot: opened.stored.digest,
                closes,
                because,
            };
            let mut plan = Plan::of(Action::Extend(action), subject);
            plan.text = opened.stored.act.revision.zip(opened.stored.act.digest);
            Ok(plan)
        })
    }
}
