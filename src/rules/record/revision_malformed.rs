//! Frozen texts that cannot be read.

use crate::diagnostic::{Findings, Severity};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "revision-malformed",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "every frozen text can be read",
    explanation: "`wr submit` freezes only texts that it can read. A frozen text that is no longer \
                  a register was edited, or not written by `wr`.",
    bad: "sed -i s/title:/titel:/ registers/xyz/revisions/1.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for (number, text) in &checks.register_files.revisions {
        for why in text.refusals() {
            let mut finding = RULE.found(format!(
                "revision {number} is not a register: {}",
                why.message
            ));
            finding.place = why.place.clone();
            findings.push(
                finding.help("frozen texts are never edited; restore the file from git's history"),
            );
        }
    }
}
