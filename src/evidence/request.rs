//! The evidence of a change request.

use serde::Serialize;

use super::signed::{Totals, VoidAccount};
use crate::id::Id;
use crate::process::signature_policy::signer;
use crate::request::{RequestStage, replay};
use crate::snapshot::{Partnerships, RequestFiles, Snapshot};

/// A change request with the numbers of its acts.
#[derive(Debug, Clone, Serialize)]
pub struct RequestEvidence {
    /// The request.
    pub request: Id,
    /// The registers that its acts name.
    pub registers: Vec<Id>,
    /// Its stage.
    pub stage: String,
    /// The numbers of acts, signed and unsigned.
    pub totals: Totals,
    /// The acts that have no effect, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<VoidAccount>,
}

impl RequestEvidence {
    /// The evidence of all requests of a store; empty without a readable policy.
    pub fn all(snapshot: &Snapshot) -> Vec<RequestEvidence> {
        let partnerships = snapshot.partnerships();
        let all = snapshot.requests.values();
        all.filter_map(|request_files| RequestEvidence::of(snapshot, request_files, &partnerships))
            .collect()
    }

    fn of(
        snapshot: &Snapshot,
        request_files: &RequestFiles,
        partnerships: &Partnerships<'_>,
    ) -> Option<RequestEvidence> {
        let replay = replay(&snapshot.request_history(request_files, partnerships)?);
        let mut totals = Totals::default();
        let mut void = Vec::new();
        for entry in &replay.entries {
            totals.acts += 1;
            match signer(
                entry.stored,
                entry.stored,
                &snapshot.rosters,
                &snapshot.policies,
            ) {
                Some(_) => totals.signed += 1,
                None => totals.unsigned += 1,
            }
            if let Some(why) = &entry.void {
                let why = format!("{}; needs: {}", why.state, why.needs);
                void.push(VoidAccount {
                    path: entry.stored.path(),
                    why,
                });
            }
        }
        totals.void = void.len();
        Some(RequestEvidence {
            request: request_files.id.clone(),
            registers: request_files.registers().into_iter().cloned().collect(),
            stage: RequestStage::of(&replay.state).to_string(),
            totals,
            void,
        })
    }
}
