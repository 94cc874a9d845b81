//! An open change request with its acts.

use std::sync::Arc;

use super::act_checks::ActChecks;
use crate::act::{Act, StoredAct};
use crate::request::{Stage, State};
use crate::source::{Digest, SourceFile};

/// A change request that waits for its disposition. Closed requests are not checked, since their gaps stay.
pub(super) struct RequestChecks<'a> {
    pub(super) state: &'a State,
    pub(super) acts: &'a ActChecks<'a>,
}

impl<'a> RequestChecks<'a> {
    /// `None` if the request is closed or unknown.
    pub(super) fn open(state: &'a State, acts: &'a ActChecks<'a>) -> Option<RequestChecks<'a>> {
        match Stage::of(state) {
            Stage::Received | Stage::Forwarded | Stage::Answered => {
                Some(RequestChecks { state, acts })
            }
            Stage::Unknown | Stage::Closed => None,
        }
    }

    /// The act with this digest, and its file.
    pub(super) fn act(&self, digest: Digest) -> Option<(&'a Arc<SourceFile>, &'a Act)> {
        let of = |stored: &StoredAct| stored.digest == digest;
        self.acts
            .readable
            .iter()
            .find(|(_, stored)| of(stored))
            .map(|(file, stored)| (*file, &stored.act))
    }
}
