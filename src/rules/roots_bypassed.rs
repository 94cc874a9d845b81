//! Roster and policy change by consent alone, once there are roots.

use super::change::Change;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::governance::Kind;

/// `roots-bypassed`.
pub(super) static RULE: Rule = Rule {
    name: "roots-bypassed",
    severity: Severity::Error,
    clause: "design (roster as root of trust)",
    summary: "where a roster names roots, roster and policy are the versions in force",
    explanation: "Where the roots decide, `registers/roster.yaml` and `registers/policy.yaml` say what was \
                  consented to. A change of them by hand decides nothing, but everybody who reads them would \
                  take them for true.",
    bad: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic
git checkout -b members
sed -i s/Bob Roe/Mallory Roe/ registers/roster.yaml",
    good: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic
git checkout -b members
sed -i s/Bob Roe/Robert Roe/ registers/roster.yaml
wr save roster --as vic",
    check: Check::Change(check),
};

fn check(change: &Change, findings: &mut Findings) {
    let (before, after) = (&change.before.snapshot, &change.after.snapshot);
    if !before.chain.is_rooted() {
        return;
    }
    let policy = after.policy.as_ref().map(|document| (&document.file, Kind::Policy));
    let roster = after.roster.as_ref().map(|document| (&document.file, Kind::Roster));
    for (file, kind) in [policy, roster].into_iter().flatten() {
        if after.chain.in_force(kind) == Some(file.digest()) {
            continue;
        }
        let message = format!("this is not the {kind} in force, and nobody consented to it");
        let help =
            format!("restore it, make the change again, and run `wr save {kind}`, which asks the roots");
        findings.push(RULE.found(message).at(Place::file(file)).help(help));
    }
}
