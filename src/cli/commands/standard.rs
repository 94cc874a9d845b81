//! `wr standard`: edits rows of Table 1 (DSP4003 5.2).

mod split;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Replace a group's row of Table 1 with rows for single standards
#[derive(Debug, Subcommand)]
pub(crate) enum StandardCommand {
    /// Replace the row of a group with one row for each standard, in the draft
    Split(split::StandardSplitCommand),
}

impl StandardCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            StandardCommand::Split(command) => command.run(env),
        }
    }
}
