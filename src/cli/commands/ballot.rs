//! `wr ballot`: opens, extends, closes, withdraws and shows ballots (DSP4003 3.2).

mod close;
mod extend;
mod find;
mod open;
mod overview;
mod own;
mod show;
pub(crate) mod vote;
mod withdraw;

use anyhow::Result;
use clap::{Args, Subcommand};

pub(crate) use self::find::{meant, no_ballot};
use crate::cli::app::context::Environment;

/// Show the open ballots; open, extend, close or withdraw one; vote in one
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct BallotArgs {
    #[command(subcommand)]
    command: Option<BallotCommand>,
    #[command(flatten)]
    overview: overview::BallotOverviewCommand,
}

impl BallotArgs {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match &self.command {
            Some(command) => command.run(env),
            None => self.overview.run(env),
        }
    }
}

#[derive(Debug, Subcommand)]
enum BallotCommand {
    /// List the open ballots, of one register or of all
    List(overview::BallotOverviewCommand),
    /// Open a ballot on the revision under way, or the board's ballot on a removal
    Open(open::BallotOpenCommand),
    /// Cast your vote, or record a member's vote as the chair
    Vote(vote::BallotVoteCommand),
    /// Count the votes and close the ballot
    Close(close::BallotCloseCommand),
    /// Withdraw a ballot, without a result
    Withdraw(withdraw::BallotWithdrawCommand),
    /// Extend a ballot's deadline, before it passes
    Extend(extend::BallotExtendCommand),
    /// Show the ballots of a register: roll, votes, counts and approvals needed
    Show(show::BallotShowCommand),
}

impl BallotCommand {
    fn run(&self, env: &Environment) -> Result<()> {
        match self {
            BallotCommand::List(command) => command.run(env),
            BallotCommand::Open(command) => command.run(env),
            BallotCommand::Vote(command) => command.run(env),
            BallotCommand::Close(command) => command.run(env),
            BallotCommand::Withdraw(command) => command.run(env),
            BallotCommand::Extend(command) => command.run(env),
            BallotCommand::Show(command) => command.run(env),
        }
    }
}
