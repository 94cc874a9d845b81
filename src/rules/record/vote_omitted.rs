//! Votes that had arrived but were not counted.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "vote-omitted",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "a result lists every vote that had arrived",
    explanation: "The person who closes a ballot counts every vote that has arrived. A vote that \
                  had arrived and that the result does not list was left out.",
    bad: "\
wr vote xyz adopt-1-alliance-1 oppose --seat acme --as ann
git push # and only then the result was counted",
    good: "wr vote xyz adopt-1-alliance-1 oppose --seat acme --as ann",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        for vote in ballot_votes.unlisted() {
            let Some(file) = checks.acts.file(vote.digest) else {
                continue;
            };
            if !checks.snapshot.seen_by_result.contains(file.path()) {
                continue;
            }
            let message = format!(
                "this vote had arrived when {} was counted, but the result does not list it",
                ballot_votes.name
            );
            let finding = RULE.found(message).at(SourcePlace::file(file));
            let result = ballot_votes
                .result
                .and_then(|(result, _)| checks.acts.file(result.digest));
            findings.push(match result {
                Some(result) => finding.related(
                    SourcePlace::value(result, "/votes").label("the votes that were counted"),
                ),
                None => finding,
            });
        }
    }
}
