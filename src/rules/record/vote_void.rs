//! Votes that do not count.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::process::Refusal;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};
use crate::source::SourceFile;

pub(crate) static RULE: Rule = Rule {
    name: "vote-void",
    severity: Severity::Warning,
    clause: "DSP4003 3.2",
    summary: "every vote is from a seat on the roll, cast in time, for the text of its ballot",
    explanation: "A vote does not count if it was not cast for a seat on the roll, if it was cast \
                  for another text, or if it was cast too late. `wr` refuses to record such a \
                  vote; a merge may still add it. It is shown with the reason.",
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
            findings.push(finding.at(checks.acts.file(*vote).map(SourcePlace::file)));
        }
    }
}

/// The finding for a vote that contradicts the history that adds it.
pub(crate) fn rejected(file: &Arc<SourceFile>, refusal: &Refusal) -> Diagnostic {
    let found = RULE.found(format!("this vote does not count: {}", refusal.state));
    Diagnostic {
        severity: Severity::Error,
        ..found
    }
    .clause(refusal.clause)
    .at(SourcePlace::file(file))
    .help(format!("needed: {}", refusal.needs))
}
