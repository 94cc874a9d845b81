//! `wr remove`: records a recommendation to remove a register and the board's resolution on it (DSP4003 4.1).

mod approve;
mod recommend;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::app::context::Environment;
use crate::id::Id;
use crate::snapshot::{Document, Snapshot};

/// Recommend that a register be removed; record the board's resolution on it
#[derive(Debug, Subcommand)]
pub(crate) enum RemoveCommand {
    /// Recommend to the board that a register in force, and all others of its partner, be removed
    Recommend(recommend::RemoveRecommendCommand),
    /// Record the board's resolution: it removes the register, and all others of its partner
    Approve(approve::RemoveApproveCommand),
}

impl RemoveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            RemoveCommand::Recommend(command) => command.run(env),
            RemoveCommand::Approve(command) => command.run(env),
        }
    }
}

/// The other registers of a register's partner, and its addenda.
#[derive(Default)]
struct Others {
    /// Those in force.
    in_force: Vec<Id>,
    /// Proposals that never came into force.
    proposed: Vec<Id>,
}

/// The registers that a recommendation and the board's resolution also cover, unless `--only` is given.
fn others(snapshot: &Snapshot, id: &Id) -> Others {
    let state = |register_files| snapshot.replay(register_files).map(|replay| replay.state);
    let partner = snapshot
        .registers
        .get(id)
        .and_then(state)
        .and_then(|state| state.partner().cloned());
    let mut others = Others::default();
    for register_files in snapshot
        .registers
        .values()
        .filter(|register_files| register_files.id != *id)
    {
        let Some(state) = state(register_files) else {
            continue;
        };
        let adds_to = state.in_force.as_ref().and_then(|in_force| {
            let text = register_files
                .revisions
                .get(&in_force.revision)
                .and_then(Document::get);
            text.and_then(|text| text.addendum_to.clone())
        });
        if partner.is_none() || state.partner() != partner.as_ref() && adds_to.as_ref() != Some(id)
        {
            continue;
        }
        match (&state.in_force, &state.removed, &state.ended) {
            (Some(_), ..) => others.in_force.push(register_files.id.clone()),
            (None, None, None) => others.proposed.push(register_files.id.clone()),
            (None, ..) => {}
        }
    }
    others
}
