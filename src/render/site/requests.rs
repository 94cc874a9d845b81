//! The page of change requests (DSP4003 5.3), if the policy lists them: the standard, on whose behalf, and the
//! disposition. The author and the text of a request are not public.

use serde::Serialize;

use super::context::SiteContext;
use crate::act::{Action, Behalf, Request};
use crate::policy::site::Requests;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{NavSection, without_addresses};
use crate::request::RequestStage;
use crate::snapshot::{Partnerships, RequestContext};

const REQUESTS: &str = "requests.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("requests.html")];

#[derive(Debug, Serialize)]
struct RequestsView<'a> {
    /// The number of requests without a disposition.
    open: usize,
    all: usize,
    requests: &'a [RequestRowView],
}

#[derive(Debug, Clone, Serialize)]
struct RequestRowView {
    id: String,
    /// The standard, as the request names it.
    standard: String,
    /// The id of the register that covers the standard.
    register: String,
    /// Whether that register has a page.
    linked: bool,
    /// The organization on whose behalf it was sent, or `an individual`.
    behalf: String,
    /// The day it was sent.
    sent: String,
    /// The name of the body that owns the standard, once the request is forwarded.
    body: Option<String>,
    /// The stage in words.
    stands: &'static str,
    /// The day of the first answer to its author.
    answered: Option<String>,
    /// The disposition and its day.
    disposition: Option<String>,
    closed: Option<String>,
    /// The release of the standard that contains the change.
    release: Option<String>,
}

/// The pages of requests, the newest first; empty if the policy hides them.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    if context.governance.policy.site.requests == Requests::Hidden {
        return Ok(Vec::new());
    }
    let requests = rows(context)?;
    let open = requests
        .iter()
        .filter(|row| row.disposition.is_none())
        .count();
    let section = NavSection::Requests;
    context.list(REQUESTS, REQUESTS, section, requests.len(), |page| {
        RequestsView {
            open,
            all: requests.len(),
            requests: &requests[page.rows.clone()],
        }
    })
}

/// All valid requests, the newest first.
fn rows(context: &SiteContext<'_>) -> Result<Vec<RequestRowView>, RenderError> {
    let partnerships = Partnerships::of(context.registers.all);
    let now = context.today.midnight();
    let requests = context
        .governance
        .snapshot
        .request_contexts(&partnerships, now)?;
    let rows = requests.iter().filter_map(|request| row(context, request));
    let mut rows: Vec<RequestRowView> = rows.collect();
    rows.sort_by(|one, other| {
        other
            .sent
            .cmp(&one.sent)
            .then_with(|| one.id.cmp(&other.id))
    });
    Ok(rows)
}

fn row(context: &SiteContext<'_>, request: &RequestContext<'_>) -> Option<RequestRowView> {
    let (history, state) = (&request.history, &request.replay.state);
    let received = state.received.as_ref()?;
    let Action::Request(request) = &history.act(received.act)?.act.action else {
        return None;
    };
    let release = state.closed.and_then(|(_, step)| {
        let Action::Close(close) = &history.act(step.act)?.act.action else {
            return None;
        };
        close.release.as_deref().map(without_addresses)
    });
    Some(RequestRowView {
        id: history.id.to_string(),
        standard: without_addresses(&request.standard),
        register: received.register.to_string(),
        linked: context.registers.has(&received.register),
        behalf: behalf(request),
        sent: received.sent.to_string(),
        body: state
            .holder
            .as_ref()
            .map(|(body, _)| context.governance.roster.body_name(body)),
        stands: stands(RequestStage::of(state)),
        answered: state.answered().map(|answer| answer.on.to_string()),
        disposition: state.closed.map(|(disposition, _)| disposition.to_string()),
        closed: state.closed.map(|(_, step)| step.on.to_string()),
        release,
    })
}

/// Names an organization, never a person.
fn behalf(request: &Request) -> String {
    let named = request
        .organization
        .as_deref()
        .map(without_addresses)
        .filter(|name| !name.is_empty());
    match (request.behalf, named) {
        (Behalf::Individual, _) => "an individual".to_string(),
        (Behalf::Company | Behalf::Partner, Some(name)) => name,
        (Behalf::Company, None) => "a company".to_string(),
        (Behalf::Partner, None) => "the alliance partner".to_string(),
    }
}

fn stands(stage: RequestStage) -> &'static str {
    match stage {
        RequestStage::Unknown => "not recorded",
        RequestStage::Received => "received, not forwarded yet",
        RequestStage::Forwarded => "with the body that owns the standard",
        RequestStage::Answered => "answered, without a disposition",
        RequestStage::Closed => "closed",
    }
}
