//! Versions of roster and policy that wait for the consent of the roots.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "version-pending",
    severity: Severity::Warning,
    clause: "docs/signatures.md",
    summary: "every saved version of roster and policy has the consent of the roots",
    explanation: "A version has no effect until enough roots of the roster in force have consented \
                  to it. Until then the version before it is in force. A proposal that is \
                  abandoned may stay as it is: the next version that the roots consent to replaces \
                  it.",
    bad: "\
wr key add --for vic
wr key add --for ann
echo roots: { people: [vic, ann], threshold: 2 } >> registers/roster.yaml
wr save roster --as vic",
    good: "\
wr key add --for vic
wr key add --for ann
echo roots: { people: [vic, ann], threshold: 2 } >> registers/roster.yaml
wr save roster --as vic
wr consent roster --as ann",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let names = |ids: &[crate::id::Id]| -> String {
        let roster = snapshot.roster();
        let name = |id| roster.map_or_else(|| format!("{id}"), |roster| roster.person_name(id));
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    for waiting in snapshot
        .chain
        .pending()
        .iter()
        .filter(|waiting| waiting.unfit.is_none())
    {
        let Some(file) = snapshot
            .history
            .values()
            .find(|file| file.digest() == waiting.digest)
        else {
            continue;
        };
        let given = match waiting.given.as_slice() {
            [] => "no root has consented under the roster and the policy in force".to_string(),
            given => format!("{} consented", names(given)),
        };
        let (kind, threshold) = (waiting.kind, waiting.threshold);
        let message = format!(
            "this {kind} is not in force: {given}, and {threshold} of the roots must consent"
        );
        let finding = RULE.found(message).at(SourcePlace::file(file));
        findings.push(finding.help(format!(
            "these roots can run `wr consent {kind}`: {}",
            names(&waiting.open)
        )));
    }
}
