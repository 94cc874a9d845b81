//! An approval of a text: by a body, by the board's resolution, by the partner, or as earlier records have it.

use serde::Serialize;

use super::{ActAccount, BallotEvidence, Ledger, is_earlier};
use crate::act::{Action, StoredAct};
use crate::policy::rule::Counts;
use crate::process::Decision;

/// An approval.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalAccount {
    /// Whose: a body's id, or `partner`.
    pub by: String,
    /// The name that the roster of today has.
    pub name: String,
    /// How it was given.
    pub way: Way,
    /// The day; as much of it as earlier records know.
    pub on: String,
    /// The revision that it was given to: an earlier one, where nothing changed since that would ask for it again.
    pub revision: u32,
    /// The act that gave it.
    pub act: ActAccount,
    /// The number or title of the board's resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// What the board asked for before the register is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// The counts of a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Counts>,
    /// The ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballot: Option<BallotEvidence>,
}

/// How an approval was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// In a ballot.
    Ballot,
    /// By a resolution of the board.
    Resolution,
    /// By a representative of the partner.
    Acceptance,
    /// By a letter of the partner's, which somebody else recorded.
    Letter,
    /// By the originating chair, who confirmed that a change is editorial.
    Confirmation,
    /// Before there was a store.
    Records,
}

impl Ledger<'_> {
    /// What is to be told of an approval.
    pub(super) fn approval(&self, approval: &Decision) -> Option<ApprovalAccount> {
        let stored = self.stored(approval.act)?;
        let action = &stored.act.action;
        let mut account = ApprovalAccount {
            by: approval.by.to_string(),
            name: self.approver(&approval.by),
            way: Way::Ballot,
            on: approval.on.to_string(),
            revision: approval.revision,
            act: self.act(stored),
            resolution: None,
            conditions: Vec::new(),
            meeting: None,
            ballot: self.ballot(stored),
        };
        if let Action::Approve(approve) = action {
            account.way = Way::Resolution;
            account.resolution = Some(approve.resolution.clone());
            account.conditions.clone_from(&approve.conditions);
            account.meeting = approve.meeting;
            account.ballot = approve
                .result
                .and_then(|result| self.stored(result))
                .and_then(|stored| self.ballot(stored));
        }
        if let Action::Accept(_) = action {
            account.way = if stored.act.has_evidence() {
                Way::Letter
            } else {
                Way::Acceptance
            };
        }
        if let Action::Backfill(backfill) = action
            && is_earlier(approval.records)
        {
            account.way = Way::Records;
            account.resolution = backfill.resolution.clone();
            let when = if approval.by == crate::act::Approver::Partner {
                backfill.accepted
            } else {
                backfill.approved
            };
            account.on = when.map_or("an unknown date".to_string(), |when| when.to_string());
        }
        Some(account)
    }

    /// The originating chair's word that the change to a revision is editorial.
    pub(super) fn confirmed(&self, revision: u32) -> Option<ApprovalAccount> {
        let confirms = |stored: &&StoredAct| {
            matches!(stored.act.action, Action::Confirm(_)) && stored.act.revision == Some(revision)
        };
        let stored = self.legal().find(confirms)?;
        let committee = self
            .history
            .text(revision)
            .map(|text| &text.originating_committee);
        Some(ApprovalAccount {
            by: committee.map_or(String::new(), ToString::to_string),
            name: committee.map_or(String::new(), |id| {
                format!("chair of the {}", self.roster.body_name(id))
            }),
            way: Way::Confirmation,
            on: stored.act.on.to_string(),
            revision,
            act: self.act(stored),
            resolution: None,
            conditions: Vec::new(),
            meeting: None,
            ballot: None,
        })
    }
}
