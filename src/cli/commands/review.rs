//! `wr review`: the owner has looked at a register in force, and it stays as it is (DSP4003 4).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, Presence, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// State that a register in force was looked at and stays as it is; the review clock starts anew
#[derive(Debug, Args)]
pub struct ReviewCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// That nothing changes; what changes is submitted: `wr submit`
    #[arg(long, required = true)]
    unchanged: bool,
    /// What was looked at, and why it stays
    #[arg(long, value_name = "TEXT")]
    note: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl ReviewCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, Presence::Known, &self.acting, |ctx| {
            let revision = ctx
                .replay
                .state
                .in_force
                .as_ref()
                .map_or(0, |in_force| in_force.revision);
            let action = Action::Review(act::Review {
                note: self.note.clone(),
            });
            let subject = format!(
                "revision {revision} was looked at and stays as it is: {}",
                self.note
            );
            Ok(Plan::of(action, subject).about_what_is_in_force(ctx))
        })
    }
}
