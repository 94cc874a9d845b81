//! Votes without a ballot.

use std::collections::BTreeSet;

use super::register_checks::RegisterChecks;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::snapshot::REGISTERS;

/// `vote-stray`.
pub(super) static RULE: Rule = Rule {
    name: "vote-stray",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "votes lie in the folder of their ballot",
    explanation: "Votes lie beside the ballot that they are cast in. A folder with votes and without \
                  `ballot.yaml` has lost it, or the votes came from somewhere else.",
    bad: "rm registers/xyz/ballots/adopt-1-alliance-1/ballot.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let register_files = checks.register_files;
    let acts: BTreeSet<&str> = register_files
        .acts
        .iter()
        .map(|document| document.file.path())
        .collect();
    for (ballot, votes) in &register_files.votes {
        let path = format!(
            "{REGISTERS}{}/ballots/{ballot}/ballot.yaml",
            register_files.id
        );
        let (false, Some(first)) = (acts.contains(path.as_str()), votes.first()) else {
            continue;
        };
        let message = format!(
            "there are {} votes here, and {path}, the ballot they were cast in, is not there",
            votes.len()
        );
        findings.push(RULE.found(message).at(SourcePlace::file(&first.file)));
    }
}
