//! `wr hook`: installs and runs the git hooks.

mod install;
mod pre_commit;
mod pre_receive;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Install and run git hooks that check commits and pushes
#[derive(Debug, Subcommand)]
pub(crate) enum HookCommand {
    Install(install::HookInstallCommand),
    PreCommit(pre_commit::HookPreCommitCommand),
    PreReceive(pre_receive::HookPreReceiveCommand),
}

impl HookCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            HookCommand::Install(command) => command.run(env),
            HookCommand::PreCommit(command) => command.run(env),
            HookCommand::PreReceive(command) => command.run(env),
        }
    }
}
