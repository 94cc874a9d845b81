//! An act and the state before it, with what the acts of registers check.

use crate::act::{Act, Action, StoredAct};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::head;
use crate::process::stage::{By, Transition, check_transition};
use crate::process::{
    CheckedAct, Established, History, InForce, Refusal, Stage, State, UnderWay, next_steps,
};
use crate::roster::authority::{Setting, Task};
use crate::roster::{BodyKind, Roster};

/// An act of one kind in the process of a register.
pub(super) trait RegisterAct {
    /// The step that it takes; `None` for a vote, which is no step.
    fn step(&self, ctx: &ActContext<'_>) -> Option<Transition>;

    /// The state after it.
    ///
    /// # Errors
    /// The reason why it is not legal.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal>;
}

/// An act and the state before it, with the roster and the policy that it names.
pub(super) struct ActContext<'a> {
    pub(super) state: &'a State,
    pub(super) history: &'a History<'a>,
    pub(super) stored: &'a StoredAct,
    pub(super) act: &'a Act,
    pub(super) roster: &'a Roster,
    pub(super) policy: &'a Policy,
    pub(super) stage: Stage,
}

impl<'a> ActContext<'a> {
    pub(super) fn of(
        state: &'a State,
        history: &'a History<'a>,
        checked: CheckedAct<'a>,
    ) -> ActContext<'a> {
        let CheckedAct {
            stored,
            roster,
            policy,
        } = checked;
        ActContext {
            state,
            history,
            stored,
            act: &stored.act,
            roster,
            policy,
            stage: Stage::of(state, history),
        }
    }

    /// Refuses a step that the stage does not allow, and names the people who can take the missing step.
    pub(super) fn expect(&self, step: Transition) -> Result<(), Refusal> {
        check_transition(self.stage, step).map_err(|blocked| {
            let state = next_steps::sentence(self.state, self.history);
            let missing = next_steps::missing(self.state, self.history, self.roster);
            let who = match blocked.by {
                By::NextSteps => next_steps::who(&next_steps::next(
                    self.state,
                    self.history,
                    self.roster,
                    self.act.at,
                )),
                By::Actor => Vec::new(),
            };
            let state = format!("`{}` {state}{missing}", self.act.register);
            Refusal::new(state, self.needed(blocked.needs), blocked.clause).who(who)
        })
    }

    /// What a refused step needs; a step of the recommended removal has its own command.
    fn needed(&self, needs: &str) -> String {
        let id = &self.act.register;
        let command = if matches!(self.act.action, Action::Ballot(_)) {
            format!("wr ballot open {id} --remove")
        } else if matches!(self.act.action, Action::Approve(_)) {
            format!("wr remove approve {id} RESOLUTION")
        } else {
            return needs.to_string();
        };
        match self.stage == Stage::Established && !self.state.recommended.is_empty() {
            true => format!("{needs}; for the removal that is recommended: `{command}`"),
            false => needs.to_string(),
        }
    }

    pub(super) fn authorize(
        &self,
        task: Task,
        body: Option<&Id>,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        head::authorize(&self.setting(body), task, self.act, clause)
    }

    pub(super) fn in_person(&self, clause: &'static str) -> Result<(), Refusal> {
        head::in_person(self.act, clause)
    }

    pub(super) fn setting(&self, body: Option<&'a Id>) -> Setting<'a>
    where
        Self: 'a,
    {
        self.state
            .setting(self.roster, head::judged_on(self.act), body)
    }

    /// The revision under way, which the act must name by number and digest.
    pub(super) fn under_way(&self, clause: &'static str) -> Result<&'a UnderWay, Refusal> {
        let Some(under_way) = &self.state.under_way else {
            return Err(Refusal::new(
                "no revision is under way",
                "a revision under way: `wr submit`",
                clause,
            ));
        };
        if (self.act.revision, self.act.digest)
            != (Some(under_way.revision), Some(under_way.digest))
        {
            return Err(Refusal::new(
                format!(
                    "the act does not name the text of revision {}",
                    under_way.revision
                ),
                format!("revision {} with {}", under_way.revision, under_way.digest),
                clause,
            ));
        }
        Ok(under_way)
    }

    /// The revision in force, which the act must name by number and digest.
    pub(super) fn in_force(&self, clause: &'static str) -> Result<&'a InForce, Refusal> {
        let Some(in_force) = &self.state.in_force else {
            let state = format!("no revision of `{}` is in force", self.act.register);
            return Err(Refusal::new(state, "a register in force", clause));
        };
        let digest = self
            .history
            .revisions
            .get(&in_force.revision)
            .map(|frozen| frozen.digest);
        if self.act.revision != Some(in_force.revision) || self.act.digest != digest {
            let state = format!(
                "the act does not name the text of revision {}",
                in_force.revision
            );
            return Err(Refusal::new(
                state,
                "the text in force, by number and digest",
                clause,
            ));
        }
        Ok(in_force)
    }

    /// The revision in force, for an act about the register. The act may name an earlier revision that was in force
    /// when its author acted: an update meanwhile does not void it.
    pub(super) fn register_in_force(&self, clause: &'static str) -> Result<&'a InForce, Refusal> {
        let named = self.act.revision.filter(|named| {
            let is_it = |established: &Established| established.revision == *named;
            self.state.established.iter().any(is_it)
        });
        match (
            &self.state.in_force,
            named.and_then(|named| self.history.revisions.get(&named)),
        ) {
            (Some(in_force), Some(frozen)) if self.act.digest == Some(frozen.digest) => {
                Ok(in_force)
            }
            (Some(_) | None, _) => self.in_force(clause),
        }
    }

    pub(super) fn is_board(&self, body: &Id) -> bool {
        self.roster
            .body(body)
            .is_some_and(|body| body.kind == BodyKind::Board)
    }

    /// A copy of the state, with this act's day as that of the last progress.
    pub(super) fn moved_on(&self) -> State {
        State {
            since: Some(self.act.on),
            ..self.state.clone()
        }
    }

    /// [`Self::moved_on`] with a change of the revision under way.
    pub(super) fn changed(&self, change: impl FnOnce(&mut UnderWay)) -> State {
        let mut next = self.moved_on();
        if let Some(under_way) = &mut next.under_way {
            change(under_way);
        }
        next
    }
}
