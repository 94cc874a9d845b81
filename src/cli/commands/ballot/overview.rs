//! `wr ballot` and `wr ballot ID`: print the open ballots, or how to open one.

use anyhow::Result;
use clap::Args;

use super::own;
use super::show::open_ballots;
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::next_steps::{self, NextStep};
use crate::snapshot::RegisterContext;

/// Show the open ballots of a register, or of all registers
#[derive(Debug, Args)]
pub(crate) struct BallotOverviewCommand {
    /// Show only the open ballots of this register
    #[arg(value_parser = register_id)]
    id: Option<Id>,
}

impl BallotOverviewCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let Some(id) = &self.id else {
            return all(env, &context);
        };
        let snapshot = context.register(id)?;
        let register = snapshot.register_context(id, env.now)?;
        let open = open_ballots(&register);
        let text = match open.is_empty() {
            true => how_to_open(&register),
            false => open + &votes(&register),
        };
        ui::out(ui::visible(text));
        Ok(())
    }
}

/// Prints the open ballots of all registers.
fn all(env: &Environment, context: &Context) -> Result<()> {
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let mut text = String::new();
    for register in snapshot.register_contexts(env.now)? {
        let open = open_ballots(&register);
        if !open.is_empty() {
            text += &format!("{}\n{open}{}\n", register.files.id, votes(&register));
        }
    }
    if text.is_empty() {
        text = "no ballot is open; `wr ballot ID` says how to open one".to_string();
    }
    ui::out(ui::visible(text));
    Ok(())
}

/// The command that votes in each open ballot.
fn votes(register: &RegisterContext<'_>) -> String {
    let id = &register.files.id;
    own::open_ballots(register)
        .map(|name| format!("vote: wr vote {id} CHOICE --ballot {name}\n"))
        .collect()
}

/// The state of a register without an open ballot, and the command that opens one.
fn how_to_open(register: &RegisterContext<'_>) -> String {
    let RegisterContext {
        history,
        replay,
        roster,
        policy,
        now,
        files,
    } = register;
    let (state, id) = (&replay.state, &files.id);
    let mut steps = next_steps::blocking(state, history, roster, policy, *now);
    steps.extend(next_steps::next(state, history, roster, *now));
    let opens = |step: &&NextStep| step.command.starts_with("wr ballot open");
    let opening: Vec<&NextStep> = match steps.iter().filter(opens).collect::<Vec<_>>() {
        found if found.is_empty() => steps.iter().take(1).collect(),
        found => found,
    };
    let mut text = format!(
        "no ballot is open: `{id}` {}\n",
        next_steps::sentence(state, history)
    );
    for step in opening {
        let who = step.who.join("; ");
        text += &format!(
            "  next:   {}: `{}`\n  who:    {who}\n",
            step.what, step.command
        );
    }
    if !state.ballots.is_empty() {
        text += &format!("  see:    `wr ballot show {id}` has the earlier ballots\n");
    }
    text.trim_end().to_string()
}
