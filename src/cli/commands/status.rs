//! `wr status`: prints the state of registers, their approvals, and the next steps.

mod all;
mod feedback;
mod force;
mod letters;
mod one;
mod overdue;
mod partner;
mod published;

use anyhow::Result;
use clap::Args;

pub(crate) use self::all::home;
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::format::OutputFormat;
use crate::id::Id;

/// Show the state of registers, their approvals, and who has to do what next
#[derive(Debug, Args)]
pub(crate) struct StatusCommand {
    /// One register, by default all of them
    #[arg(value_parser = register_id)]
    id: Option<Id>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl StatusCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match &self.id {
            Some(id) => one::run(env, id, self.format),
            None => all::run(env, self.format),
        }
    }
}
