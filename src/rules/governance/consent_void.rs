//! Consents that have no effect.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "consent-void",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "a consent is signed by a root, for the version in whose folder it is",
    explanation: "A consent counts if a root of the roster that it names signed it with a key of \
                  that roster, and if the version has not changed since. Any other consent has no \
                  effect.",
    bad: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic
echo review_months: 12 >> registers/policy.yaml
wr save policy --as ann",
    good: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for document in &snapshot.consents {
        let Some(consented) = document.get() else {
            continue;
        };
        let is_misplaced = document.file.path() != consented.consent.path();
        let why = match snapshot.chain.refused(consented) {
            Some(why) => why,
            None if is_misplaced => "it is at the path of another consent",
            None => continue,
        };
        let by = &consented.consent.by;
        let finding = RULE.found(format!("this consent of {by} has no effect: {why}"));
        findings.push(finding.at(SourcePlace::file(&document.file)));
    }
}
