//! `wr end`: ends a proposal that never came into force.

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// End a proposal that never came into force
#[derive(Debug, Args)]
pub(crate) struct EndCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl EndCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |_| {
            let action = Action::End(act::End {
                because: self.because.clone(),
            });
            Ok(Plan::of(
                action,
                format!("the proposal ends: {}", self.because),
            ))
        })
    }
}
