//! Files among the votes that are no votes.

use std::sync::Arc;

use super::register_checks::RegisterChecks;
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::process::Refusal;
use crate::source::SourceFile;

/// `vote-void`.
pub(super) static RULE: Rule = Rule {
    name: "vote-void",
    severity: Severity::Warning,
    clause: "DSP4003 3.2",
    summary: "every vote is one of a seat on the roll, cast in time, for this very text",
    explanation: "A vote that nobody on the roll cast, or that was cast for another text or too late, does not \
                  count. `wr` refuses to record one; it may still come in by a merge. It is shown with the \
                  reason.",
    bad: "wr vote abc adopt-1-alliance-1 approve --seat acme --as xia",
    good: "wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        for (vote, why) in &ballot_votes.tally.void {
            let finding = RULE.found(format!(
                "this vote does not count in {}: {why}",
                ballot_votes.name
            ));
            findings.push(match checks.files.get(vote) {
                Some(file) => finding.at(SourcePlace::file(file)),
                None => finding,
            });
        }
    }
}

/// That a vote contradicts the history that brings it.
pub(super) fn rejected(file: &Arc<SourceFile>, refusal: &Refusal) -> Diagnostic {
    let found = RULE.found(format!("this vote does not count: {}", refusal.state));
    Diagnostic {
        severity: Severity::Error,
        ..found
    }
    .clause(refusal.clause)
    .at(SourcePlace::file(file))
    .help(format!("needed: {}", refusal.needs))
}
