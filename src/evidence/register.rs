//! The evidence of a register.

use serde::Serialize;

use super::context::EvidenceContext;
use super::removal::RemovalEvidence;
use super::signed::{Totals, VoidAccount, totals};
use super::text::TextAccount;
use crate::id::Id;
use crate::process::{History, Replay, Stage, next_steps};
use crate::snapshot::{Document, RegisterContext, RegisterFiles, Snapshot};

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

impl RegisterEvidence {
    /// The evidence of a register.
    pub fn of(register: &RegisterContext<'_>) -> RegisterEvidence {
        let ledger = EvidenceContext {
            history: &register.history,
            replay: &register.replay,
            roster: register.roster,
        };
        RegisterEvidence::from_ledger(&ledger, register.files)
    }

    /// The same with the verdicts of a judge; `None` without a readable roster.
    pub fn judged(
        snapshot: &Snapshot,
        register_files: &RegisterFiles,
        history: &History<'_>,
        replay: &Replay<'_>,
    ) -> Option<RegisterEvidence> {
        let roster = snapshot.roster()?;
        let ledger = EvidenceContext {
            history,
            replay,
            roster,
        };
        Some(RegisterEvidence::from_ledger(&ledger, register_files))
    }

    fn from_ledger(
        ledger: &EvidenceContext<'_>,
        register_files: &RegisterFiles,
    ) -> RegisterEvidence {
        let (history, state, roster) = (ledger.history, &ledger.replay.state, ledger.roster);
        let newest = register_files
            .revisions
            .values()
            .next_back()
            .or(register_files.text.as_ref());
        let named = |id: &Id| NamedRef {
            id: id.clone(),
            name: roster.organization_name(id),
        };
        let (totals, void) = totals(ledger);
        RegisterEvidence {
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
        }
    }
}
