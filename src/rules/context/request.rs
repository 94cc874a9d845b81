//! An open change request with its acts.

use std::sync::Arc;

use crate::act::{Act, StoredAct};
use crate::request::{RequestStage, RequestState};
use crate::rules::context::acts::ActChecks;
use crate::source::{Digest, SourceFile};

/// A change request that waits for its disposition. Closed requests are not checked, since their gaps stay.
pub(crate) struct RequestChecks<'a> {
    pub(crate) state: &'a RequestState,
    pub(crate) acts: &'a ActChecks<'a>,
}

impl<'a> RequestChecks<'a> {
    /// `None` if the request is closed or unknown.
    pub(crate) fn open(
        state: &'a RequestState,
        acts: &'a ActChecks<'a>,
    ) -> Option<RequestChecks<'a>> {
        match RequestStage::of(state) {
            RequestStage::Received | RequestStage::Forwarded | RequestStage::Answered => {
                Some(RequestChecks { state, acts })
            }
            RequestStage::Unknown | RequestStage::Closed => None,
        }
    }

    /// The act with this digest, and its file.
    pub(crate) fn act(&self, digest: Digest) -> Option<(&'a Arc<SourceFile>, &'a Act)> {
        let of = |stored: &StoredAct| stored.digest == digest;
        self.acts
            .readable
            .iter()
            .find(|(_, stored)| of(stored))
            .map(|(file, stored)| (*file, &stored.act))
    }
}
