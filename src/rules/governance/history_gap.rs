//! Gaps in the saved versions of policy and roster.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::VersionKind;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "history-gap",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "the saved versions of policy and roster are numbered from 1 without a gap",
    explanation: "Acts are judged by the version that they name. A gap in the numbers means that a \
                  version was deleted, and the decisions made under it can no longer be checked.",
    bad: "mv registers/history/roster-1.yaml registers/history/roster-2.yaml",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for kind in [VersionKind::Policy, VersionKind::Roster] {
        let mut next: u32 = 1;
        for (number, file) in snapshot.numbered(kind) {
            if number != next {
                let message = format!("{kind}-{next}.yaml is missing before {kind}-{number}.yaml");
                let finding = RULE.found(message).at(SourcePlace::file(file));
                findings.push(finding.help("restore the missing version from git's history"));
            }
            next = number.saturating_add(1);
        }
    }
}
