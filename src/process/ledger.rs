//! What registers and change requests have in common: acts, and a state that each of them changes.

use super::head::{self, StoreVersions, judged_by};
use super::{Refusal, Revision};
use crate::act::{Action, StoredAct};
use crate::date::Moment;
use crate::path::Subject;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::source::Digest;

/// The record of a register or a change request, with the process that decides on its acts.
pub trait Ledger<'a> {
    /// The state of the register or the request.
    type State: Default + Clone;

    /// The register or the request.
    fn subject(&self) -> Subject<'_>;

    /// The store, with every version of roster and policy.
    fn store_versions(&self) -> StoreVersions<'_>;

    /// The acts, votes excluded.
    fn acts(&self) -> &[&'a StoredAct];

    /// Adds acts.
    fn add_acts(&mut self, acts: &[&'a StoredAct]);

    /// The state after an act that has what every act must have. Use [`apply`] instead.
    ///
    /// # Errors
    /// The process refuses the act in this state.
    fn change(&self, state: &Self::State, act: CheckedAct<'_>) -> Result<Self::State, Refusal>;

    /// Adds a frozen text.
    fn add_revision(&mut self, _number: u32, _revision: Revision<'a>) {}

    /// Adds a vote.
    fn add_vote(&mut self, _ballot: &'a str, _vote: &'a StoredAct) {}

    /// Checks that a vote counts where it enters under this roster: its key, and that the voter represents the seat.
    ///
    /// # Errors
    /// The reason why it does not count.
    fn admit_vote(&self, _vote: &StoredAct, _roster: Digest) -> Result<(), Refusal> {
        Ok(())
    }

    /// The votes in the ballot that a result closes or an extension keeps open; `None` for other acts.
    fn votes(&self, _state: &Self::State, _stored: &StoredAct) -> Option<Votes<'a>> {
        None
    }
}

/// An act that has what every act must have, with the roster and the policy that it names.
#[derive(Debug, Clone, Copy)]
pub struct CheckedAct<'a> {
    /// The act.
    pub stored: &'a StoredAct,
    /// The roster.
    pub roster: &'a Roster,
    /// The policy.
    pub policy: &'a Policy,
}

/// The votes in a ballot, and its end.
#[derive(Debug, Clone)]
pub struct Votes<'a> {
    /// The end of the ballot, extensions included.
    pub closes: Moment,
    /// The votes that the ballot admits.
    pub there: Vec<&'a StoredAct>,
}

/// The state after an act. Commands ask this before they record it, and the replay and the judge afterwards.
///
/// # Errors
/// The reason why the act is not legal.
pub fn apply<'a, L: Ledger<'a>>(
    state: &L::State,
    stored: &StoredAct,
    ledger: &L,
) -> Result<L::State, Refusal> {
    let (act, subject) = (&stored.act, ledger.subject());
    let (roster, policy) = judged_by(act, subject, ledger.store_versions())?;
    // The frozen roster and policy of its ballot decide about the signature of a vote.
    if !matches!(
        (subject, &act.action),
        (Subject::Register(_), Action::Vote(_))
    ) {
        head::signed(stored, roster, policy)?;
    }
    ledger.change(
        state,
        CheckedAct {
            stored,
            roster,
            policy,
        },
    )
}
