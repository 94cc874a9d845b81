//! `wr hook`: what git runs by itself.

mod install;
mod pre_commit;
mod pre_receive;

use anyhow::Result;
use clap::Subcommand;

use super::context::Environment;

/// Have git check what is committed, and what it runs then
#[derive(Debug, Subcommand)]
pub enum Hook {
    Install(install::Install),
    PreCommit(pre_commit::PreCommit),
    PreReceive(pre_receive::PreReceive),
}

impl Hook {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match self {
            Hook::Install(command) => command.run(env),
            Hook::PreCommit(command) => command.run(env),
            Hook::PreReceive(command) => command.run(env),
        }
    }
}
