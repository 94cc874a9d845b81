//! Versions of roster and policy that can never be in force.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::governance::Unfit;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "version-unfit",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "every saved version of roster or policy can come into force",
    explanation: "A roster whose roots cannot reach their own threshold, or that gives the key of \
                  one person to another, is never in force, no matter who consents; nor is a \
                  policy of another store. Such a version has no effect, and should never have \
                  been saved.",
    bad: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 2 } >> registers/roster.yaml
cp registers/roster.yaml registers/history/roster-2.yaml",
    good: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for waiting in snapshot.chain.pending() {
        let why = match &waiting.unfit {
            // The reader reports unreadable versions, and an overtaken version is not a mistake.
            None | Some(Unfit::Unreadable | Unfit::Overtaken) => continue,
            Some(unfit) => unfit,
        };
        let numbered = snapshot.numbered(waiting.kind);
        let file = numbered
            .iter()
            .find(|(number, _)| *number == waiting.number)
            .map(|(_, file)| *file);
        let message = format!("this {} can never be in force: {why}", waiting.kind);
        let finding = RULE.found(message).at(file.map(SourcePlace::file));
        findings.push(finding.help("remove it before you push, and save a valid version"));
    }
}
