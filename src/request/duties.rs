//! The duties of a change request, and since when each waits (DSP4003 5.3.2).

use super::stage::RequestStage;
use super::state::{RequestHistory, RequestState};
use crate::act::{Action, LetterKind};
use crate::date::Day;
use crate::id::Id;
use crate::process::due::{Duty, Mark};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// The duties of a request: its next step, and an answer that is not recorded as sent. DSP4003 sets no deadline for
/// either, so a duty only has an age.
pub fn duties(
    state: &RequestState,
    history: &RequestHistory<'_>,
    roster: &Roster,
    today: Day,
) -> Vec<Duty> {
    let step = step(state, history, roster, today);
    step.into_iter()
        .chain(answer(state, history, roster, today))
        .collect()
}

/// The answer is an e-mail, so it is due until it is recorded as sent.
fn answer(
    state: &RequestState,
    history: &RequestHistory<'_>,
    roster: &Roster,
    today: Day,
) -> Option<Duty> {
    let (answer, received) = (state.untold()?, state.received.as_ref()?);
    let Action::Request(request) = &history.act(received.act)?.act.action else {
        return None;
    };
    Some(Duty {
        what: format!(
            "the answer to {} is not recorded as sent",
            request.submitter
        ),
        day: Some(answer.on),
        command: format!("wr letter {} {}", LetterKind::RequestAnswer, history.id),
        clause: LetterKind::RequestAnswer.clause(),
        ..who(roster, today, state.holder.as_ref().map(|(body, _)| body))
    })
}

/// The next step; `None` for a request with a disposition.
fn step(
    state: &RequestState,
    history: &RequestHistory<'_>,
    roster: &Roster,
    today: Day,
) -> Option<Duty> {
    let received = state.received.as_ref()?;
    let Action::Request(request) = &history.act(received.act)?.act.action else {
        return None;
    };
    let (id, body) = (history.id, state.holder.as_ref().map(|(body, _)| body));
    let (waits, since, command, clause) = match RequestStage::of(state) {
        RequestStage::Unknown | RequestStage::Closed => return None,
        RequestStage::Received => (
            "is not forwarded".to_string(),
            received.sent,
            format!("wr request forward {id} --to BODY"),
            "DSP4003 5.3.2",
        ),
        RequestStage::Forwarded => (
            "is not answered".to_string(),
            received.sent,
            format!("wr request answer {id} --text TEXT"),
            "DSP4003 5.3.2",
        ),
        RequestStage::Answered => (
            "is answered but has no disposition".to_string(),
            state.answered().map_or(received.sent, |answer| answer.on),
            format!("wr request close {id} --disposition DISPOSITION --because TEXT"),
            "DSP4003 5.3.2",
        ),
    };
    let days = since.days_until(today);
    let age = if days == 1 {
        "1 day".to_string()
    } else {
        format!("{days} days")
    };
    Some(Duty {
        what: format!(
            "the request of {} to change `{}` {waits} after {age}",
            request.submitter, request.standard
        ),
        day: Some(since),
        mark: Mark::Since,
        clause,
        command,
        ..who(roster, today, body)
    })
}

/// An empty duty with the people who handle a request.
fn who(roster: &Roster, on: Day, body: Option<&Id>) -> Duty {
    let setting = Setting::of(roster, on, body);
    Duty {
        what: String::new(),
        day: None,
        mark: Mark::Since,
        who: setting.who(Task::Request),
        holders: setting.ids(Task::Request),
        first: setting.first(Task::Request),
        companies: Vec::new(),
        bodies: body.cloned().into_iter().collect(),
        command: String::new(),
        clause: "",
    }
}
