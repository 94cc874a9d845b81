//! Revisions that acts name and that are missing.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::StorePath;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "revision-missing",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "every revision that an act names exists",
    explanation: "Submitted texts are kept, byte for byte. If one is missing, it is no longer \
                  possible to see what was approved.",
    bad: "rm registers/xyz/revisions/1.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for (file, stored) in checks.acts.in_place() {
        let Some(number) = stored.act.revision else {
            continue;
        };
        if !checks.register_files.revisions.contains_key(&number) && told.insert(number) {
            let path = StorePath::Revision(checks.register_files.id.clone(), number);
            let message = format!("this act is about revision {number}, but {path} is missing");
            let finding = RULE
                .found(message)
                .at(SourcePlace::value(file, "/revision"));
            findings.push(
                finding.help("frozen texts are never deleted; restore the file from git's history"),
            );
        }
    }
}
