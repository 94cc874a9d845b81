//! The evidence of an approval: a ballot, a resolution, the partner's answer, or earlier records.

use serde::Serialize;

use super::ballot::BallotEvidence;
use super::context::EvidenceContext;
use super::signed::ActAccount;
use crate::act::{Action, Approver, Records, StoredAct};
use crate::policy::rule::Counts;
use crate::process::ApproverDecision;

/// An approval.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalAccount {
    /// The approver: a body's id, or `partner`.
    pub by: String,
    /// The name in the current roster.
    pub name: String,
    /// How it was given.
    pub way: Way,
    /// The day; from earlier records perhaps only a month or a year.
    pub on: String,
    /// The revision that was approved; an earlier one where the approval carries over.
    pub revision: u32,
    /// The act that gave it.
    pub act: ActAccount,
    /// The number or title of the board's resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// The board's conditions, to be met before the register is sent.
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
    /// By a letter of the partner, recorded by another person.
    Letter,
    /// By the confirmation that a change is editorial.
    Confirmation,
    /// Before the store existed.
    Records,
}

impl EvidenceContext<'_> {
    /// The evidence of an approval.
    pub(super) fn approval(&self, approval: &ApproverDecision) -> Option<ApprovalAccount> {
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
            && approval.records == Some(Records::Earlier)
        {
            account.way = Way::Records;
            account.resolution = backfill.resolution.clone();
            let when = if approval.by == Approver::Partner {
                backfill.accepted
            } else {
                backfill.approved
            };
            account.on = when.map_or("an unknown date".to_string(), |when| when.to_string());
        }
        Some(account)
    }

    /// The confirmation that the change of a revision is editorial.
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
