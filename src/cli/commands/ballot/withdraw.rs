//! `wr ballot withdraw`: ends a ballot without a result.

use anyhow::Result;
use clap::Args;

use super::find::{BallotChoice, find_opened, is_led};
use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;
use crate::process::count::next_end;

/// Withdraw a ballot, without a result
#[derive(Debug, Args)]
pub(crate) struct BallotWithdrawCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    #[command(flatten)]
    ballot: BallotChoice,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl BallotWithdrawCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let (name, opened) =
                find_opened(&ctx.subject, self.ballot.name(), |name| is_led(ctx, name))?;
            let subject = format!("{name} is withdrawn: {}", self.because);
            let (number, because) = (next_end(&ctx.subject.history, &name), self.because.clone());
            let action = act::Withdraw {
                of: name,
                ballot: opened.stored.digest,
                number,
                because,
            };
            let mut plan = Plan::of(Action::Withdraw(action), subject);
            plan.text = opened.stored.act.revision.zip(opened.stored.act.digest);
            Ok(plan)
        })
    }
}
