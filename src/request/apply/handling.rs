//! Applies the handling of a request: it is forwarded to the body that owns the standard, the chair answers, and it
//! gets a disposition (DSP4003 5.3.2).

use super::context::{RequestAct, RequestActContext};
use crate::act::{Close, Disposition, Forward, Reply};
use crate::process::Refusal;
use crate::request::stage::RequestTransition;
use crate::request::state::{RequestState, Step, SubmitterAnswer};
use crate::roster::authority::Task;
use crate::text::is_blank;

impl RequestAct for Forward {
    /// The chair of the body that holds it, or the VP, forwards it.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        const CLAUSE: &str = "DSP4003 5.3.2";
        ctx.expect(RequestTransition::Forward, CLAUSE)?;
        ctx.known_body(&self.to, CLAUSE)?;
        if ctx.holder() == Some(&self.to) {
            let state = format!(
                "the request is already with the {}",
                ctx.roster.body_name(&self.to)
            );
            return Err(Refusal::new(state, "another body", CLAUSE));
        }
        ctx.authorize(Task::Request, ctx.holder(), CLAUSE)?;
        Ok(RequestState {
            holder: Some((self.to.clone(), ctx.act.on)),
            ..ctx.state.clone()
        })
    }
}

impl RequestAct for Reply {
    /// The chair of the body that owns the standard, or the VP, answers. The first answer sets the stage, and the newest
    /// one is sent to the submitter. An answer with evidence counts as sent.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        const CLAUSE: &str = "DSP4003 5.3.2";
        ctx.expect(RequestTransition::Reply, CLAUSE)?;
        if is_blank(&self.text) {
            return Err(Refusal::new(
                "the answer is empty",
                "the answer: --text TEXT",
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
}

impl RequestAct for Close {
    /// The chair of the body that owns the standard, or the VP, closes it.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        const CLAUSE: &str = "DSP4003 5.3.2";
        let is_taken_back = is_taken_back(self.disposition);
        ctx.expect(
            if is_taken_back {
                RequestTransition::TakeBack
            } else {
                RequestTransition::Close
            },
            CLAUSE,
        )?;
        if is_blank(&self.because) {
            let state = format!("the request is {} without a reason", self.disposition);
            return Err(Refusal::new(state, "--because TEXT", CLAUSE));
        }
        let release = self.release.as_deref().filter(|release| !is_blank(release));
        match (self.disposition, release) {
            (Disposition::Accepted | Disposition::Changed, Some(_)) => {}
            (Disposition::Declined | Disposition::Withdrawn, None) if self.release.is_none() => {}
            (Disposition::Accepted | Disposition::Changed, None) => {
                let state = format!(
                    "the request is {}, and the release that has it is not named",
                    self.disposition
                );
                return Err(Refusal::new(
                    state,
                    "--release TEXT: the release of the standard",
                    CLAUSE,
                ));
            }
            (Disposition::Declined | Disposition::Withdrawn, _) => {
                let state = format!(
                    "the request is {}, but a release is named",
                    self.disposition
                );
                return Err(Refusal::new(state, "no --release", CLAUSE));
            }
        }
        ctx.authorize(Task::Request, ctx.holder(), CLAUSE)?;
        if is_taken_back && !ctx.act.has_evidence() {
            let state =
                "only the submitter withdraws a request, and the record has no evidence of that";
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
        Ok(RequestState {
            closed: Some((self.disposition, step)),
            ..ctx.state.clone()
        })
    }
}

fn is_taken_back(disposition: Disposition) -> bool {
    match disposition {
        Disposition::Withdrawn => true,
        Disposition::Accepted | Disposition::Changed | Disposition::Declined => false,
    }
}
