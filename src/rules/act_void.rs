//! Acts that are shown and have no effect.

use super::chronicle::Chronicle;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};

/// `act-void`.
pub(super) static RULE: Rule = Rule {
    name: "act-void",
    severity: Severity::Warning,
    clause: "design (order)",
    summary: "every act is legal at its place",
    explanation: "An act that the process does not allow where it stands has no effect. That happens without \
                  anybody's fault, when two people act at the same time and both acts are merged: one of them \
                  is void. It stays in the record, with the reason.",
    bad: "sed -i s/approve: 2/approve: 1/ registers/xyz/ballots/adopt-1-alliance-1/result.yaml",
    good: "# nothing was done to the store",
    check: Check::Acts(check),
};

fn check(acts: &Chronicle<'_>, findings: &mut Findings) {
    let causes = acts.causes();
    for entry in acts.entries {
        let (Some(refusal), act) = (&entry.void, &entry.filed.act) else { continue };
        let message = format!(
            "this `{}` has no effect: {}; it needs {}",
            act.deed.kind(),
            line(&refusal.state),
            line(&refusal.needs)
        );
        let mut finding = RULE.found(message).clause(refusal.clause);
        if let Some(file) = acts.file(entry.filed.digest) {
            finding = finding.at(Place::value(file, "/kind"));
        }
        if !refusal.who.is_empty() {
            finding = finding.help(format!("who can: {}", refusal.who.join("; ")));
        }
        findings.push(finding.follows(causes.get(&entry.filed.digest).cloned()));
    }
}

/// A message is one line, and a title in it may hold anything.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
