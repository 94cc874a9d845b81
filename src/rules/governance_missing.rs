//! Without policy and roster nothing can be judged.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::snapshot::Snapshot;
use crate::snapshot::{Document, POLICY, ROSTER};

/// `governance-missing`.
pub(super) static RULE: Rule = Rule {
    name: "governance-missing",
    severity: Severity::Error,
    clause: "design (store)",
    summary: "the store has a policy and a roster that can be read",
    explanation: "`registers/policy.yaml` holds the store's identity and every number that the process needs; \
                  `registers/roster.yaml` says who is who. Every act is judged by them, so without one of them \
                  no register has a state.",
    bad: "rm registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    missing(snapshot.policy.as_ref(), POLICY, findings);
    missing(snapshot.roster.as_ref(), ROSTER, findings);
}

fn missing<T>(document: Option<&Document<T>>, path: &str, findings: &mut Findings) {
    match document {
        None => {
            let message = format!("there is no {path}; no register can be judged without it");
            findings.push(RULE.found(message).help("`wr init` writes one; or restore it from git's history"));
        }
        Some(document) if document.get().is_none() => {
            let message = format!("{path} cannot be read; no register can be judged without it");
            findings.push(RULE.found(message).at(Place::file(&document.file)));
        }
        Some(_) => (),
    }
}
