//! `wr due`: lists what is due, overdue or waiting in all registers and change requests, oldest first.

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use crate::cli::app::calendar::{self, CalendarTask};
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::format::{TaskFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::cli::app::whom;
use crate::date::Day;
use crate::id::Id;
use crate::path::Subject;
use crate::process::Replay;
use crate::process::due::{Duty, Mark, duties, letters};
use crate::render::EntryTime;
use crate::snapshot::RegisterContext;

/// List what is due, overdue or waiting in all registers and change requests, oldest first
#[derive(Debug, Args)]
pub(crate) struct DueCommand {
    /// Only what this person, body or organization has to do, by id or name
    #[arg(long = "for", value_name = "PERSON|BODY|ORG")]
    holder: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: TaskFormat,
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
        let registers = snapshot.register_contexts(env.now)?;
        let mut due: Vec<(Subject<'_>, Duty)> =
            registers.par_iter().flat_map_iter(of_register).collect();
        let of_requests = snapshot.request_duties(&registers, env.now)?.into_iter();
        due.extend(of_requests.map(|(id, duty)| (Subject::Request(id), duty)));
        due.retain(|(_, duty)| whom.is_none_or(|whom| duty.is_for(whom)));
        // The oldest is the most urgent; an unknown day comes first, since it may be the oldest.
        due.sort_by(|(a, left), (b, right)| (left.day, a.id()).cmp(&(right.day, b.id())));
        let Some(format) = self.format.shared() else {
            let name = match whom {
                Some(whom) => format!("Due: {}", whom.name()),
                None => "Due in all registers".to_string(),
            };
            return calendar::print(&context, &snapshot, &name, due.into_iter().map(entry));
        };
        let listed = DueJson {
            format: 1,
            due: due.into_iter().map(line).collect(),
        };
        format.print(&context, &listed, |listed| match listed.due.is_empty() {
            true => View::Text("nothing is due".to_string()),
            false => View::Text(text(listed, env.today())),
        })
    }
}

fn of_register<'a>(register: &RegisterContext<'a>) -> Vec<(Subject<'a>, Duty)> {
    let RegisterContext {
        files,
        history,
        replay: Replay { state, .. },
        roster,
        policy,
        now,
    } = register;
    let mut duties = duties(state, history, roster, policy, *now);
    duties.extend(letters(
        state,
        history,
        roster,
        policy,
        &files.reports(),
        *now,
    ));
    duties
        .into_iter()
        .map(|duty| (Subject::Register(&files.id), duty))
        .collect()
}

fn entry((subject, duty): (Subject<'_>, Duty)) -> CalendarTask {
    let last = duty.day.filter(|_| duty.mark != Mark::Since);
    CalendarTask {
        about: subject.id().to_string(),
        what: duty.what,
        when: last.map_or(EntryTime::Since(duty.day), EntryTime::Day),
        who: duty.who,
        command: duty.command,
        clause: duty.clause,
    }
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

fn text(listed: &DueJson, today: Day) -> String {
    let today = today.to_string();
    let mut text = String::new();
    for line in &listed.due {
        let day = line.day.as_ref().map(|day| {
            let text = format!("{} {day}", line.mark);
            let is_late = line.mark == "due" && *day < today;
            let text = match is_late {
                true => ui::state(Tone::Late, text),
                false => text,
            };
            format!(" ({text})")
        });
        let whose = line
            .register
            .iter()
            .chain(&line.request)
            .map(Id::as_str)
            .collect::<String>();
        text += &format!(
            "{}: {}{}\n",
            ui::paint(Tone::Id, whose),
            ui::visible(&line.what),
            day.unwrap_or_default(),
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
