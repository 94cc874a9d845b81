//! `wr request show`: prints a change request.

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use crate::act::{Act, Action, Request};
use crate::cli::app::context::{Context, Environment, request_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::cli::commands::log::UNSIGNED;
use crate::cli::commands::meeting::Held;
use crate::describe::describe;
use crate::id::Id;
use crate::process::ReplayedAct;
use crate::process::signature_policy::signer;
use crate::request::{RequestHistory, RequestStage};
use crate::roster::Roster;

/// Show a request with its meetings and its acts
#[derive(Debug, Args)]
pub(crate) struct RequestShowCommand {
    /// The request
    #[arg(value_parser = request_id)]
    id: Id,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output. It includes the submitter's address, because the chair answers to it; no public page has it.
#[derive(Debug, Serialize)]
struct RequestJson {
    /// The version of this format: 1.
    format: u32,
    request: Id,
    stage: String,
    register: Id,
    revision: Option<u32>,
    standard: String,
    submitter: String,
    email: String,
    on_behalf_of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<String>,
    portal: String,
    sent: String,
    entered: String,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    restriction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<Id>,
    cr_template: bool,
    body: Option<String>,
    answered: Option<String>,
    /// The day on which the newest answer was sent, if that is recorded.
    told: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Closed>,
    meetings: Vec<Held>,
    acts: Vec<RequestActLine>,
}

#[derive(Debug, Serialize)]
struct Closed {
    disposition: String,
    on: String,
    because: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<String>,
}

#[derive(Debug, Serialize)]
struct RequestActLine {
    on: String,
    by: String,
    what: String,
    act: String,
    /// The fingerprint of the key that signed it; absent for an unsigned act.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_with: Option<String>,
    /// Whether it is `signed` or only `recorded`.
    assurance: &'static str,
    /// Why the act has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    void: Option<String>,
}

impl RequestShowCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.request(&self.id)?;
        let partnerships = snapshot.partnerships();
        let request_context = snapshot.request_context(&self.id, &partnerships, env.now)?;
        let (history, replay, roster) = (
            &request_context.history,
            &request_context.replay,
            request_context.roster,
        );
        let state = &replay.state;
        let entered = state
            .received
            .as_ref()
            .and_then(|received| history.act(received.act));
        let Some((Action::Request(request), act)) =
            entered.map(|stored| (&stored.act.action, &stored.act))
        else {
            bail!(
                "no valid act has entered the request `{}`; `wr check` says why",
                self.id
            );
        };
        let closed = state
            .closed
            .and_then(|(_, step)| history.act(step.act))
            .and_then(|stored| closed(&stored.act));
        let meetings = state
            .meetings
            .iter()
            .filter_map(|digest| Held::of(history.act(*digest)?, roster));
        let shown = RequestJson {
            body: state
                .holder
                .as_ref()
                .map(|(body, _)| roster.body_name(body)),
            answered: state.answered().map(|answer| answer.on.to_string()),
            told: state
                .answers
                .last()
                .and_then(|answer| answer.sent)
                .map(|day| day.to_string()),
            closed,
            meetings: meetings.collect(),
            acts: replay
                .entries
                .iter()
                .map(|entry| line(entry, history, roster))
                .collect(),
            ..head(&self.id, RequestStage::of(state), act, request)
        };
        self.format
            .print(&context, &shown, |shown| View::Text(text(shown)))
    }
}

/// The fields that come from the request itself.
fn head(id: &Id, stage: RequestStage, act: &Act, request: &Request) -> RequestJson {
    RequestJson {
        format: 1,
        request: id.clone(),
        stage: stage.to_string(),
        register: act.register.clone(),
        revision: act.revision,
        standard: request.standard.clone(),
        submitter: request.submitter.clone(),
        email: request.email.clone(),
        on_behalf_of: request.behalf.to_string(),
        organization: request.organization.clone(),
        portal: request.portal.clone(),
        sent: act.on.to_string(),
        entered: act.at.day().to_string(),
        summary: request.summary.clone(),
        restriction: request.restriction.clone(),
        term: request.term.clone(),
        cr_template: request.template.is_some(),
        body: None,
        answered: None,
        told: None,
        closed: None,
        meetings: Vec::new(),
        acts: Vec::new(),
    }
}

