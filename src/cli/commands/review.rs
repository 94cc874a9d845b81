//! `wr review`: records that the owner reviewed a register in force, and it stays unchanged (DSP4003 4).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// Record that a register in force was reviewed and stays unchanged; a new review period starts
#[derive(Debug, Args)]
pub(crate) struct ReviewCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// Confirm that nothing changes; submit changes with `wr submit`
    #[arg(long, required = true)]
    unchanged: bool,
    /// What was reviewed, and why it stays unchanged
    #[arg(long, alias = "note", value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl ReviewCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let revision = ctx
                .subject
                .replay
                .state
                .in_force
                .as_ref()
                .map_or(0, |in_force| in_force.revision);
            let action = Action::Review(act::Review {
                note: self.because.clone(),
            });
            let subject = format!(
                "revision {revision} was reviewed and stays unchanged: {}",
                self.because
            );
            Ok(Plan::of(action, subject).about_what_is_in_force(&ctx.subject))
        })
    }
}
