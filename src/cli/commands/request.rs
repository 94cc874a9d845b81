//! `wr request`: records and lists requests to change standards that the home organization owns (DSP4003 5.3).

mod add;
mod answer;
mod close;
mod forward;
mod list;
mod show;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;

/// Record and follow requests to change standards that the home organization owns (5.3)
#[derive(Debug, Subcommand)]
pub(crate) enum RequestCommand {
    /// Enter a request that came through the feedback portal; --on is the day it was sent
    Add(add::RequestAddCommand),
    /// Forward a request to the body that owns the standard
    Forward(forward::RequestForwardCommand),
    /// Record the chair's answer to the submitter; `wr letter request-answer` writes it as an e-mail
    Answer(answer::RequestAnswerCommand),
    /// Close a request with its disposition
    Close(close::RequestCloseCommand),
    /// List the requests, one per line
    List(list::RequestListCommand),
    /// Show a request with its meetings and its acts
    Show(show::RequestShowCommand),
}

impl RequestCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            RequestCommand::Add(command) => command.run(env),
            RequestCommand::Forward(command) => command.run(env),
            RequestCommand::Answer(command) => command.run(env),
            RequestCommand::Close(command) => command.run(env),
            RequestCommand::List(command) => command.run(env),
            RequestCommand::Show(command) => command.run(env),
        }
    }
}
