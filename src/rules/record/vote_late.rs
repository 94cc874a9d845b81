//! Votes that arrived after the result.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "vote-late",
    severity: Severity::Warning,
    clause: "DSP4003 3.2",
    summary: "votes arrive before their ballot is closed",
    explanation: "A vote that arrives after its ballot was counted is shown and does not count, \
                  even if it was cast in time: the announced result is final.",
    bad: "wr vote xyz adopt-1-alliance-1 oppose --seat acme --as ann",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        for vote in ballot_votes.unlisted() {
            let Some(file) = checks.acts.file(vote.digest) else {
                continue;
            };
            if !checks.snapshot.seen_by_result.contains(file.path()) {
                let message = format!(
                    "this vote arrived after {} was counted, so it does not count",
                    ballot_votes.name
                );
                findings.push(RULE.found(message).at(SourcePlace::file(file)));
            }
        }
    }
}
