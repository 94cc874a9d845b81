//! `wr ballot withdraw`.

use anyhow::{Result, bail};
use clap::Args;

use super::meant;
use crate::act::{self, Action};
use crate::cli::acting::{ActOptions, Plan, Presence, act};
use crate::cli::context::{Environment, register_id};
use crate::id::Id;
use crate::process::count::next_end;

/// Call a ballot off; it is neither an approval nor a refusal
#[derive(Debug, Args)]
pub struct Withdraw {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The ballot or its body, when several are open
    #[arg(long, value_name = "NAME")]
    ballot: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl Withdraw {
    /// Runs the command.
    pub fn run(&self, around: &Environment) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let name = meant(desk.replay, desk.roster, self.ballot.as_deref(), |_| false)?;
            let Some((opened, _)) = desk.history.count(&desk.replay.state, &name) else {
                bail!(
                    "the ballot {name} cannot be read; `wr check {}` says why",
                    self.id
                );
            };
            let subject = format!("{name} is withdrawn: {}", self.because);
            let (number, because) = (next_end(desk.history, &name), self.because.clone());
            let action = act::Withdraw {
                of: name,
                ballot: opened.filed.digest,
                number,
                because,
            };
            let mut plan = Plan::of(Action::Withdraw(action), subject);
            plan.text = opened.filed.act.revision.zip(opened.filed.act.digest);
            Ok(plan)
        })
    }
}
