//! What becomes of a request: it goes to the body that owns the standard, its chair answers, it gets a disposition
//! (DSP4003 5.3.2).

use super::{RequestActContext, is_taken_back};
use crate::act::{Close, Disposition, Forward, Reply};
use crate::process::Refusal;
use crate::request::stage::RequestTransition as Doing;
use crate::request::{Answer, State, Step};
use crate::roster::authority::Task;
use crate::text::is_blank;

/// By the chair of the body that holds it, or by the VP.
pub(super) fn forward(case: &RequestActContext<'_>, forward: &Forward) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2 (C4)";
    case.expect(Doing::Forward, CLAUSE)?;
    case.known_body(&forward.to, CLAUSE)?;
    if case.holder() == Some(&forward.to) {
        let state = format!(
            "the request is with the {} already",
            case.roster.body_name(&forward.to)
        );
        return Err(Refusal::new(state, "another body", CLAUSE));
    }
    case.authorize(Task::Request, case.holder(), CLAUSE)?;
    Ok(State {
        holder: Some((forward.to.clone(), case.act.on)),
        ..case.state.clone()
    })
}

/// By the chair of the body that owns the standard, or by the VP. There may be several answers; the first counts, and
/// the newest is what the submitter is to be told. One with evidence says itself how the submitter got it.
pub(super) fn reply(case: &RequestActContext<'_>, reply: &Reply) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2 (C4)";
    case.expect(Doing::Reply, CLAUSE)?;
    if is_blank(&reply.text) {
        return Err(Refusal::new(
            "the answer says nothing",
            "what was answered: --text TEXT",
            CLAUSE,
        ));
    }
    case.authorize(Task::Request, case.holder(), CLAUSE)?;
    let sent = case.act.has_evidence().then_some(case.act.on);
    let mut next = case.state.clone();
    next.answers.push(Answer {
        act: case.filed.digest,
        on: case.act.on,
        sent,
    });
    Ok(next)
}

/// By the chair of the body that owns the standard, or by the VP.
pub(super) fn close(case: &RequestActContext<'_>, close: &Close) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2 (C8)";
    let is_taken_back = is_taken_back(close.disposition);
    case.expect(
        if is_taken_back {
            Doing::TakeBack
        } else {
            Doing::Close
        },
        CLAUSE,
    )?;
    if is_blank(&close.because) {
        let state = format!("the request is {} without a reason", close.disposition);
        return Err(Refusal::new(state, "--because TEXT", CLAUSE));
    }
    let release = close
        .release
        .as_deref()
        .filter(|release| !is_blank(release));
    match (close.disposition, release) {
        (Disposition::Accepted | Disposition::Changed, Some(_)) => {}
        (Disposition::Declined | Disposition::Withdrawn, None) if close.release.is_none() => {}
        (Disposition::Accepted | Disposition::Changed, None) => {
            let state = format!(
                "the request is {}, and no release is named that has it",
                close.disposition
            );
            return Err(Refusal::new(
                state,
                "--release TEXT: the release of the standard",
                CLAUSE,
            ));
        }
        (Disposition::Declined | Disposition::Withdrawn, _) => {
            let state = format!(
                "the request is {}, and a release is named that has it",
                close.disposition
            );
            return Err(Refusal::new(state, "no --release", CLAUSE));
        }
    }
    case.authorize(Task::Request, case.holder(), CLAUSE)?;
    if is_taken_back && !case.act.has_evidence() {
        let state = "only the submitter takes a request back, and this is recorded without the submitter's word";
        return Err(Refusal::new(
            state,
            "--evidence: the submitter's message",
            CLAUSE,
        ));
    }
    let step = Step {
        act: case.filed.digest,
        on: case.act.on,
    };
    Ok(State {
        closed: Some((close.disposition, step)),
        ..case.state.clone()
    })
}
