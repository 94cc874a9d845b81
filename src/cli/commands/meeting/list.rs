//! `wr meeting list`: lists calls or joint meetings.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Serialize;

use super::Held;
use crate::act::Action;
use crate::cli::app::acting::Presence;
use crate::cli::app::context::{
    Context, Environment, register_files, register_id, request_id, roster,
};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::attendance::called;
use crate::process::replay;
use crate::request;

/// List the calls with the partner, or the joint meetings about a change request
#[derive(Debug, Args)]
pub(crate) struct MeetingListCommand {
    /// The register whose calls are listed
    #[arg(value_parser = register_id, required_unless_present = "request", conflicts_with = "request")]
    id: Option<Id>,
    /// The change request whose joint meetings are listed
    #[arg(long = "for", value_name = "REQUEST", value_parser = request_id)]
    request: Option<Id>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output for a register.
#[derive(Debug, Serialize)]
struct MeetingListJson {
    /// The version of this format: 1.
    format: u32,
    register: Id,
    meetings: Vec<MeetingLine>,
}

/// The JSON output for a change request.
#[derive(Debug, Serialize)]
struct JointlyListed {
    /// The version of this format: 1.
    format: u32,
    request: Id,
    meetings: Vec<Held>,
}

#[derive(Debug, Serialize)]
struct MeetingLine {
    on: String,
    meeting: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    attendees: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    recorded_by: String,
}

impl MeetingListCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        match (&self.request, &self.id) {
            (Some(request), _) => self.joint(&context, request),
            (None, Some(id)) => self.calls(&context, id),
            (None, None) => bail!("name a register, or a change request with `--for`"),
        }
    }

    fn calls(&self, context: &Context, id: &Id) -> Result<()> {
        let snapshot = context.register(id)?;
        let roster = roster(&snapshot)?;
        let Some(history) = snapshot.history(register_files(&snapshot, id)?) else {
            anyhow::bail!("the policy cannot be read; `wr check` says where");
        };
        let replay = replay(&history);
        let line = |entry: &crate::process::ReplayedAct<'_>| {
            let Action::Meeting(meeting) = &entry.stored.act.action else {
                return None;
            };
            Some(MeetingLine {
                on: entry.stored.act.on.to_string(),
                meeting: meeting.meeting.to_string(),
                host: meeting.host.as_ref().map(|id| roster.body_name(id)),
                attendees: meeting
                    .attendees
                    .iter()
                    .map(|one| called(roster, one))
                    .collect(),
                note: meeting.note.clone(),
                recorded_by: roster.person_name(&entry.stored.act.by),
            })
        };
        let mut meetings: Vec<MeetingLine> = replay
            .entries
            .iter()
            .filter(|entry| entry.void.is_none())
            .filter_map(line)
            .collect();
        meetings.sort_by(|a, b| a.on.cmp(&b.on));
        let listed = MeetingListJson {
            format: 1,
            register: id.clone(),
            meetings,
        };
        match self.format {
            OutputFormat::Json => ui::out(serde_json::to_string_pretty(&listed)?),
            OutputFormat::Text if listed.meetings.is_empty() => {
                ui::err(format!("no call with the partner is recorded for `{}`", id));
            }
            OutputFormat::Text => ui::out(ui::columns(listed.meetings.iter().map(row))),
        }
        Ok(())
    }

    fn joint(&self, context: &Context, id: &Id) -> Result<()> {
        let snapshot = context.request(id, None, Presence::Known)?;
        let roster = roster(&snapshot)?;
        let partnerships = snapshot.partnerships();
        let request_files = snapshot
            .requests
            .get(id)
            .context("the request was not loaded")?;
        let Some(history) = snapshot.request_history(request_files, &partnerships) else {
            bail!("the policy cannot be read; `wr check` says where");
        };
        let state = request::replay(&history).state;
        let held = state
            .meetings
            .iter()
            .filter_map(|digest| Held::of(history.act(*digest)?, roster));
        let listed = JointlyListed {
            format: 1,
            request: id.clone(),
            meetings: held.collect(),
        };
        match self.format {
            OutputFormat::Json => ui::out(serde_json::to_string_pretty(&listed)?),
            OutputFormat::Text if listed.meetings.is_empty() => {
                ui::err(format!("no joint meeting about `{id}` is recorded"));
            }
            OutputFormat::Text => listed
                .meetings
                .iter()
                .for_each(|held| ui::out(ui::visible(held.line()))),
        }
        Ok(())
    }
}

fn row(line: &MeetingLine) -> Vec<String> {
    let host = line
        .host
        .as_ref()
        .map_or(String::new(), |host| format!(", hosted by the {host}"));
    let note = line
        .note
        .as_ref()
        .map_or(String::new(), |note| format!(": {note}"));
    vec![
        line.on.clone(),
        line.meeting.clone(),
        format!("{}{host}{note}", line.attendees.join(", ")),
    ]
}
