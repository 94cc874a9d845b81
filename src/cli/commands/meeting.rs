//! `wr meeting`: records and lists calls with the partner (DSP4003 3.1, 3.2), and joint meetings about change requests
//! (DSP4003 5.3.2).

mod add;
mod held;
mod joint;
mod list;

use anyhow::Result;
use clap::Subcommand;

pub(crate) use self::held::Held;
use crate::cli::app::context::Environment;

/// Record or list calls with the partner, and joint meetings about change requests
#[derive(Debug, Subcommand)]
pub(crate) enum MeetingCommand {
    /// Record a call with the partner, or a joint meeting; --on is its day
    Add(Box<add::MeetingAddCommand>),
    /// List the calls with the partner, or the joint meetings about a change request
    List(list::MeetingListCommand),
}

impl MeetingCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            MeetingCommand::Add(command) => command.run(env),
            MeetingCommand::List(command) => command.run(env),
        }
    }
}
