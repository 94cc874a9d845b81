//! Implements [`Ledger`] for registers and change requests.

use super::{Ledger, Votes};
use crate::act::{Action, StoredAct};
use crate::ballot::Opened;
use crate::governance::stolen;
use crate::process::entering::entering_vote;
use crate::process::{self, Refusal, Revision};
use crate::request;
use crate::source::Digest;

impl<'a> Ledger<'a> for process::History<'a> {
    type State = process::State;

    fn acts(&mut self) -> &mut Vec<&'a StoredAct> {
        &mut self.acts
    }

    fn admit_vote(&self, vote: &StoredAct, roster: Digest) -> Result<(), Refusal> {
        let Some(roster) = self.rosters.get(&roster) else {
            return Ok(());
        };
        let refuse = |why: String| {
            Refusal::new(
                why,
                "a vote by the seat's voter, signed with a valid key",
                "DSP4003 3.2",
            )
        };
        entering_vote(self, vote, roster, &[]).map_err(refuse)?;
        // A vote signed with a stolen key is a violation, not a conflict.
        entering_vote(self, vote, roster, &stolen(roster)).map_err(|why| refuse(why).violation())
    }

    fn add_vote(&mut self, ballot: &'a str, vote: &'a StoredAct) {
        self.votes.entry(ballot).or_default().push(vote);
    }

    fn add_revision(&mut self, number: u32, revision: Revision<'a>) {
        self.revisions.insert(number, revision);
    }

    fn decide(
        &self,
        state: &process::State,
        stored: &StoredAct,
    ) -> Result<process::State, Refusal> {
        process::apply(state, stored, self)
    }

    fn votes(&self, state: &process::State, stored: &StoredAct) -> Option<Votes<'a>> {
        let of = if let Action::Extend(extend) = &stored.act.action {
            &extend.of
        } else {
            let Action::Result(result) = &stored.act.action else {
                return None;
            };
            &result.of
        };
        let standing = state.ballots.get(of)?;
        let opened = self.opened(self.act(standing.act)?)?.until(standing.closes);
        Some(Votes::of(self, &opened))
    }
}

impl<'a> Votes<'a> {
    /// The votes that a ballot admits.
    pub fn of(history: &process::History<'a>, opened: &Opened<'a>) -> Votes<'a> {
        let there = history
            .votes
            .get(opened.name().as_str())
            .into_iter()
            .flatten()
            .copied();
        let there = there.filter(|vote| opened.admits(vote).is_ok()).collect();
        Votes {
            closes: opened.closes,
            there,
        }
    }
}

impl<'a> Ledger<'a> for request::RequestHistory<'a> {
    type State = request::State;

    fn acts(&mut self) -> &mut Vec<&'a StoredAct> {
        &mut self.acts
    }

    fn admit_vote(&self, _: &StoredAct, _: Digest) -> Result<(), Refusal> {
        Ok(())
    }

    fn add_vote(&mut self, _: &'a str, _: &'a StoredAct) {}

    fn add_revision(&mut self, _: u32, _: Revision<'a>) {}

    fn decide(
        &self,
        state: &request::State,
        stored: &StoredAct,
    ) -> Result<request::State, Refusal> {
        request::apply(state, stored, self)
    }

    fn votes(&self, _: &request::State, _: &StoredAct) -> Option<Votes<'a>> {
        None
    }
}
