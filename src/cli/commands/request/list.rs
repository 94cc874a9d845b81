//! `wr request list`: lists the change requests.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::act::Action;
use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::describe::submitter;
use crate::id::Id;
use crate::process::Replay;
use crate::request::RequestStage;
use crate::snapshot::RequestContext;

/// List the requests, one per line
#[derive(Debug, Args)]
pub(crate) struct RequestListCommand {
    /// List only requests without a disposition
    #[arg(long)]
    open: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct RequestListJson {
    /// The version of this format: 1.
    format: u32,
    requests: Vec<RequestLine>,
}

#[derive(Debug, Serialize)]
struct RequestLine {
    request: Id,
    stage: String,
    /// The disposition; absent while the request is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    disposition: Option<String>,
    register: Id,
    standard: String,
    submitter: String,
    sent: String,
    /// The body that has to answer.
    body: Option<Id>,
    body_name: Option<String>,
}

impl RequestListCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let partnerships = snapshot.partnerships();
        let mut requests = Vec::new();
        for request in snapshot.request_contexts(&partnerships, env.now)? {
            if !self.open || request.replay.state.closed.is_none() {
                requests.extend(line(&request));
            }
        }
        let listed = RequestListJson {
            format: 1,
            requests,
        };
        self.format.print(&context, &listed, |listed| {
            View::table(&listed.requests, row, "no change requests")
        })
    }
}

fn line(request: &RequestContext<'_>) -> Option<RequestLine> {
    let RequestContext {
        history,
        replay: Replay { state, .. },
        roster,
        ..
    } = request;
    let received = state.received.as_ref()?;
    let Action::Request(request) = &history.act(received.act)?.act.action else {
        return None;
    };
    let body = state.holder.as_ref().map(|(body, _)| body.clone());
    Some(RequestLine {
        request: history.id.clone(),
        stage: RequestStage::of(state).to_string(),
        disposition: state.closed.map(|(disposition, _)| disposition.to_string()),
        register: received.register.clone(),
        standard: request.standard.clone(),
        submitter: submitter(request),
        sent: received.sent.to_string(),
        body_name: body.as_ref().map(|body| roster.body_name(body)),
        body,
    })
}

fn row(line: &RequestLine) -> Vec<String> {
    let stage = line.disposition.as_ref().unwrap_or(&line.stage).clone();
    let body = line
        .body_name
        .clone()
        .unwrap_or_else(|| "no body yet".to_string());
    let of = format!("{} of {}", line.standard, line.register);
    vec![
        ui::paint(Tone::Id, line.request.as_str()),
        match line.disposition {
            Some(_) => stage,
            None => ui::state(Tone::Waiting, stage),
        },
        line.sent.clone(),
        body,
        of,
        line.submitter.clone(),
    ]
}
