//! `wr meeting list`.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::attendee;
use crate::act::Deed;
use crate::cli::context::{Context, Surroundings, dossier, register_id, roster};
use crate::cli::format::Format;
use crate::cli::ui;
use crate::id::Id;
use crate::process::fold;

/// List the calls with the partner
#[derive(Debug, Args)]
pub struct List {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The published form of a register's meetings.
#[derive(Debug, Serialize)]
struct Listed {
    /// The version of this form: 1.
    format: u32,
    register: Id,
    meetings: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    on: String,
    meeting: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    attendees: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    recorded_by: String,
}

impl List {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        let snapshot = context.register(&self.id)?;
        let roster = roster(&snapshot)?;
        let Some(record) = snapshot.record(dossier(&snapshot, &self.id)?) else {
            anyhow::bail!("the policy cannot be read; `wr check` says where");
        };
        let course = fold(&record);
        let line = |entry: &crate::process::Entry<'_>| {
            let Deed::Meeting(meeting) = &entry.filed.act.deed else { return None };
            Some(Line {
                on: entry.filed.act.on.to_string(),
                meeting: meeting.meeting.to_string(),
                host: meeting.host.as_ref().map(|id| roster.body_name(id)),
                attendees: meeting.attendees.iter().map(|one| attendee(one, roster)).collect(),
                note: meeting.note.clone(),
                recorded_by: roster.person_name(&entry.filed.act.by),
            })
        };
        let mut meetings: Vec<Line> =
            course.entries.iter().filter(|entry| entry.void.is_none()).filter_map(line).collect();
        meetings.sort_by(|a, b| a.on.cmp(&b.on));
        let listed = Listed { format: 1, register: self.id.clone(), meetings };
        match self.format {
            Format::Json => ui::out(serde_json::to_string_pretty(&listed)?),
            Format::Text if listed.meetings.is_empty() => {
                ui::err(format!("`{}` has had no call with the partner on the record", self.id));
            }
            Format::Text => ui::out(ui::columns(listed.meetings.iter().map(row))),
        }
        Ok(())
    }
}

fn row(line: &Line) -> Vec<String> {
    let host = line.host.as_ref().map_or(String::new(), |host| format!(", hosted by the {host}"));
    let note = line.note.as_ref().map_or(String::new(), |note| format!(": {note}"));
    vec![line.on.clone(), line.meeting.clone(), format!("{}{host}{note}", line.attendees.join(", "))]
}
