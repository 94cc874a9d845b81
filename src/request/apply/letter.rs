//! Applies the record that the chair's answer was sent to the submitter (DSP4003 5.3.2). It does not change the stage.

use super::context::{RequestAct, RequestActContext};
use crate::act::{Letter, LetterKind};
use crate::process::Refusal;
use crate::request::stage::RequestTransition;
use crate::request::state::RequestState;
use crate::roster::authority::Task;

impl RequestAct for Letter {
    /// The chair of the body that owns the standard, or the VP, records it.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        let clause = self.letter.clause();
        let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, clause));
        if self.letter != LetterKind::RequestAnswer {
            let state = format!(
                "`{}` is a letter of a register, and this is a change request",
                self.letter
            );
            return refuse(state, "the letter `request-answer`");
        }
        ctx.expect(RequestTransition::Tell, clause)?;
        ctx.authorize(Task::Request, ctx.holder(), clause)?;
        let answer = ctx
            .state
            .answers
            .iter()
            .position(|answer| Some(answer.act) == self.reports);
        let Some((at, answer)) = answer.and_then(|at| Some((at, ctx.state.answers.get(at)?)))
        else {
            return refuse(
                "the letter names no answer to this request".to_string(),
                "the digest of the act with the answer: `wr request answer ID --text TEXT`",
            );
        };
        if ctx.act.on < answer.on {
            let state = format!(
                "the letter was sent on {}, before the answer of {}",
                ctx.act.on, answer.on
            );
            return refuse(state, "a day from the answer on");
        }
        if self.messages.len() != 1 {
            let state = format!("the letter names {} messages", self.messages.len());
            return refuse(state, "the digest of the one message to the submitter");
        }
        let is_bare = self.bodies.is_empty() && self.ballot.is_none() && self.milestone.is_none();
        if !is_bare || ctx.act.revision.is_some() || ctx.act.digest.is_some() {
            return refuse(
                "the letter has fields of a letter about a register".to_string(),
                "the answer only",
            );
        }
        let mut next = ctx.state.clone();
        if let Some(answer) = next.answers.get_mut(at) {
            answer.sent = answer.sent.or(Some(ctx.act.on));
        }
        Ok(next)
    }
}
