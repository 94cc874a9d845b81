//! Versions of policy and roster that were in force.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::VersionKind;
use crate::rules::context::change::ProposedChange;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "history-forked",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "a change adds to the versions that were in force, and removes or replaces none of \
              them",
    explanation: "Late consents could replace a version that was in force with another one: an old \
                  roster, with keys that have been lost since. A version that was once in force \
                  keeps its place, and a version that was passed over does not come into force \
                  later.",
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

/// The versions in force in `before` that `after` removes or replaces, one finding for each kind.
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
            Some(_) => format!("this {kind} was in force, and another would replace it"),
            None => format!("this {kind} was in force, and would be removed"),
        };
        let finding = RULE.found(message).at(file.map(SourcePlace::file));
        findings.push(finding.help("remove the consents and versions that cause this"));
    }
    findings
}
