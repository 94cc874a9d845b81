//! The JSON output of `wr verify`.

use anyhow::Result;
use serde::Serialize;

use super::verified::Verified;
use crate::cli::app::context::Context;
use crate::cli::app::root;
use crate::diagnostic::Findings;
use crate::evidence::{RegisterEvidence, RequestEvidence, Totals};
use crate::path::VersionKind;
use crate::report;
use crate::report::json::Finding;
use crate::snapshot::Snapshot;
use crate::store::Bundled;

/// The report of a verification.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The version of this format: 1.
    pub format: u32,
    /// `verified`, or `refused` when anything is wrong.
    pub verdict: &'static str,
    /// The store's id; absent if the policy cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// The commit.
    pub commit: String,
    /// The commit as text: its short id, its author's day and name.
    pub commit_told: String,
    /// The digest of the first roster, on which all identities are based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_roster: Option<String>,
    /// The roots who decide on the roster and the policy; absent if the VP of Alliances decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roots: Option<RootsJson>,
    /// Whether the commit comes from a bundle; the order of commits was then not checked.
    pub from_bundle: bool,
    /// The parts of the history that were skipped, as text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<String>,
    /// How many commits were compared with their parents.
    pub commits: usize,
    /// The number of acts: all, signed, unsigned and void.
    pub totals: Totals,
    /// The registers.
    pub registers: Vec<RegisterEvidence>,
    /// The change requests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestEvidence>,
}

/// The roots.
#[derive(Debug, Serialize)]
pub(super) struct RootsJson {
    /// Their names.
    pub people: Vec<String>,
    /// How many of them must consent.
    pub threshold: u32,
}

/// The report with the findings, in the format of `wr check --format json`.
#[derive(Serialize)]
struct Full<'a> {
    #[serde(flatten)]
    report: &'a Report,
    findings: Vec<Finding<'a>>,
}

fn deciding(snapshot: &Snapshot) -> Option<RootsJson> {
    let roster = snapshot
        .rosters
        .get(&snapshot.chain.in_force(VersionKind::Roster)?)?;
    let roots = roster.roots.as_ref()?;
    let people = roots
        .people
        .iter()
        .map(|id| roster.person_name(id))
        .collect();
    Some(RootsJson {
        people,
        threshold: roots.threshold,
    })
}

impl Report {
    pub(super) fn of(
        context: &Context,
        verified: &Verified,
        snapshot: &Snapshot,
        registers: Vec<RegisterEvidence>,
        requests: Vec<RequestEvidence>,
    ) -> Result<Report> {
        let of_registers = registers.iter().map(|account| account.totals);
        let totals = of_registers.chain(requests.iter().map(|request| request.totals));
        Ok(Report {
            format: 1,
            verdict: if verified.findings.has_errors() {
                "refused"
            } else {
                "verified"
            },
            store: snapshot.policy().map(|policy| policy.store.to_string()),
            first_roster: root::of(snapshot).map(|digest| digest.to_string()),
            roots: deciding(snapshot),
            commit: verified.commit.to_string(),
            commit_told: context.store.told(verified.commit)?,
            from_bundle: verified.bundled == Bundled::Yes,
            since: verified.told.clone(),
            commits: verified.commits,
            totals: totals.fold(Totals::default(), Totals::and),
            registers,
            requests,
        })
    }

    /// The report with the findings, as JSON.
    pub(super) fn json(&self, findings: &Findings) -> Result<String> {
        let located = report::locate(findings);
        let full = Full {
            report: self,
            findings: report::json::findings(&located),
        };
        Ok(report::json::pretty(&full)?)
    }
}
