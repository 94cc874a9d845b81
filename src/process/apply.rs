//! Whether an act is legal where it stands, and what the state is after it. Commands and the fold ask alike.

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

/// The state after the act, or why it is not legal.
pub fn apply(state: &State, stored: &StoredAct, history: &History<'_>) -> Result<State, Refusal> {
    let ctx = ActContext::of(state, stored, history)?;
    let next = applied(&ctx)?;
    time::check_day(&ctx)?;
    Ok(next)
}

/// The state after the act, its day aside.
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
                "`{}` is done to a change request, and this is a register",
                ctx.act.action.kind()
            ),
            "an act of a register",
            "DSP4003 5.3",
        )),
    }
}

/// An act before the state it meets, with the roster and the policy that it names.
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
    /// Checks what every act must have, whatever it does.
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
        // A vote is judged with the ballot that it was cast in, whose roster and policy are frozen.
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

    /// Refuses a step that does not lead on from here, naming who can bring about what is missing.
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

    /// Refuses a person without the authority, naming who has it.
    fn authorize(
        &self,
        task: Task,
        body: Option<&Id>,
        clause: &'static str,
    ) -> Result<(), Refusal> {
        head::authorize(&self.setting(body), task, self.act, clause)
    }

    /// Refuses an act that one person records for another, where the process does not know that.
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

    /// The revision on its way, which the act must name by number and digest.
    fn under_way(&self, clause: &'static str) -> Result<&'a UnderWay, Refusal> {
        let Some(under_way) = &self.state.under_way else {
            return Err(Refusal::new(
                "nothing is on its way",
                "a revision on its way: `wr submit`",
                clause,
            ));
        };
        if (self.act.revision, self.act.digest)
            != (Some(under_way.revision), Some(under_way.digest))
        {
            return Err(Refusal::new(
                format!(
                    "the act names another text than revision {}",
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
            let state = format!("nothing of `{}` is in force", self.act.register);
            return Err(Refusal::new(state, "a register in force", clause));
        };
        let digest = self
            .history
            .revisions
            .get(&in_force.revision)
            .map(|frozen| frozen.digest);
        if self.act.revision != Some(in_force.revision) || self.act.digest != digest {
            let state = format!(
                "the act names another text than revision {}",
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

    /// The revision in force, for an act about the register: it may name an earlier one that was in force when its
    /// author acted, for what happens to a text does not undo it.
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

    /// A copy of the state to change, moved on to this act's day.
    fn moved_on(&self) -> State {
        State {
            since: Some(self.act.on),
            ..self.state.clone()
        }
    }

    /// The same for an act that concerns the revision on its way.
    fn changed(&self, change: impl FnOnce(&mut UnderWay)) -> State {
        let mut next = self.moved_on();
        if let Some(under_way) = &mut next.under_way {
            change(under_way);
        }
        next
    }
}
