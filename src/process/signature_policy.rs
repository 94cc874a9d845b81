//! What vouches for an act that counts: somebody's signature, or the record alone.

use std::collections::BTreeMap;

use super::History;
use crate::act::voucher::verify_signature;
use crate::act::{Action, StoredAct};
use crate::policy::Policy;
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

impl<'a> History<'a> {
    /// The key by which an act is signed; nothing for one that is only recorded. A vote's is judged with its ballot.
    pub fn signer(&self, stored: &StoredAct) -> Option<&'a Key> {
        if let Action::Vote(vote) = &stored.act.action {
            return self.opened(self.act(vote.ballot)?)?.signer(stored).ok()?;
        }
        signer(stored, stored, self.rosters, self.policies)
    }

    /// Whether any act or vote is signed: then it matters which are not.
    pub fn has_signed(&self) -> bool {
        let mut all = self.acts.iter().chain(self.votes.values().flatten());
        all.any(|stored| self.signer(stored).is_some())
    }
}

/// The key by which an act is signed, judged by the roster and the policy that `named` names.
pub fn signer<'r>(
    stored: &StoredAct,
    named: &StoredAct,
    rosters: &'r BTreeMap<Digest, Roster>,
    policies: &BTreeMap<Digest, Policy>,
) -> Option<&'r Key> {
    let roster = rosters.get(&named.act.roster)?;
    verify_signature(stored, roster, policies.get(&named.act.policy)?).ok()?
}
