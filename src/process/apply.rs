//! Judges an act in the state before it and computes the state after it. Commands and the replay share this code.

mod asking;
mod backfill;
mod ballots;
mod board;
mod commitment;
mod editorial;
mod extension;
mod feedback;
mod gate;
mod letters;
mod meetings;
mod partner;
mod removal;
mod text;
mod time;
mod upkeep;

pub use self::text::proposer;

use super::head::{self, judged_by};
use super::stage::{By, Transition, check_transition};
use super::{Established, History, InForce, Refusal, Stage, State, UnderWay, next_steps};
use crate::act::{Act, Action, StoredAct, Subject};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// The state after the act.
///
/// # Errors
/// The reason why the act is not legal.
pub fn apply(state: &State, stored: &StoredAct, history: &History<'_>) -> Result<State, Refusal> {
    let ctx = ActContext::of(state, stored, history)?;
    let next = applied(&ctx)?;
    time::check_day(&ctx)?;
    Ok(next)
}

fn applied(ctx: &ActContext<'_>) -> Result<State, Refusal> {
    match &ctx.act.action {
        Action::Propose(propose) => text::propose(ctx, propose),
        Action::Assign(assign) => text::assign(ctx, assign),
        Action::Submit(submit) => text::submit(ctx, submit),
        Action::Backfill(backfill) => backfill::backfill(ctx, backfill),
        Action::Confirm(_) => editorial::confirm(ctx),
        Action::Ballot(ballot) => asking::open(ctx, ballot),
        Action::Vote(vote) => ballots::vote(ctx, vote),
        Action::Result(counted) => ballots::close(ctx, counted),
        Action::Withdraw(withdraw) => ballots::withdraw(ctx, withdraw),
        Action::Schedule(schedule) => board::schedule(ctx, schedule),
        Action::Approve(approve) => board::approve(ctx, approve),
        Action::Send(send) => partner::send(ctx, send),
        Action::Accept(accept) => partner::accept(ctx, accept),
        Action::Decline(decline) => partner::decline(ctx, decline),
        Action::Meeting(meeting) => meetings::meet(ctx, meeting),
        Action::Extend(extend) => extension::extend(ctx, extend),
        Action::Feedback(feedback) => feedback::add(ctx, feedback),
        Action::Resolve(resolve) => feedback::resolve(ctx, resolve),
        Action::Commitment(commitment) => commitment::answer(ctx, commitment),
        Action::Review(review) => upkeep::review(ctx, review),
        Action::Milestone(milestone) => upkeep::milestone(ctx, milestone),
        Action::Recommend(recommend) => removal::recommend(ctx, recommend),
        Action::Remove(remove) => removal::remove(ctx, remove),
        Action::End(end) => removal::end(ctx, end),
        Action::Letter(letter) => letters::sent(ctx, letter),
        Action::Request(_)
        | Action::Forward(_)
        | Action::Reply(_)
        | Action::Close(_)
        | Action::JointMeeting(_) => Err(Refusal::new(
            format!(
                "`{}` is an act of change requests, and this is a register",
                ctx.act.action.kind()
            ),
            "an act of a register",
            "DSP4003 5.3",
        )),
    }
}

/// An act and the state before it, with the roster and the policy that it names.
struct ActContext<'a> {
    state: &'a State,
    history: &'a History<'a>,
    stored: &'a StoredAct,
    act: &'a Act,
    roster: &'a Roster,
    policy: &'a Policy,
    stage: Stage,
}

impl<'a> ActContext<'a> {
    /// Checks what every act must have.
    fn of(
        state: &'a State,
        stored: &'a StoredAct,
        history: &'a History<'a>,
    ) -> Result<ActContext<'a>, Refusal> {
        let act = &stored.act;
        let subject = Subject::Register(history.id);
        let (roster, policy) = judged_by(
            act,
            history.store,
            subject,
            history.rosters,
            history.policies,
        )?;
        // The frozen roster and policy of its ballot decide about the signature of a vote.
        if !matches!(act.action, Action::Vote(_)) {
            head::signed(stored, roster, policy)?;
        }
        let stage = Stage::of(state, history);
        let ctx = ActContext {
            state,
            history,
            stored,
            act,
            roster,
            policy,
            stage,
        };
        time::check_moment(&ctx)?;
        Ok(ctx)
    }

    /// Refuses a step that the stage does not allow, and names the people who can provide what is missing.
    fn expect(&self, step: Transition) -> Result<(), Refusal> {
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
            Refusal::new(state, blocked.needs, blocked.clause).who(who)
        })
    }

    fn authorize(
        &self,
        task: Task,
        body: Option<&Id>,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        head::authorize(&self.setting(body), task, self.act, clause)
    }

    fn in_person(&self, clause: &'static str) -> Result<(), Refusal> {
        head::in_person(self.act, clause)
    }

    fn setting(&self, body: Option<&'a Id>) -> Setting<'a>
    where
        Self: 'a,
    {
        let proposal = self.state.proposal.as_ref();
        Setting {
            roster: self.roster,
            on: head::judged_on(self.act),
            owner: self.state.owner.as_ref().map(|(owner, _)| owner),
            proposer: proposal.map(|proposal| &proposal.proposed_by),
            partner: proposal.map(|proposal| &proposal.partner),
            body,
            concerned: &[],
        }
    }

    /// The revision under way, which the act must name by number and digest.
    fn under_way(&self, clause: &'static str) -> Result<&'a UnderWay, Refusal> {
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
    fn in_force(&self, clause: &'static str) -> Result<&'a InForce, Refusal> {
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
    fn register_in_force(&self, clause: &'static str) -> Result<&'a InForce, Refusal> {
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

    /// A copy of the state, with this act's day as that of the last progress.
    fn moved_on(&self) -> State {
        State {
            since: Some(self.act.on),
            ..self.state.clone()
        }
    }

    /// [`Self::moved_on`] with a change of the revision under way.
    fn changed(&self, change: impl FnOnce(&mut UnderWay)) -> State {
        let mut next = self.moved_on();
        if let Some(under_way) = &mut next.under_way {
            change(under_way);
        }
        next
    }
}
