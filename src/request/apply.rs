//! Judges an act in the state of a request before it and computes the state after it. Commands and the replay share
//! this code.

mod handling;
mod joint;
mod letter;
mod receipt;

use super::stage::{RequestTransition, Stage, leads_on};
use super::{Partnership, Received, RequestHistory, State};
use crate::act::{Act, Action, Disposition, StoredAct, Subject};
use crate::id::Id;
use crate::process::Refusal;
use crate::process::head::{self, judged_by};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// The state after the act.
///
/// # Errors
/// The reason why the act is not legal.
pub fn apply(
    state: &State,
    stored: &StoredAct,
    history: &RequestHistory<'_>,
) -> Result<State, Refusal> {
    let ctx = RequestActContext::of(state, stored, history)?;
    match &stored.act.action {
        Action::Request(request) => receipt::receive(&ctx, request),
        Action::Forward(forward) => handling::forward(&ctx, forward),
        Action::Reply(reply) => handling::reply(&ctx, reply),
        Action::Close(close) => handling::close(&ctx, close),
        Action::JointMeeting(meeting) => joint::meet(&ctx, meeting),
        Action::Letter(letter) => letter::sent(&ctx, letter),
        Action::Propose(_)
        | Action::Assign(_)
        | Action::Submit(_)
        | Action::Ballot(_)
        | Action::Vote(_)
        | Action::Result(_)
        | Action::Withdraw(_)
        | Action::Schedule(_)
        | Action::Approve(_)
        | Action::Send(_)
        | Action::Accept(_)
        | Action::Backfill(_)
        | Action::Confirm(_)
        | Action::Decline(_)
        | Action::Meeting(_)
        | Action::Extend(_)
        | Action::Feedback(_)
        | Action::Resolve(_)
        | Action::Commitment(_)
        | Action::Review(_)
        | Action::Milestone(_)
        | Action::Recommend(_)
        | Action::Remove(_)
        | Action::End(_) => Err(Refusal::new(
            format!(
                "`{}` is an act of registers, and this is a change request",
                stored.act.action.kind()
            ),
            "an act of a change request",
            "DSP4003 5.3",
        )),
    }
}

/// An act and the state before it, with the roster that it names.
struct RequestActContext<'a> {
    state: &'a State,
    history: &'a RequestHistory<'a>,
    stored: &'a StoredAct,
    act: &'a Act,
    roster: &'a Roster,
}

impl<'a> RequestActContext<'a> {
    /// Checks what every act must have, and that it belongs to this request.
    fn of(
        state: &'a State,
        stored: &'a StoredAct,
        history: &'a RequestHistory<'a>,
    ) -> Result<RequestActContext<'a>, Refusal> {
        let (act, subject) = (&stored.act, Subject::Request(history.id));
        let (roster, policy) = judged_by(
            act,
            history.store,
            subject,
            history.rosters,
            history.policies,
        )?;
        head::signed(stored, roster, policy)?;
        if let Some(received) = &state.received {
            of_this_request(act, received)?;
        }
        Ok(RequestActContext {
            state,
            history,
            stored,
            act,
            roster,
        })
    }

    /// Refuses a step that the stage does not allow.
    fn expect(&self, step: RequestTransition, clause: &'static str) -> Result<(), Refusal> {
        let stage = Stage::of(self.state);
        leads_on(stage, step).map_err(|needs| {
            if step == RequestTransition::Receive {
                let state = format!("the request `{}` already exists", self.history.id);
                return Refusal::new(state, needs, clause);
            }
            let refusal = Refusal::new(self.sentence(stage), needs, clause);
            // The people who can take the missing step.
            match stage {
                Stage::Received => refusal.who(self.setting(None).who(Task::Request)),
                Stage::Forwarded => refusal.who(self.setting(self.holder()).who(Task::Request)),
                Stage::Unknown | Stage::Answered | Stage::Closed => refusal,
            }
        })
    }

    /// Describes the state of the request.
    fn sentence(&self, stage: Stage) -> String {
        let id = self.history.id;
        let holder = self
            .holder()
            .map_or(String::new(), |body| self.roster.body_name(body));
        match (stage, &self.state.received, &self.state.closed) {
            (Stage::Closed, _, Some((disposition, step))) => {
                format!(
                    "the request `{id}` was closed on {} as {disposition}",
                    step.on
                )
            }
            (Stage::Received, Some(received), _) => {
                format!(
                    "the request `{id}`, sent on {}, is not forwarded to a body yet",
                    received.sent
                )
            }
            (Stage::Forwarded, ..) => {
                format!("the request `{id}` is with the {holder} and not answered")
            }
            (Stage::Answered, ..) => {
                format!("the request `{id}` is with the {holder} and answered")
            }
            (Stage::Received | Stage::Unknown | Stage::Closed, ..) => {
                format!("the request `{id}` does not exist")
            }
        }
    }

    fn authorize(
        &self,
        task: Task,
        body: Option<&'a Id>,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        head::in_person(self.act, clause)?;
        head::authorize(&self.setting(body), task, self.act, clause)
    }

    fn setting(&self, body: Option<&'a Id>) -> Setting<'a> {
        Setting {
            roster: self.roster,
            on: head::judged_on(self.act),
            owner: None,
            proposer: None,
            partner: None,
            body,
            concerned: &[],
        }
    }

    fn holder(&self) -> Option<&'a Id> {
        self.state.holder.as_ref().map(|(body, _)| body)
    }

    fn known_body(&self, body: &Id, clause: &'static str) -> Result<(), Refusal> {
        match self.roster.body(body) {
            Some(_) => Ok(()),
            None => Err(Refusal::new(
                format!("the roster has no body `{body}`"),
                "a body that the roster lists",
                clause,
            )),
        }
    }

    fn partnership(&self) -> Option<&'a Partnership<'a>> {
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

fn is_taken_back(disposition: Disposition) -> bool {
    match disposition {
        Disposition::Withdrawn => true,
        Disposition::Accepted | Disposition::Changed | Disposition::Declined => false,
    }
}
