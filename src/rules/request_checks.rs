//! A change request with its acts, as rules look at it.

use std::sync::Arc;

use super::act_checks::ActChecks;
use crate::act::{Act, StoredAct};
use crate::request::{Stage, State};
use crate::source::{Digest, SourceFile};

/// A change request that waits for its disposition. What was left out of one that is closed nobody can mend.
pub(super) struct RequestChecks<'a> {
    /// Where it stands.
    pub(super) state: &'a State,
    /// Its acts.
    pub(super) acts: &'a ActChecks<'a>,
}

impl<'a> RequestChecks<'a> {
    /// The request, if it is open.
    pub(super) fn open(state: &'a State, acts: &'a ActChecks<'a>) -> Option<RequestChecks<'a>> {
        match Stage::of(state) {
            Stage::Received | Stage::Forwarded | Stage::Answered => {
                Some(RequestChecks { state, acts })
            }
            Stage::Unknown | Stage::Closed => None,
        }
    }

    /// An act that has an effect, with its file.
    pub(super) fn act(&self, digest: Digest) -> Option<(&'a Arc<SourceFile>, &'a Act)> {
        let of = |stored: &StoredAct| stored.digest == digest;
        self.acts
            .readable
            .iter()
            .find(|(_, stored)| of(stored))
            .map(|(file, stored)| (*file, &stored.act))
    }
}
