//! Whether an act is legal where a request stands, and what the state is after it. Commands and the fold ask alike.

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

/// The state after the act, or why it is not legal.
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
                "`{}` is done to a register, and this is a change request",
                stored.act.action.kind()
            ),
            "an act of a change request",
            "DSP4003 5.3",
        )),
    }
}

/// An act before the state it meets, with the roster that it names.
struct RequestActContext<'a> {
    state: &'a State,
    history: &'a RequestHistory<'a>,
    stored: &'a StoredAct,
    act: &'a Act,
    roster: &'a Roster,
}

impl<'a> RequestActContext<'a> {
    /// Checks what every act must have, and that those of one request belong together.
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

    /// Refuses a step that does not lead on from here.
    fn expect(&self, step: RequestTransition, clause: &'static str) -> Result<(), Refusal> {
        let stage = Stage::of(self.state);
        leads_on(stage, step).map_err(|needs| {
            if step == RequestTransition::Receive {
                let state = format!("there is a request `{}` already", self.history.id);
                return Refusal::new(state, needs, clause);
            }
            let refusal = Refusal::new(self.sentence(stage), needs, clause);
            // Where it goes to its body first, who sends it there is who can help.
            match stage {
                Stage::Received => refusal.who(self.setting(None).who(Task::Request)),
                Stage::Forwarded => refusal.who(self.setting(self.holder()).who(Task::Request)),
                Stage::Unknown | Stage::Answered | Stage::Closed => refusal,
            }
        })
    }

    /// Where the request stands, in words.
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
                    "the request `{id}`, sent on {}, is with no body yet",
                    received.sent
                )
            }
            (Stage::Forwarded, ..) => {
                format!("the request `{id}` is with the {holder}, and not answered")
            }
            (Stage::Answered, ..) => {
                format!("the request `{id}` is with the {holder}, and answered")
            }
            (Stage::Received | Stage::Unknown | Stage::Closed, ..) => {
                format!("there is no request `{id}` yet")
            }
        }
    }

    /// Refuses a person without the authority, naming who has it.
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

    /// The body that holds the request.
    fn holder(&self) -> Option<&'a Id> {
        self.state.holder.as_ref().map(|(body, _)| body)
    }

    /// A body that the roster lists.
    fn known_body(&self, body: &Id, clause: &'static str) -> Result<(), Refusal> {
        match self.roster.body(body) {
            Some(_) => Ok(()),
            None => Err(Refusal::new(
                format!("there is no body `{body}` in the roster"),
                "a body that the roster lists",
                clause,
            )),
        }
    }

    fn partnership(&self) -> Option<&'a Partnership<'a>> {
        self.history.partnerships.get(&self.act.register)
    }
}

/// All acts of a request name one register, and none happened before the request was sent.
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
            "the act happened on {}, and the request was sent on {}",
            act.on, received.sent
        );
        return Err(Refusal::new(state, "the day it happened", CLAUSE));
    }
    Ok(())
}

/// Whether the submitter took the request back.
fn is_taken_back(disposition: Disposition) -> bool {
    match disposition {
        Disposition::Withdrawn => true,
        Disposition::Accepted | Disposition::Changed | Disposition::Declined => false,
    }
}