fn closed(act: &Act) -> Option<Closed> {
    let Action::Close(close) = &act.action else {
        return None;
    };
    Some(Closed {
        disposition: close.disposition.to_string(),
        on: act.on.to_string(),
        because: close.because.clone(),
        release: close.release.clone(),
    })
}

fn line(entry: &ReplayedAct<'_>, history: &RequestHistory<'_>, roster: &Roster) -> RequestActLine {
    let key = signer(
        entry.stored,
        entry.stored,
        history.rosters,
        history.policies,
    );
    RequestActLine {
        on: entry.stored.act.on.to_string(),
        by: roster.person_name(&entry.stored.act.by),
        what: describe(entry.stored, roster),
        act: entry.stored.digest.short(),
        signed_with: key.map(|key| key.fingerprint().to_string()),
        assurance: if key.is_some() { "signed" } else { "recorded" },
        void: entry
            .void
            .as_ref()
            .map(|why| format!("{}; needs: {}", why.state, why.needs)),
    }
}

fn text(shown: &RequestJson) -> String {
    let behalf = match &shown.organization {
        Some(organization) => format!("{} {organization}", shown.on_behalf_of),
        None => shown.on_behalf_of.clone(),
    };
    let mut rows = vec![
        ["register", &shown.register.to_string()]
            .map(String::from)
            .to_vec(),
        ["standard", &shown.standard].map(String::from).to_vec(),
        vec![
            "submitter".into(),
            format!("{} <{}>, for: {behalf}", shown.submitter, shown.email),
        ],
        vec![
            "portal".into(),
            format!(
                "{}, sent {}, entered {}",
                shown.portal, shown.sent, shown.entered
            ),
        ],
        vec!["summary".into(), shown.summary.clone()],
    ];
    let mut row = |name: &str, value: Option<String>| {
        rows.extend(value.map(|value| vec![name.to_string(), value]));
    };
    let term = shown
        .term
        .as_ref()
        .map_or(String::new(), |term| format!(" (term `{term}`)"));
    row(
        "restriction",
        shown
            .restriction
            .as_ref()
            .map(|text| format!("{text}{term}")),
    );
    row(
        "body",
        Some(shown.body.clone().unwrap_or_else(|| "none yet".to_string())),
    );
    let told = match (&shown.answered, &shown.told) {
        (None, _) => String::new(),
        (Some(_), None) => ", not recorded as sent".to_string(),
        (Some(_), Some(day)) => format!(", sent {day}"),
    };
    let answered = shown.answered.as_deref().unwrap_or("not yet");
    row("answered", Some(format!("{answered}{told}")));
    row(
        "closed",
        shown.closed.as_ref().map(|closed| {
            let release = closed
                .release
                .as_ref()
                .map_or(String::new(), |release| format!(", in {release}"));
            format!(
                "{} on {}{release}: {}",
                closed.disposition, closed.on, closed.because
            )
        }),
    );
    for meeting in &shown.meetings {
        row("meeting", Some(meeting.line()));
    }
    let indented = |rows: Vec<Vec<String>>| ui::indented_columns(rows) + "\n";
    let has_signed = shown.acts.iter().any(|line| line.signed_with.is_some());
    // If no act is signed, one line says so instead of a mark on every act.
    let unsigned = if has_signed {
        String::new()
    } else {
        format!("  {UNSIGNED}\n")
    };
    let acts = indented(
        shown
            .acts
            .iter()
            .map(|line| act_row(line, has_signed))
            .collect(),
    );
    format!(
        "{}  {}\n{}\n{}\n{unsigned}{acts}",
        ui::paint(Tone::Id, shown.request.as_str()),
        shown.stage,
        indented(rows),
        ui::paint(Tone::Heading, "acts"),
    )
}

fn act_row(line: &RequestActLine, has_signed: bool) -> Vec<String> {
    let void = line.void.as_ref().map_or(String::new(), |why| {
        format!("  {}", ui::state(Tone::Bad, format!("VOID: {why}")))
    });
    let signed = line
        .signed_with
        .as_ref()
        .map_or("unsigned", |key| key.get(..15).unwrap_or(key));
    let mut row = vec![line.on.clone(), ui::paint(Tone::Id, &line.act)];
    row.extend(has_signed.then(|| signed.to_string()));
    row.extend([line.by.clone(), format!("{}{void}", line.what)]);
    row
}
