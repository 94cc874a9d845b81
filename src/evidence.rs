//! Evidence: who approved which text, when, and with which key, in order.
//!
//! The report of `wr verify` and the page in a bundle show it. The JSON of these types is published: do not change it
//! by accident.

mod approval;
mod ballot;
mod removal;
mod request;
mod signed;

use serde::Serialize;

pub use self::approval::{ApprovalAccount, Way};
pub use self::ballot::{BallotEvidence, SeatAccount};
pub use self::removal::{RecommendationAccount, RemovalEvidence};
pub use self::request::RequestEvidence;
pub use self::signed::{ActAccount, Totals};
use crate::act::{Action, Approver, Records, StoredAct};
use crate::id::Id;
use crate::process::approvals::{missing, standing};
use crate::process::version::process_of;
use crate::process::{Ground, History, Replay, Stage, next_steps, replay};
use crate::roster::Roster;
use crate::snapshot::{Document, RegisterFiles, Snapshot};
use crate::source::Digest;

/// A register with the approvals of its texts.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterEvidence {
    /// The register.
    pub register: Id,
    /// The title in its newest text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The partner; absent before the proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<NamedRef>,
    /// Its stage.
    pub stage: String,
    /// Its state as a sentence without its subject.
    pub state: String,
    /// The text in force and the one under way, if any.
    pub texts: Vec<TextAccount>,
    /// The removal, if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removal: Option<RemovalEvidence>,
    /// The numbers of acts, signed and unsigned.
    pub totals: Totals,
    /// The acts that have no effect, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<VoidAccount>,
}

/// An id with a name.
#[derive(Debug, Clone, Serialize)]
pub struct NamedRef {
    /// The id in the roster.
    pub id: Id,
    /// The name in the current roster.
    pub name: String,
}

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

/// An act or a vote without effect.
#[derive(Debug, Clone, Serialize)]
pub struct VoidAccount {
    /// Its path.
    pub path: String,
    /// The reason.
    pub why: String,
}

struct Ledger<'a> {
    history: &'a History<'a>,
    replay: &'a Replay<'a>,
    roster: &'a Roster,
}

impl<'a> Ledger<'a> {
    fn legal(&self) -> impl Iterator<Item = &'a StoredAct> {
        self.replay
            .entries
            .iter()
            .filter(|entry| entry.void.is_none())
            .map(|entry| entry.stored)
    }
}

impl RegisterEvidence {
    /// The evidence of a register; `None` without a readable policy and roster.
    pub fn of(snapshot: &Snapshot, register_files: &RegisterFiles) -> Option<RegisterEvidence> {
        let history = snapshot.history(register_files)?;
        RegisterEvidence::with(snapshot, register_files, &history, &replay(&history))
    }

    /// The same with a history and a replay that the caller has already.
    pub fn with(
        snapshot: &Snapshot,
        register_files: &RegisterFiles,
        history: &History<'_>,
        replay: &Replay<'_>,
    ) -> Option<RegisterEvidence> {
        let roster = snapshot.roster()?;
        let ledger = Ledger {
            history,
            replay,
            roster,
        };
        let state = &replay.state;
        let newest = register_files
            .revisions
            .values()
            .next_back()
            .or(register_files.text.as_ref());
        let named = |id: &Id| NamedRef {
            id: id.clone(),
            name: roster.organization_name(id),
        };
        let (totals, void) = signed::totals(&ledger);
        Some(RegisterEvidence {
            register: register_files.id.clone(),
            title: newest
                .and_then(Document::get)
                .map(|text| text.title.clone()),
            partner: state.partner().map(named),
            stage: Stage::of(state, history).told(state, history),
            state: next_steps::sentence(state, history),
            texts: ledger.texts(register_files),
            removal: ledger.removal(),
            totals,
            void,
        })
    }
}

impl<'a> Ledger<'a> {
    fn texts(&self, register_files: &RegisterFiles) -> Vec<TextAccount> {
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

    fn approver(&self, by: &Approver) -> String {
        let partner = self.replay.state.partner();
        match by {
            Approver::Body(id) => self.roster.body_name(id),
            Approver::Partner => partner.map_or("the partner".to_string(), |id| {
                self.roster.organization_name(id)
            }),
        }
    }

    fn stored(&self, digest: Digest) -> Option<&'a StoredAct> {
        self.history.act(digest)
    }
}

fn freezes(stored: &StoredAct, revision: u32) -> bool {
    let changed = |action: &Action| {
        if let Action::Approve(approve) = action {
            return approve.changed.is_some();
        }
        matches!(action, Action::Accept(accept) if accept.changed.is_some())
    };
    let froze = matches!(stored.act.action, Action::Submit(_)) || changed(&stored.act.action);
    froze && stored.act.revision == Some(revision)
}

fn is_earlier(records: Option<Records>) -> bool {
    records == Some(Records::Earlier)
}
