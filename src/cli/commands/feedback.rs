//! `wr feedback`: records feedback on a revision and its disposition (DSP4003 3.1).

pub(crate) mod add;
mod list;
mod resolve;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Comment on a revision, object to it, record the disposition of feedback
#[derive(Debug, Subcommand)]
pub(crate) enum FeedbackCommand {
    /// Comment on a revision, propose changes to its milestones, or object to it
    Add(add::FeedbackAddCommand),
    /// Record the disposition of feedback, or of the comment of a vote to oppose
    Resolve(resolve::FeedbackResolveCommand),
    /// List feedback with its dispositions
    List(list::FeedbackListCommand),
}

impl FeedbackCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            FeedbackCommand::Add(command) => command.run(env),
            FeedbackCommand::Resolve(command) => command.run(env),
            FeedbackCommand::List(command) => command.run(env),
        }
    }
}
