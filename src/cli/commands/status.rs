//! `wr status`: where a register stands, who holds it, which approvals it has and needs, what comes next.

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

use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::format::OutputFormat;
use crate::id::Id;

/// Show where registers stand, who holds them, what is missing and what comes next
#[derive(Debug, Args)]
pub struct StatusCommand {
    /// One register; all of them when none is named
    #[arg(value_parser = register_id)]
    id: Option<Id>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl StatusCommand {
    /// The status of everything, for people.
    pub fn all() -> StatusCommand {
        StatusCommand {
            id: None,
            format: OutputFormat::Text,
        }
    }

    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match &self.id {
            Some(id) => one::run(env, id, self.format),
            None => all::run(env, self.format),
        }
    }
}
