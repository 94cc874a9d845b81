//! `wr ballot`: opens, extends, closes, withdraws and shows ballots (DSP4003 3.2).

mod close;
mod extend;
mod open;
mod show;
pub(crate) mod vote;
mod withdraw;

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::cli::app::context::Environment;
use crate::process::{BallotStatus, Replay};

/// Open, extend, close, withdraw or show a ballot; vote in one
#[derive(Debug, Subcommand)]
pub(crate) enum BallotCommand {
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
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            BallotCommand::Open(command) => command.run(env),
            BallotCommand::Vote(command) => command.run(env),
            BallotCommand::Close(command) => command.run(env),
            BallotCommand::Withdraw(command) => command.run(env),
            BallotCommand::Extend(command) => command.run(env),
            BallotCommand::Show(command) => command.run(env),
        }
    }
}

/// Finds the ballot that a command is about: the one with the given name, the open one of the given body, the only open
/// one that `fits`, or the only open one.
pub(crate) fn meant(
    replay: &Replay<'_>,
    roster: &crate::roster::Roster,
    given: Option<&str>,
    fits: impl Fn(&str) -> bool,
) -> Result<String> {
    let open: Vec<&String> = replay
        .state
        .ballots
        .iter()
        .filter(|(_, ballot)| ballot.status == BallotStatus::Open)
        .map(|(name, _)| name)
        .collect();
    if let Some(given) = given {
        if replay.state.ballots.contains_key(given) {
            return Ok(given.to_string());
        }
        let body = roster
            .find_body(given)
            .map_err(|why| anyhow::anyhow!("`{given}` is not a ballot of this register; {why}"))?;
        let of_body: Vec<&str> = open
            .iter()
            .filter(|name| {
                replay
                    .state
                    .ballots
                    .get(**name)
                    .is_some_and(|ballot| ballot.body == body.id)
            })
            .map(|name| name.as_str())
            .collect();
        return match of_body.as_slice() {
            [one] => Ok(one.to_string()),
            [_, ..] => {
                bail!(
                    "several ballots are open, choose one: --ballot {}",
                    of_body.join(" or --ballot ")
                )
            }
            [] => Err(crate::cli::app::answer::Rejected::Message(format!(
                "the {} has no open ballot on this register; `wr ballot show` lists all",
                body.name
            ))
            .into()),
        };
    }
    let fitting: Vec<&String> = open.iter().copied().filter(|name| fits(name)).collect();
    match (fitting.as_slice(), open.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one.to_string()),
        ([], []) => Err(crate::cli::app::answer::Rejected::Message(
            "no ballot is open on this register\n  see:    wr status, wr ballot show".to_string(),
        )
        .into()),
        (_, several) => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            bail!(
                "several ballots are open, choose one: --ballot {}",
                names.join(" or --ballot ")
            )
        }
    }
}
