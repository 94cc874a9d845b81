//! The evidence of a removal: the recommendations, and the board's decision.

use serde::Serialize;

use super::ballot::BallotEvidence;
use super::context::EvidenceContext;
use super::signed::ActAccount;
use crate::act::Action;
use crate::id::Id;
use crate::policy::rule::Counts;

/// A removal.
#[derive(Debug, Clone, Serialize)]
pub struct RemovalEvidence {
    /// The revision that was in force.
    pub revision: u32,
    /// The day of the board's resolution.
    pub on: String,
    /// The reason, as the value of `--reason`.
    pub reason: &'static str,
    /// The reason as text.
    pub reason_told: String,
    /// The number or title of the board's resolution.
    pub resolution: String,
    /// The register of the same partner that the board decided on, where it was not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub along_with: Option<Id>,
    /// The recommendations, in order.
    pub recommended: Vec<RecommendationAccount>,
    /// The board's ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballot: Option<BallotEvidence>,
    /// The counts of the board's meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Counts>,
    /// The act that recorded the resolution.
    pub act: ActAccount,
}

/// A recommendation to remove the register.
#[derive(Debug, Clone, Serialize)]
pub struct RecommendationAccount {
    /// The reason, as the value of `--reason`.
    pub reason: &'static str,
    /// The explanation.
    pub because: String,
    /// The act.
    pub act: ActAccount,
}

impl EvidenceContext<'_> {
    /// The evidence of the removal; `None` for a register that was not removed.
    pub(super) fn removal(&self) -> Option<RemovalEvidence> {
        let removed = self.replay.state.removed.as_ref()?;
        let stored = self.stored(removed.act)?;
        let Action::Remove(remove) = &stored.act.action else {
            return None;
        };
        let recommended = self.legal().filter_map(|stored| {
            let Action::Recommend(recommend) = &stored.act.action else {
                return None;
            };
            Some(RecommendationAccount {
                reason: recommend.reason.word(),
                because: recommend.because.clone(),
                act: self.act(stored),
            })
        });
        Some(RemovalEvidence {
            revision: removed.revision,
            on: removed.on.to_string(),
            reason: removed.reason.word(),
            reason_told: removed.reason.to_string(),
            resolution: removed.resolution.clone(),
            along_with: removed.along_with.clone(),
            recommended: recommended.collect(),
            ballot: remove
                .result
                .and_then(|result| self.stored(result))
                .and_then(|stored| self.ballot(stored)),
            meeting: remove.meeting,
            act: self.act(stored),
        })
    }
}
