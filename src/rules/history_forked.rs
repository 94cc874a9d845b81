//! What was in force stays what was in force.

use super::change::ProposedChange;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::governance::VersionKind;
use crate::snapshot::Snapshot;

/// `history-forked`.
pub(super) static RULE: Rule = Rule {
    name: "history-forked",
    severity: Severity::Error,
    clause: "design (roster as root of trust)",
    summary: "a change adds to the versions that were in force, and takes none of them away",
    explanation: "Consents that come late could make another version the one that was in force: an old roster, \
                  with keys that have been lost since. What was in force once stays in its place, and what was \
                  left behind stays there.",
    bad: "\
wr key add --for vic
wr key add --for ann
echo roots: { people: [vic, ann], threshold: 2 } >> registers/roster.yaml
wr save roster --as vic
wr consent roster --as ann
sed -i s/Bob Roe/Robert Roe/ registers/roster.yaml
wr save roster --as vic
sed -i s/Robert Roe/Robin Roe/ registers/roster.yaml
wr save roster --as vic
wr consent roster --as ann
git checkout -b old
wr consent roster 3 --as ann --under 2",
    good: "\
wr key add --for vic
wr key add --for ann
echo roots: { people: [vic, ann], threshold: 2 } >> registers/roster.yaml
wr save roster --as vic
git checkout -b consent
wr consent roster --as ann",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    findings.join(compare(&change.before.snapshot, &change.after.snapshot));
}

/// What one store does to the versions that were in force in the one before it.
pub fn compare(before: &Snapshot, after: &Snapshot) -> Findings {
    let mut findings = Findings::default();
    for kind in VersionKind::ALL {
        let (old, new) = (before.chain.all(kind), after.chain.all(kind));
        let Some(gone) = after.chain.parts(&before.chain, kind) else {
            continue;
        };
        let file = before
            .history
            .values()
            .find(|file| file.digest() == old[gone]);
        let message = match new.get(gone) {
            Some(_) => format!("this {kind} was in force, and another would be in its place"),
            None => format!("this {kind} was in force, and would be no more"),
        };
        let finding = RULE
            .found(message)
            .help("take the consents and versions out that do this");
        findings.push(match file {
            Some(file) => finding.at(SourcePlace::file(file)),
            None => finding,
        });
    }
    findings
}
