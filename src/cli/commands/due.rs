//! `wr due`: lists what is due, overdue or waiting in all registers and change requests, oldest first.

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use crate::act::Subject;
use crate::cli::app::context::{Context, Environment, WorkingTree, policy, roster};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::ui;
use crate::cli::app::whom;
use crate::date::Moment;
use crate::id::Id;
use crate::process::due::{Duty, Mark, duties, letters};
use crate::process::replay;
use crate::roster::Roster;
use crate::snapshot::{RegisterFiles, Snapshot};

/// List what is due, overdue or waiting in all registers and change requests, oldest first
#[derive(Debug, Args)]
pub(crate) struct DueCommand {
    /// Only what this person, body or organization has to do, by id or name
    #[arg(long = "for", value_name = "PERSON|BODY|ORG")]
    holder: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct DueJson {
    /// The version of this format: 1.
    format: u32,
    due: Vec<DueLine>,
}

#[derive(Debug, Serialize)]
struct DueLine {
    /// Absent for a change request.
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<Id>,
    /// Absent for a register.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Id>,
    what: String,
    /// Null when the day is not known.
    day: Option<String>,
    /// What the day means: `due`, `since` or `until`.
    mark: &'static str,
    who: Vec<String>,
    command: String,
    clause: &'static str,
}

impl DueCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        let whom = self
            .holder
            .as_ref()
            .map(|given| whom::find(roster, given))
            .transpose()?;
        policy(&snapshot)?;
        let all_register_files: Vec<&RegisterFiles> = snapshot.registers.values().collect();
        let now = env.now;
        let of = |register_files| of_register(now, &snapshot, roster, register_files);
        let mut due: Vec<(Subject<'_>, Duty)> = all_register_files
            .into_par_iter()
            .flat_map_iter(of)
            .collect();
        let of_requests = snapshot.request_duties(roster, now.day()).into_iter();
        due.extend(of_requests.map(|(id, duty)| (Subject::Request(id), duty)));
        due.retain(|(_, duty)| whom.is_none_or(|whom| duty.is_for(whom)));
        // The oldest is the most urgent; an unknown day comes first, since it may be the oldest.
        due.sort_by(|(a, left), (b, right)| (left.day, a.id()).cmp(&(right.day, b.id())));
        let listed = DueJson {
            format: 1,
            due: due.into_iter().map(line).collect(),
        };
        match self.format {
            OutputFormat::Json => ui::out(serde_json::to_string_pretty(&listed)?),
            OutputFormat::Text if listed.due.is_empty() => ui::out("nothing is due"),
            OutputFormat::Text => ui::out(text(&listed)),
        }
        Ok(())
    }
}

fn of_register<'a>(
    now: Moment,
    snapshot: &Snapshot,
    roster: &Roster,
    register_files: &'a RegisterFiles,
) -> Vec<(Subject<'a>, Duty)> {
    let (Some(history), Some(policy)) = (snapshot.history(register_files), snapshot.policy())
    else {
        return Vec::new();
    };
    let state = replay(&history).state;
    let mut duties = duties(&state, &history, roster, policy, now);
    let reports = register_files.reports();
    duties.extend(letters(&state, &history, roster, policy, &reports, now));
    duties
        .into_iter()
        .map(|duty| (Subject::Register(&register_files.id), duty))
        .collect()
}

fn line((subject, duty): (Subject<'_>, Duty)) -> DueLine {
    DueLine {
        register: subject.register().cloned(),
        request: subject.request().cloned(),
        what: duty.what,
        day: duty.day.map(|day| day.to_string()),
        mark: match duty.mark {
            Mark::Due => "due",
            Mark::Since => "since",
            Mark::Until => "until",
        },
        who: duty.who,
        command: duty.command,
        clause: duty.clause,
    }
}

fn text(listed: &DueJson) -> String {
    let mut text = String::new();
    for line in &listed.due {
        let day = line.day.as_deref().unwrap_or("an unknown day");
        let whose = line
            .register
            .iter()
            .chain(&line.request)
            .map(Id::as_str)
            .collect::<String>();
        text += &format!(
            "{whose}: {} ({} {day})\n",
            ui::visible(&line.what),
            line.mark
        );
        text += &format!(
            "    {}\n    who: {}\n",
            line.command,
            ui::visible(line.who.join("; "))
        );
        text += &format!("    {}\n", line.clause);
    }
    text
}
