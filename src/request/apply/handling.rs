//! What becomes of a request: it goes to the body that owns the standard, its chair answers, it gets a disposition
//! (DSP4003 5.3.2).

use super::{RequestActContext, is_taken_back};
use crate::act::{Close, Disposition, Forward, Reply};
use crate::process::Refusal;
use crate::request::stage::RequestTransition as Doing;
use crate::request::{State, Step, SubmitterAnswer};
use crate::roster::authority::Task;
use crate::text::is_blank;

/// By the chair of the body that holds it, or by the VP.
pub(super) fn forward(ctx: &RequestActContext<'_>, forward: &Forward) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    ctx.expect(Doing::Forward, CLAUSE)?;
    ctx.known_body(&forward.to, CLAUSE)?;
    if ctx.holder() == Some(&forward.to) {
        let state = format!(
            "the request is with the {} already",
            ctx.roster.body_name(&forward.to)
        );
        return Err(Refusal::new(state, "another body", CLAUSE));
    }
    ctx.authorize(Task::Request, ctx.holder(), CLAUSE)?;
    Ok(State {
        holder: Some((forward.to.clone(), ctx.act.on)),
        ..ctx.state.clone()
    })
}

/// By the chair of the body that owns the standard, or by the VP. There may be several answers; the first counts, and
/// the newest is what the submitter is to be told. One with evidence says itself how the submitter got it.
pub(super) fn reply(ctx: &RequestActContext<'_>, reply: &Reply) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    ctx.expect(Doing::Reply, CLAUSE)?;
    if is_blank(&reply.text) {
        return Err(Refusal::new(
            "the answer says nothing",
            "what was answered: --text TEXT",
            CLAUSE,
        ));
    }
    ctx.authorize(Task::Request, ctx.holder(), CLAUSE)?;
    let sent = ctx.act.has_evidence().then_some(ctx.act.on);
    let mut next = ctx.state.clone();
    next.answers.push(SubmitterAnswer {
        act: ctx.stored.digest,
        on: ctx.act.on,
        sent,
    });
    Ok(next)
}

/// By the chair of the body that owns the standard, or by the VP.
pub(super) fn close(ctx: &RequestActContext<'_>, close: &Close) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let is_taken_back = is_taken_back(close.disposition);
    ctx.expect(
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
    ctx.authorize(Task::Request, ctx.holder(), CLAUSE)?;
    if is_taken_back && !ctx.act.has_evidence() {
        let state = "only the submitter takes a request back, and this is recorded without the submitter's word";
        return Err(Refusal::new(
            state,
            "--evidence: the submitter's message",
            CLAUSE,
        ));
    }
    let step = Step {
        act: ctx.stored.digest,
        on: ctx.act.on,
    };
    Ok(State {
        closed: Some((close.disposition, step)),
        ..ctx.state.clone()
    })
}
