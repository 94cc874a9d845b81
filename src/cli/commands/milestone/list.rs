//! `wr milestone list`: lists the milestones in force.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::date::When;
use crate::id::Id;
use crate::process::milestones::{MilestoneHistory, milestones};

/// List the milestones in force with all their dates, and which are completed
#[derive(Debug, Args)]
pub(crate) struct MilestoneListCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct MilestoneListJson {
    /// The version of this format: 1.
    format: u32,
    register: Id,
    milestones: Vec<MilestoneLine>,
}

#[derive(Debug, Serialize)]
struct MilestoneLine {
    milestone: Id,
    title: String,
    due: Option<String>,
    /// All due dates it had, the oldest first.
    dates: Vec<Date>,
    /// The day it was completed.
    completed: Option<String>,
    /// What was delivered.
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct Date {
    due: Option<String>,
    /// The first revision in force that has it.
    revision: u32,
}

impl MilestoneListCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let register = snapshot.register_context(&self.id, env.now)?;
        let state = &register.replay.state;
        let milestones = milestones(state, &register.history);
        let listed = MilestoneListJson {
            format: 1,
            register: self.id.clone(),
            milestones: milestones.iter().map(line).collect(),
        };
        let id = &self.id;
        let nothing = match state.established.is_empty() {
            true => format!("no revision of `{id}` is in force, so it has no milestones yet"),
            false => format!("the text of `{id}` has no milestones"),
        };
        self.format.print(&context, &listed, |listed| {
            View::table(&listed.milestones, row, &nothing)
        })
    }
}

fn line(replay: &MilestoneHistory<'_>) -> MilestoneLine {
    let said = |when: Option<When>| when.map(|when| when.to_string());
    MilestoneLine {
        milestone: replay.milestone.id.clone(),
        title: replay.milestone.title.clone(),
        due: said(replay.milestone.due),
        dates: replay
            .dates
            .iter()
            .map(|(revision, due)| Date {
                due: said(*due),
                revision: *revision,
            })
            .collect(),
        completed: replay.completed.map(|completed| completed.on.to_string()),
        note: replay
            .completed
            .and_then(|completed| completed.note.clone()),
    }
}

fn row(line: &MilestoneLine) -> Vec<String> {
    let due = |date: &Date| date.due.clone().unwrap_or_else(|| "no date".to_string());
    let mut dates = line.dates.iter();
    let mut moved = dates
        .next()
        .map_or(String::new(), |date| format!("due {}", due(date)));
    for date in dates {
        moved += &format!(" -> {} in revision {}", due(date), date.revision);
    }
    let done = match (&line.completed, &line.note) {
        (Some(day), Some(note)) => {
            format!(
                "{}: {note}",
                ui::state(Tone::Good, format!("completed {day}"))
            )
        }
        (Some(day), None) => ui::state(Tone::Good, format!("completed {day}")),
        (None, _) => "open".to_string(),
    };
    vec![
        ui::paint(Tone::Id, line.milestone.as_str()),
        line.title.clone(),
        moved,
        done,
    ]
}
