//! `wr list`: prints one line for each register.

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::process::{Stage, State};
use crate::snapshot::{RegisterContext, RegisterFiles};

/// List the registers, one per line
#[derive(Debug, Args)]
pub(crate) struct ListCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct RegisterListJson {
    /// The version of this format: 1.
    format: u32,
    registers: Vec<RegisterLine>,
}

#[derive(Debug, Serialize)]
struct RegisterLine {
    register: Id,
    stage: String,
    in_force: Option<u32>,
    /// Present for a removed register.
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<RemovalJson>,
    under_way: Option<u32>,
    partner: Option<Id>,
    title: Option<String>,
}

#[derive(Debug, Serialize)]
struct RemovalJson {
    since: String,
    reason: &'static str,
    resolution: String,
}

impl ListCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let registers = snapshot
            .registers
            .par_iter()
            .map(|(_, register_files)| {
                let register = snapshot.register_context(&register_files.id, env.now).ok();
                line(register_files, register.as_ref())
            })
            .collect();
        let listed = RegisterListJson {
            format: 1,
            registers,
        };
        self.format.print(&context, &listed, |listed| {
            View::table(&listed.registers, row, "no registers yet")
        })
    }
}

fn line(register_files: &RegisterFiles, register: Option<&RegisterContext<'_>>) -> RegisterLine {
    let unknown = State::default();
    let state = register.map_or(&unknown, |register| &register.replay.state);
    let text = register_files
        .text
        .as_ref()
        .and_then(|document| document.get());
    RegisterLine {
        register: register_files.id.clone(),
        stage: register.map_or("unknown".to_string(), |register| {
            Stage::of(state, &register.history).told(state, &register.history)
        }),
        in_force: state.in_force.as_ref().map(|in_force| in_force.revision),
        removed: state.removed.as_ref().map(|removed| RemovalJson {
            since: removed.on.to_string(),
            reason: removed.reason.word(),
            resolution: removed.resolution.clone(),
        }),
        under_way: state.under_way.as_ref().map(|under_way| under_way.revision),
        partner: state.partner().cloned(),
        title: text.map(|text| text.title.clone()),
    }
}

fn row(line: &RegisterLine) -> Vec<String> {
    let force = match (&line.in_force, &line.removed) {
        (Some(revision), _) => format!("revision {revision} in force"),
        (None, Some(removed)) => format!("removed {} ({})", removed.since, removed.reason),
        (None, None) => "-".to_string(),
    };
    let title = line
        .title
        .clone()
        .unwrap_or_else(|| "(the draft cannot be read)".to_string());
    vec![
        ui::paint(Tone::Id, line.register.as_str()),
        ui::of_stage(&line.stage, &line.stage),
        force,
        title,
    ]
}
