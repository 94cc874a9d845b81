//! Votes that came after the result.

use super::case::RegisterChecks;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `vote-late`.
pub(super) static RULE: Rule = Rule {
    name: "vote-late",
    severity: Severity::Warning,
    clause: "DSP4003 3.2 (A4)",
    summary: "votes arrive before their ballot is closed",
    explanation: "A vote that arrives after its ballot was counted is shown and does not count, even if it was \
                  cast in time: what was announced stands.",
    bad: "wr vote xyz adopt-1-alliance-1 oppose --seat acme --as ann",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(case: &RegisterChecks<'_>, findings: &mut Findings) {
    for poll in &case.polls {
        for vote in poll.unlisted() {
            let Some(file) = case.files.get(&vote.digest) else {
                continue;
            };
            if !case.snapshot.seen_by_result.contains(file.path()) {
                let message = format!(
                    "this vote came after {} was counted, so it does not count",
                    poll.name
                );
                findings.push(RULE.found(message).at(SourcePlace::file(file)));
            }
        }
    }
}
