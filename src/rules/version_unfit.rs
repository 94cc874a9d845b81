//! A roster or a policy that can never be in force.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::governance::Unfit;
use crate::snapshot::Snapshot;

/// `version-unfit`.
pub(super) static RULE: Rule = Rule {
    name: "version-unfit",
    severity: Severity::Error,
    clause: "design (roster as root of trust)",
    summary: "a saved version of roster or policy can be in force",
    explanation: "Whoever consents, a roster whose roots cannot reach their own threshold, or that gives the key \
                  of one person to another, is never in force; nor is a policy of another store. It decides \
                  nothing where it lies, and should never have been saved.",
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
            // What cannot be read is told by the reader, and what was left behind is nobody's fault.
            None | Some(Unfit::Unreadable | Unfit::Overtaken) => continue,
            Some(unfit) => unfit,
        };
        let numbered = snapshot.numbered(waiting.kind);
        let file = numbered
            .iter()
            .find(|(number, _)| *number == waiting.number)
            .map(|(_, file)| *file);
        let message = format!("this {} can never be in force: {why}", waiting.kind);
        let finding = RULE
            .found(message)
            .help("take it out again before it is pushed, and save a sound one");
        findings.push(match file {
            Some(file) => finding.at(SourcePlace::file(file)),
            None => finding,
        });
    }
}
