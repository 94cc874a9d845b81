//! An act and the state before it, with what the acts of change requests check.

use crate::act::{Act, StoredAct};
use crate::id::Id;
use crate::process::{CheckedAct, Refusal, head};
use crate::request::stage::{RequestStage, RequestTransition, check_transition};
use crate::request::state::{Partnership, Received, RequestHistory, RequestState};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// An act of one kind in the handling of a change request.
pub(super) trait RequestAct {
    /// The state after it.
    ///
    /// # Errors
    /// The reason why it is not legal.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal>;
}

/// An act and the state before it, with the roster that it names.
pub(super) struct RequestActContext<'a> {
    pub(super) state: &'a RequestState,
    pub(super) history: &'a RequestHistory<'a>,
    pub(super) stored: &'a StoredAct,
    pub(super) act: &'a Act,
    pub(super) roster: &'a Roster,
}

impl<'a> RequestActContext<'a> {
    /// Checks that the act belongs to this request.
    pub(super) fn of(
        state: &'a RequestState,
        history: &'a RequestHistory<'a>,
        checked: CheckedAct<'a>,
    ) -> Result<RequestActContext<'a>, Refusal> {
        let CheckedAct { stored, roster, .. } = checked;
        if let Some(received) = &state.received {
            of_this_request(&stored.act, received)?;
        }
        Ok(RequestActContext {
            state,
            history,
            stored,
            act: &stored.act,
            roster,
        })
    }

    /// Refuses a step that the stage does not allow.
    pub(super) fn expect(
        &self,
        step: RequestTransition,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        let stage = RequestStage::of(self.state);
        check_transition(stage, step).map_err(|needs| {
            if step == RequestTransition::Receive {
                let state = format!("the request `{}` already exists", self.history.id);
                return Refusal::new(state, needs, clause);
            }
            let refusal = Refusal::new(self.sentence(stage), needs, clause);
            // The people who can take the missing step.
            match stage {
                RequestStage::Received => refusal.who(self.setting(None).who(Task::Request)),
                RequestStage::Forwarded => {
                    refusal.who(self.setting(self.holder()).who(Task::Request))
                }
                RequestStage::Unknown | RequestStage::Answered | RequestStage::Closed => refusal,
            }
        })
    }

    /// Describes the state of the request.
    fn sentence(&self, stage: RequestStage) -> String {
        let id = self.history.id;
        let holder = self
            .holder()
            .map_or(String::new(), |body| self.roster.body_name(body));
        match (stage, &self.state.received, &self.state.closed) {
            (RequestStage::Closed, _, Some((disposition, step))) => {
                format!(
                    "the request `{id}` was closed on {} as {disposition}",
                    step.on
                )
            }
            (RequestStage::Received, Some(received), _) => {
                format!(
                    "the request `{id}`, sent on {}, is not forwarded to a body yet",
                    received.sent
                )
            }
            (RequestStage::Forwarded, ..) => {
                format!("the request `{id}` is with the {holder} and not answered")
            }
            (RequestStage::Answered, ..) => {
                format!("the request `{id}` is with the {holder} and answered")
            }
            (RequestStage::Received | RequestStage::Unknown | RequestStage::Closed, ..) => {
                format!("the request `{id}` does not exist")
            }
        }
    }

    pub(super) fn authorize(
        &self,
        task: Task,
        body: Option<&'a Id>,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        head::in_person(self.act, clause)?;
        head::authorize(&self.setting(body), task, self.act, clause)
    }

    pub(super) fn setting(&self, body: Option<&'a Id>) -> Setting<'a> {
        Setting::of(self.roster, head::judged_on(self.act), body)
    }

    pub(super) fn holder(&self) -> Option<&'a Id> {
        self.state.holder.as_ref().map(|(body, _)| body)
    }

    pub(super) fn known_body(&self, body: &Id, clause: &'static str) -> Result<(), Refusal> {
        match self.roster.body(body) {
            Some(_) => Ok(()),
            None => Err(Refusal::new(
                format!("the roster has no body `{body}`"),
                "a body that the roster lists",
                clause,
            )),
        }
    }

    pub(super) fn partnership(&self) -> Option<&'a Partnership<'a>> {
        self.history.partnerships.get(&self.act.register)
    }
}

/// Checks that the act names the register of the request, and that it happened after the request was sent.
fn of_this_request(act: &Act, received: &Received) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.1";
    if act.register != received.register {
        let state = format!(
            "the act names the register `{}`, and the request was made under `{}`",
            act.register, received.register
        );
        return Err(Refusal::new(state, "the register of the request", CLAUSE));
    }
    if act.on < received.sent {
        let state = format!(
            "the act is dated {}, before the request was sent on {}",
            act.on, received.sent
        );
        return Err(Refusal::new(state, "the day on which it happened", CLAUSE));
    }
    Ok(())
}
