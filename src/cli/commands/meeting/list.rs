//! `wr meeting list`: lists calls or joint meetings.

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use super::held::Held;
use crate::act::Action;
use crate::cli::app::context::{Context, Environment, register_id, request_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::attendance::called;

/// List the calls with the partner, or the joint meetings about a change request
#[derive(Debug, Args)]
pub(crate) struct MeetingListCommand {
    /// The register whose calls are listed, or the change request whose joint meetings are
    #[arg(value_parser = register_id, required_unless_present = "request", conflicts_with = "request")]
    id: Option<Id>,
    /// The change request, as an option
    #[arg(long = "for", value_name = "REQUEST", value_parser = request_id, hide = true)]
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
            (None, Some(id)) => match context.register(id) {
                Err(_) if context.request(id).is_ok() => self.joint(&context, id),
                Ok(_) | Err(_) => self.calls(&context, id),
            },
            (None, None) => bail!("name a register or a change request"),
        }
    }

    fn calls(&self, context: &Context, id: &Id) -> Result<()> {
        let snapshot = context.register(id)?;
        let register = snapshot.register_context(id, context.env.now)?;
        let roster = register.roster;
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
        let mut meetings: Vec<MeetingLine> = register
            .replay
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
        let nothing = format!("no call with the partner is recorded for `{id}`");
        self.format.print(context, &listed, |listed| {
            View::table(&listed.meetings, row, &nothing)
        })
    }

    fn joint(&self, context: &Context, id: &Id) -> Result<()> {
        let snapshot = context.request(id)?;
        let partnerships = snapshot.partnerships();
        let request = snapshot.request_context(id, &partnerships, context.env.now)?;
        let held = request
            .replay
            .state
            .meetings
            .iter()
            .filter_map(|digest| Held::of(request.history.act(*digest)?, request.roster));
        let listed = JointlyListed {
            format: 1,
            request: id.clone(),
            meetings: held.collect(),
        };
        self.format.print(context, &listed, |listed| {
            if listed.meetings.is_empty() {
                return View::Nothing(format!("no joint meeting about `{id}` is recorded"));
            }
            let lines: Vec<String> = listed.meetings.iter().map(Held::line).collect();
            View::Text(ui::visible(lines.join("\n")))
        })
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
