//! Policies and rosters that are missing or unreadable.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::{POLICY, ROSTER, VersionKind};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Document;
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "governance-missing",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "the store has a readable policy and a readable roster",
    explanation: "`registers/policy.yaml` holds the store's identity and every number that the \
                  process needs; `registers/roster.yaml` lists the people and what they may do. \
                  Every act is judged by both, so without one of them no register has a state.",
    bad: "rm registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    missing(
        snapshot,
        VersionKind::Policy,
        snapshot.policy.as_ref(),
        POLICY,
        findings,
    );
    missing(
        snapshot,
        VersionKind::Roster,
        snapshot.roster.as_ref(),
        ROSTER,
        findings,
    );
}

fn missing<T>(
    snapshot: &Snapshot,
    kind: VersionKind,
    document: Option<&Document<T>>,
    path: &str,
    findings: &mut Findings,
) {
    let saved = snapshot.chain.number_in_force(kind);
    let back = |number: u32| {
        format!(
            "version {number} stays in force; `wr save {kind} --restore` restores it, or correct the file and run `wr save {kind}`"
        )
    };
    match (document, saved) {
        (None, Some(number)) => {
            findings.push(RULE.found(format!("{path} is missing")).help(back(number)));
        }
        (Some(document), Some(number)) if document.get().is_none() => {
            let message = format!("{path} cannot be read");
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::file(&document.file))
                    .help(back(number)),
            );
        }
        (document, _) => unsaved(document, path, findings),
    }
}

fn unsaved<T>(document: Option<&Document<T>>, path: &str, findings: &mut Findings) {
    match document {
        None => {
            let message = format!("{path} is missing; no register can be checked without it");
            findings.push(
                RULE.found(message)
                    .help("restore it from git's history, or create one with `wr init`"),
            );
        }
        Some(document) if document.get().is_none() => {
            let message = format!("{path} cannot be read; no register can be checked without it");
            findings.push(RULE.found(message).at(SourcePlace::file(&document.file)));
        }
        Some(_) => (),
    }
}
