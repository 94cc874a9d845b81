//! What is no plain file.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity};
use crate::snapshot::Snapshot;

/// `file-kind`.
pub(super) static RULE: Rule = Rule {
    name: "file-kind",
    severity: Severity::Error,
    clause: "design (store)",
    summary: "a store holds plain files only",
    explanation: "A symbolic link can stand for another file on every machine, a submodule for another \
                  repository, and a name that is not UTF-8 for nothing that can be printed. None of them is \
                  read; what they stand for is not in the store.",
    bad: "ln -s ../xyz/register.yaml registers/abc/register.yaml",
    good: "cp registers/xyz/register.yaml registers/abc/register.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (path, what) in &snapshot.non_regular {
        let message = format!("{path} is {what}, and a store holds plain files only");
        findings.push(
            RULE.found(message)
                .help(format!("take it out: `git rm {path}`")),
        );
    }
}
