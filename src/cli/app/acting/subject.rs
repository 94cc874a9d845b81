//! What the write path needs of a register or a change request.

use anyhow::{Context as _, Result};

use super::repeated::find_repeated;
use crate::act::{Action, StoredAct};
use crate::judge::Ledger;
use crate::path::Subject;
use crate::policy::Policy;
use crate::process::{History, Replay, Stage, State};
use crate::request::{self, RequestHistory};
use crate::roster::Roster;
use crate::signature::Key;
use crate::snapshot::{RegisterContext, RequestContext};

/// A register or a change request, with its state.
pub(crate) trait ActSubject<'a> {
    /// The acts, with the process that decides on them.
    type Ledger: Ledger<'a> + Clone;

    /// Its kind and id.
    fn subject(&self) -> Subject<'a>;

    /// The acts, with what they are judged by.
    fn ledger(&self) -> &Self::Ledger;

    /// The state after all acts, with the verdict on each.
    fn replay(&self) -> &Replay<'a, <Self::Ledger as Ledger<'a>>::State>;

    /// The problems of the recorded files.
    fn damage(&self) -> Vec<String>;

    /// The roster in force.
    fn roster(&self) -> &'a Roster;

    /// The policy in force.
    fn policy(&self) -> &'a Policy;

    /// The stage in a state, as text.
    fn stage(&self, state: &<Self::Ledger as Ledger<'a>>::State) -> String;

    /// By what the signature of an act is decided.
    ///
    /// # Errors
    /// The store does not have the versions that the act names.
    fn signing_terms(&self, stored: &StoredAct) -> Result<SigningTerms<'a>>;

    /// One line about an earlier act, if this one repeats it.
    fn find_repeated(&self, _: &StoredAct) -> Option<String> {
        None
    }
}

/// The roster and the policy that decide who signs an act, and the keys that may sign it.
pub(crate) struct SigningTerms<'a> {
    /// The roster.
    pub roster: &'a Roster,
    /// The policy.
    pub policy: &'a Policy,
    /// The keys of the recorder that count.
    pub keys: Vec<Key>,
}

impl<'a> ActSubject<'a> for RegisterContext<'a> {
    type Ledger = History<'a>;

    fn subject(&self) -> Subject<'a> {
        Subject::Register(&self.files.id)
    }

    fn ledger(&self) -> &History<'a> {
        &self.history
    }

    fn replay(&self) -> &Replay<'a> {
        &self.replay
    }

    fn damage(&self) -> Vec<String> {
        self.files.damage()
    }

    fn roster(&self) -> &'a Roster {
        self.roster
    }

    fn policy(&self) -> &'a Policy {
        self.policy
    }

    fn stage(&self, state: &State) -> String {
        Stage::of(state, &self.history).told(state, &self.history)
    }

    fn signing_terms(&self, stored: &StoredAct) -> Result<SigningTerms<'a>> {
        if let Some(terms) = voting_terms(&self.history, stored) {
            return Ok(terms);
        }
        let rosters = self.history.rosters.get(&stored.act.roster);
        let policies = self.history.policies.get(&stored.act.policy);
        let (roster, policy) = rosters
            .zip(policies)
            .context("the roster or the policy that the act names is missing")?;
        Ok(SigningTerms {
            roster,
            policy,
            keys: roster.keys_of(stored.act.recorder()).to_vec(),
        })
    }

    fn find_repeated(&self, stored: &StoredAct) -> Option<String> {
        find_repeated(self, stored)
    }
}

/// The terms of a vote: those of its ballot, with the keys introduced since. `None` for other acts.
fn voting_terms<'a>(history: &History<'a>, stored: &StoredAct) -> Option<SigningTerms<'a>> {
    let Action::Vote(vote) = &stored.act.action else {
        return None;
    };
    let opened = history.opened(history.act(vote.ballot)?)?;
    let (roster, policy) = opened.under?;
    let stolen = history.rosters.stolen();
    let keys = opened.without(&stolen).keys_of(stored.act.recorder());
    Some(SigningTerms {
        roster,
        policy,
        keys: keys.into_iter().cloned().collect(),
    })
}

impl<'a> ActSubject<'a> for RequestContext<'a> {
    type Ledger = RequestHistory<'a>;

    fn subject(&self) -> Subject<'a> {
        Subject::Request(&self.files.id)
    }

    fn ledger(&self) -> &RequestHistory<'a> {
        &self.history
    }

    fn replay(&self) -> &Replay<'a, request::RequestState> {
        &self.replay
    }

    fn damage(&self) -> Vec<String> {
        self.files.damage()
    }

    fn roster(&self) -> &'a Roster {
        self.roster
    }

    fn policy(&self) -> &'a Policy {
        self.policy
    }

    fn stage(&self, state: &request::RequestState) -> String {
        request::RequestStage::of(state).to_string()
    }

    fn signing_terms(&self, stored: &StoredAct) -> Result<SigningTerms<'a>> {
        Ok(SigningTerms {
            roster: self.roster,
            policy: self.policy,
            keys: self.roster.keys_of(stored.act.recorder()).to_vec(),
        })
    }
}
