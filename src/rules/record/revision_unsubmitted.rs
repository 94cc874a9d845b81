//! Frozen texts without a submission.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "revision-unsubmitted",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every frozen text was submitted",
    explanation: "`wr submit` freezes a text and records it with an act, and so does an approval \
                  with changes by the board. A file among the frozen texts that no such act names \
                  was not written by `wr`.",
    bad: "cp registers/xyz/revisions/1.yaml registers/xyz/revisions/2.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    if checks.acts.copied_from().is_some() {
        return;
    }
    let froze = checks
        .acts
        .in_place()
        .filter(|(_, stored)| stored.act.action.freezes().is_some());
    let submitted: BTreeSet<u32> = froze
        .filter_map(|(_, stored)| stored.act.revision)
        .collect();
    for (number, text) in checks
        .register_files
        .revisions
        .iter()
        .filter(|(number, _)| !submitted.contains(number))
    {
        let message = format!("revision {number} was never submitted: no act names it as frozen");
        let edited = checks.acts.readable.iter().find(|(file, stored)| {
            file.path() != stored.path()
                && stored.act.revision == Some(*number)
                && stored.act.action.freezes().is_some()
        });
        let cause = edited.map(|(file, _)| file.path());
        let finding = RULE
            .found(message)
            .at(SourcePlace::file(&text.file))
            .follows(cause);
        findings.push(finding.help("write a new text in register.yaml; `wr submit` freezes it"));
    }
}
