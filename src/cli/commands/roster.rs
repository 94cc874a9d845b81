//! `wr roster`: shows people, organizations and bodies, and edits them without YAML.

mod add;
pub(crate) mod edit;
mod import;
mod list;
pub(crate) mod name;
mod office;
mod seat;
mod set;
mod until;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::app::context::Environment;

/// Show the people, organizations and bodies of the roster; add and change them
///
/// Each change is a small edit of registers/roster.yaml that keeps its comments. `wr save roster` then shows the
/// difference, checks it and commits it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RosterArgs {
    #[command(subcommand)]
    command: Option<RosterCommand>,
    #[command(flatten)]
    list: list::RosterListCommand,
}

#[derive(Debug, Subcommand)]
enum RosterCommand {
    List(list::RosterListCommand),
    #[command(subcommand)]
    Add(add::RosterAddCommand),
    #[command(alias = "remove", alias = "leave")]
    Until(until::RosterUntilCommand),
    Seat(seat::RosterSeatCommand),
    Office(office::RosterOfficeCommand),
    #[command(alias = "change")]
    Set(set::RosterSetCommand),
    Import(import::RosterImportCommand),
}

impl RosterArgs {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match &self.command {
            None => self.list.run(env),
            Some(RosterCommand::List(command)) => command.run(env),
            Some(RosterCommand::Add(command)) => command.run(env),
            Some(RosterCommand::Until(command)) => command.run(env),
            Some(RosterCommand::Seat(command)) => command.run(env),
            Some(RosterCommand::Office(command)) => command.run(env),
            Some(RosterCommand::Set(command)) => command.run(env),
            Some(RosterCommand::Import(command)) => command.run(env),
        }
    }
}
