//! `wr remove`: records a recommendation to remove a register and the board's resolution on it (DSP4003 4.1).

mod approve;
mod others;
mod recommend;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Recommend that a register be removed; record the board's resolution on it
#[derive(Debug, Subcommand)]
pub(crate) enum RemoveCommand {
    /// Recommend to the board that a register in force, and all others of its partner, be removed
    Recommend(recommend::RemoveRecommendCommand),
    /// Record the board's resolution: it removes the register, and all others of its partner
    Approve(approve::RemoveApproveCommand),
}

impl RemoveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            RemoveCommand::Recommend(command) => command.run(env),
            RemoveCommand::Approve(command) => command.run(env),
        }
    }
}
