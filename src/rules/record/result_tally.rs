//! Results that differ from the count of their votes.

use crate::act::Counted;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::ballots::BallotWithVotes;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "result-tally",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "the result of a ballot is the count of the votes that it lists",
    explanation: "A result lists every vote that it counts, so anyone can count again. If the \
                  count differs, or a counted vote is missing, the result is not reliable.",
    bad: "sed -i s/approve: 2/approve: 1/ registers/xyz/ballots/adopt-1-alliance-1/result.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        let Some((stored, counted)) = ballot_votes.result else {
            continue;
        };
        let Some(file) = checks.acts.file(stored.digest) else {
            continue;
        };
        let mut lost = false;
        for (at, vote) in counted.votes.iter().enumerate() {
            if !ballot_votes.tally.votes.contains(vote) {
                lost = true;
                let message = format!(
                    "the result counts the vote {}, which is missing",
                    vote.short()
                );
                let finding = RULE
                    .found(message)
                    .at(SourcePlace::value(file, format!("/votes/{at}")));
                let finding = finding.follows(checks.acts.edited(*vote));
                findings.push(
                    finding.help("votes are never deleted; restore the file from git's history"),
                );
            }
        }
        if let Some((pointer, message)) = differs(ballot_votes, counted) {
            // A missing vote explains the difference.
            let finding = RULE.found(message).at(SourcePlace::value(file, pointer));
            findings.push(finding.follows(lost.then(|| file.path())));
        }
    }
}

/// The first difference between the result and the count of its votes.
fn differs(
    ballot_votes: &BallotWithVotes<'_>,
    counted: &Counted,
) -> Option<(&'static str, String)> {
    let mut right = ballot_votes.tally.result(ballot_votes.opened);
    // The answers that the chair did not wait for, and the number of the result, do not follow from the count.
    (right.without, right.because) = (counted.without.clone(), counted.because.clone());
    right.number = counted.number;
    if right == *counted {
        return None;
    }
    if right.ballot != counted.ballot {
        return Some((
            "/ballot",
            format!(
                "the result is for another ballot than {}",
                ballot_votes.name
            ),
        ));
    }
    if right.counts != counted.counts {
        let (found, allowed) = (counted.counts.in_words(), right.counts.in_words());
        return Some((
            "/counts",
            format!("the result says {found}; its votes add up to {allowed}"),
        ));
    }
    if right.outcome != counted.outcome {
        let message = format!(
            "the result says `{}`; by these counts the ballot is {}",
            counted.outcome, right.outcome
        );
        return Some(("/outcome", message));
    }
    if right.base != counted.base || right.needed != counted.needed {
        let message = format!(
            "`base` and `needed` do not follow from the counts; the base is {}",
            right.base
        );
        return Some(("/base", message));
    }
    // A missing vote is reported separately.
    let is_order = counted.votes.iter().all(|vote| right.votes.contains(vote));
    is_order.then(|| {
        (
            "/votes",
            "the result must list each vote once, in the order of their digests".to_string(),
        )
    })
}
