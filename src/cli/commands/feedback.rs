//! `wr feedback`: what people say about a revision, and what becomes of it (DSP4003 3.1).

mod add;
mod list;
mod resolve;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Say something about a revision, object to it, say what becomes of feedback
#[derive(Debug, Subcommand)]
pub enum FeedbackCommand {
    /// Comment on a revision, propose for its milestones, or object to it
    Add(add::FeedbackAddCommand),
    /// Say what becomes of feedback, or of what an opposing vote says
    Resolve(resolve::FeedbackResolveCommand),
    /// List what was said, and what became of it
    List(list::FeedbackListCommand),
}

impl FeedbackCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match self {
            FeedbackCommand::Add(command) => command.run(env),
            FeedbackCommand::Resolve(command) => command.run(env),
            FeedbackCommand::List(command) => command.run(env),
        }
    }
}
