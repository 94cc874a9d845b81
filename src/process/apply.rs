//! What each act of a register changes. A kind of act implements [`RegisterAct`] next to those of its subject.

mod asking;
mod backfill;
mod ballots;
mod board;
mod commitment;
mod context;
mod editorial;
mod extension;
mod feedback;
mod gate;
mod letters;
mod meetings;
mod partner;
mod removal;
mod settle;
mod text;
mod time;
mod upkeep;

use self::context::{ActContext, RegisterAct};
pub use self::text::{proposer, unchanged};
use super::entering;
use super::head::{self, StoreVersions};
use super::{CheckedAct, History, Ledger, Refusal, Revision, State, Votes};
use crate::act::{Action, StoredAct, kinds};
use crate::path::Subject;
use crate::source::Digest;

macro_rules! register_acts {
    (
        register { $( $(#[$_a:meta])* $own:ident $_b:tt => $_c:tt; )* }
        both { $( $(#[$_d:meta])* $both:ident $_e:tt => $_f:tt; )* }
        request { $( $(#[$_g:meta])* $foreign:ident $_h:tt => $_i:tt; )* }
    ) => {
        /// The act in the process of a register; `None` for an act of change requests.
        fn register_act(action: &Action) -> Option<&dyn RegisterAct> {
            match action {
                $(Action::$own(act) => Some(act),)*
                $(Action::$both(act) => Some(act),)*
                $(Action::$foreign(_) => None,)*
            }
        }
    };
}
kinds!(register_acts);

impl<'a> Ledger<'a> for History<'a> {
    type State = State;

    fn subject(&self) -> Subject<'_> {
        Subject::Register(self.id)
    }

    fn store_versions(&self) -> StoreVersions<'_> {
        StoreVersions {
            store: self.store,
            rosters: self.rosters,
            policies: self.policies,
        }
    }

    fn acts(&self) -> &[&'a StoredAct] {
        &self.acts
    }

    fn add_acts(&mut self, acts: &[&'a StoredAct]) {
        self.acts.extend(acts);
    }

    fn change(&self, state: &State, act: CheckedAct<'_>) -> Result<State, Refusal> {
        let ctx = ActContext::of(state, self, act);
        time::check_moment(&ctx)?;
        let act = register_act(&ctx.act.action).ok_or_else(|| head::foreign(ctx.act))?;
        let next = act.apply(&ctx)?;
        time::check_day(&ctx, act.step(&ctx))?;
        Ok(next)
    }

    fn add_revision(&mut self, number: u32, revision: Revision<'a>) {
        self.revisions.insert(number, revision);
    }

    fn add_vote(&mut self, ballot: &'a str, vote: &'a StoredAct) {
        self.votes.entry(ballot).or_default().push(vote);
    }

    fn admit_vote(&self, vote: &StoredAct, roster: Digest) -> Result<(), Refusal> {
        entering::admit_vote(self, vote, roster)
    }

    fn votes(&self, state: &State, stored: &StoredAct) -> Option<Votes<'a>> {
        Votes::concerned(self, state, stored)
    }
}
