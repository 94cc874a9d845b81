//! Which acts that count are signed, and with which key.

use std::collections::BTreeMap;

use super::History;
use crate::act::voucher::verify_signature;
use crate::act::{Action, StoredAct};
use crate::policy::Policy;
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

impl<'a> History<'a> {
    /// The key that signed an act; `None` for an act without a valid signature. A vote's key depends on its ballot.
    pub fn signer(&self, stored: &StoredAct) -> Option<&'a Key> {
        if let Action::Vote(vote) = &stored.act.action {
            return self.opened(self.act(vote.ballot)?)?.signer(stored).ok()?;
        }
        signer(stored, stored, self.rosters, self.policies)
    }

    /// Whether any act or vote is signed. If so, unsigned ones are marked.
    pub fn has_signed(&self) -> bool {
        let mut all = self.acts.iter().chain(self.votes.values().flatten());
        all.any(|stored| self.signer(stored).is_some())
    }
}

/// The key that signed an act, according to the roster and the policy that `named` names.
pub fn signer<'r>(
    stored: &StoredAct,
    named: &StoredAct,
    rosters: &'r BTreeMap<Digest, Roster>,
    policies: &BTreeMap<Digest, Policy>,
) -> Option<&'r Key> {
    let roster = rosters.get(&named.act.roster)?;
    verify_signature(stored, roster, policies.get(&named.act.policy)?).ok()?
}
