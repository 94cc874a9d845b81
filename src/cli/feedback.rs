//! `wr feedback`: what people say about a revision, and what becomes of it (DSP4003 3.1).

mod add;
mod list;
mod resolve;

use anyhow::Result;
use clap::Subcommand;

use super::context::Environment;

/// Say something about a revision, object to it, say what becomes of feedback
#[derive(Debug, Subcommand)]
pub enum Feedback {
    /// Comment on a revision, propose for its milestones, or object to it
    Add(add::Add),
    /// Say what becomes of feedback, or of what an opposing vote says
    Resolve(resolve::Resolve),
    /// List what was said, and what became of it
    List(list::List),
}

impl Feedback {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match self {
            Feedback::Add(command) => command.run(env),
            Feedback::Resolve(command) => command.run(env),
            Feedback::List(command) => command.run(env),
        }
    }
}
