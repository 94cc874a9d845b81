//! `wr key`: adds, lists and retires the keys that people sign acts with.

mod add;
mod edit;
mod list;
mod retire;

use anyhow::Result;
use clap::Subcommand;

pub(crate) use self::add::KeyAddCommand;
use self::list::KeyListCommand;
use self::retire::KeyRetireCommand;
use crate::cli::app::context::Environment;

/// Add, list and retire the keys that people sign acts with
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    Add(KeyAddCommand),
    List(KeyListCommand),
    Retire(KeyRetireCommand),
}

impl KeyCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            KeyCommand::Add(command) => command.run(env),
            KeyCommand::List(command) => command.run(env),
            KeyCommand::Retire(command) => command.run(env),
        }
    }
}
