//! The evidence of a frozen text: when it was frozen, and its approvals.

use serde::Serialize;

use super::approval::ApprovalAccount;
use super::context::EvidenceContext;
use super::signed::ActAccount;
use crate::act::{Approver, StoredAct};
use crate::process::Ground;
use crate::process::approvals::{missing, standing};
use crate::process::version::process_of;
use crate::snapshot::RegisterFiles;

/// A frozen text with its approvals.
#[derive(Debug, Clone, Serialize)]
pub struct TextAccount {
    /// The number of the revision.
    pub revision: u32,
    /// The digest of its bytes: `sha256:` and 64 hexadecimal digits.
    pub digest: String,
    /// Its path.
    pub path: String,
    /// Whether it is `in-force`, was (`removed`), or is `under-way`.
    pub standing: RevisionStatus,
    /// The day since which it is in force or under way.
    pub since: String,
    /// How it came into force, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// The process document under which it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// The act that froze it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_by: Option<ActAccount>,
    /// The approvals that count for it, in order.
    pub approvals: Vec<ApprovalAccount>,
    /// The approvers whose approval is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// The status of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionStatus {
    /// It is in force.
    InForce,
    /// It was in force until the register was removed.
    Removed,
    /// It is under way.
    UnderWay,
}

impl EvidenceContext<'_> {
    pub(super) fn texts(&self, register_files: &RegisterFiles) -> Vec<TextAccount> {
        let state = &self.replay.state;
        let mut texts = Vec::new();
        if let Some(in_force) = &state.in_force {
            let since = match &in_force.by {
                // The day of the backfill is not the date of the approval.
                Ground::Backfilled(backfill) => match backfill.accepted.or(backfill.approved) {
                    Some(when) => when.to_string(),
                    None => "an unknown date".to_string(),
                },
                Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => {
                    in_force.on.to_string()
                }
            };
            let ground = Some(in_force.by.in_words(self.roster));
            texts.extend(self.text(
                register_files,
                in_force.revision,
                RevisionStatus::InForce,
                since,
                ground,
            ));
        }
        if let Some(removed) = &state.removed {
            let established = state
                .established
                .iter()
                .rev()
                .find(|it| it.revision == removed.revision);
            let since = established.map_or("an unknown date".to_string(), |it| it.on.to_string());
            texts.extend(self.text(
                register_files,
                removed.revision,
                RevisionStatus::Removed,
                since,
                None,
            ));
        }
        let on_its_way = state.under_way.as_ref().filter(|it| it.rejected.is_none());
        if let (Some(under_way), None) = (on_its_way, &state.removed) {
            let since = under_way.on.to_string();
            texts.extend(self.text(
                register_files,
                under_way.revision,
                RevisionStatus::UnderWay,
                since,
                None,
            ));
        }
        texts
    }

    fn text(
        &self,
        register_files: &RegisterFiles,
        revision: u32,
        standing_of: RevisionStatus,
        since: String,
        ground: Option<String>,
    ) -> Option<TextAccount> {
        let document = register_files.revisions.get(&revision)?;
        let state = &self.replay.state;
        let given = match document.get() {
            Some(text) => standing(state, self.history, (revision, text), self.roster),
            None => Vec::new(),
        };
        let mut approvals: Vec<ApprovalAccount> = given
            .into_iter()
            .filter_map(|approval| self.approval(approval))
            .collect();
        approvals.extend(self.confirmed(revision));
        approvals.sort_by(|a, b| (&a.act.at, &a.act.digest).cmp(&(&b.act.at, &b.act.digest)));
        let missing = match standing_of {
            RevisionStatus::UnderWay => missing(state, self.history),
            RevisionStatus::InForce | RevisionStatus::Removed => Vec::new(),
        };
        let name = |by: &&Approver| self.approver(by);
        Some(TextAccount {
            revision,
            digest: document.file.digest().to_string(),
            path: document.file.path().to_string(),
            standing: standing_of,
            since,
            ground,
            process: process_of(state, self.history, revision).map(ToString::to_string),
            frozen_by: self
                .legal()
                .find(|stored| freezes(stored, revision))
                .map(|stored| self.act(stored)),
            approvals,
            missing: missing.iter().map(name).collect(),
        })
    }
}

fn freezes(stored: &StoredAct, revision: u32) -> bool {
    stored.act.action.freezes().is_some() && stored.act.revision == Some(revision)
}
