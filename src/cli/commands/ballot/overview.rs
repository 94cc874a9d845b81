//! `wr ballot` and `wr ballot ID`: print the open ballots, or how to open one.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::own;
use super::show::{BallotsJson, open_ballots, text};
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::process::next_steps::{self, NextStep};
use crate::snapshot::RegisterContext;

/// Show the open ballots of a register, or of all registers
#[derive(Debug, Args)]
pub(crate) struct BallotOverviewCommand {
    /// Show only the open ballots of this register
    #[arg(value_parser = register_id)]
    id: Option<Id>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct OpenBallotsJson {
    /// The version of this format: 1.
    format: u32,
    /// The register, or all that have an open ballot; each as `wr ballot show` has it, without its other ballots.
    registers: Vec<BallotsJson>,
}

impl BallotOverviewCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = match &self.id {
            Some(id) => context.register(id)?,
            None => context.whole(WorkingTree::Drafts)?,
        };
        let registers = match &self.id {
            Some(id) => vec![snapshot.register_context(id, env.now)?],
            None => snapshot.register_contexts(env.now)?,
        };
        let mut open: Vec<BallotsJson> = registers.iter().map(open_ballots).collect();
        open.retain(|of_register| self.id.is_some() || !of_register.ballots.is_empty());
        let open = OpenBallotsJson {
            format: 1,
            registers: open,
        };
        self.format.print(&context, &open, |open| {
            View::Text(match (&self.id, registers.as_slice()) {
                (Some(_), [register]) => of_one(register, open),
                (_, registers) => of_all(registers, open),
            })
        })
    }
}

fn of_one(register: &RegisterContext<'_>, open: &OpenBallotsJson) -> String {
    let ballots = open.registers.iter().map(text).collect::<String>();
    match open.registers.iter().all(|it| it.ballots.is_empty()) {
        true => how_to_open(register),
        false => ballots + &votes(register),
    }
}

fn of_all(registers: &[RegisterContext<'_>], open: &OpenBallotsJson) -> String {
    if open.registers.is_empty() {
        return "no ballot is open; `wr ballot ID` says how to open one".to_string();
    }
    let of_register = |ballots: &BallotsJson| {
        let id = &ballots.register;
        let register = registers.iter().find(|it| it.files.id == *id);
        let votes = register.map(votes).unwrap_or_default();
        format!(
            "{}\n{}{votes}\n",
            ui::paint(Tone::Id, id.as_str()),
            text(ballots)
        )
    };
    open.registers.iter().map(of_register).collect()
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
