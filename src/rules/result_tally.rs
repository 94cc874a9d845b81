//! A result is what its votes add up to.

use super::ballot_votes::BallotWithVotes;
use super::register_checks::RegisterChecks;
use super::{Check, Rule};
use crate::act::Counted;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::policy::rule::Counts;

/// `result-tally`.
pub(super) static RULE: Rule = Rule {
    name: "result-tally",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "the result of a ballot is the count of the votes that it lists",
    explanation: "A result lists every vote that it counts, so anybody can count again. When the count comes \
                  out differently, or a vote that was counted is gone, the result cannot be relied on.",
    bad: "sed -i s/approve: 2/approve: 1/ registers/xyz/ballots/adopt-1-alliance-1/result.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        let Some((stored, counted)) = ballot_votes.result else {
            continue;
        };
        let Some(file) = checks.files.get(&stored.digest) else {
            continue;
        };
        let mut lost = false;
        for (at, vote) in counted.votes.iter().enumerate() {
            if !ballot_votes.tally.votes.contains(vote) {
                lost = true;
                let name = format!("-{}.yaml", vote.short());
                let edited = checks.readable().find(|(file, stored)| {
                    file.path() != stored.path() && file.path().ends_with(&name)
                });
                let message = format!(
                    "the result counts the vote {}, which is not there",
                    vote.short()
                );
                let finding = RULE
                    .found(message)
                    .at(SourcePlace::value(file, format!("/votes/{at}")));
                let finding = finding.follows(edited.map(|(file, _)| file.path()));
                findings.push(
                    finding.help("votes are never deleted; restore the file from git's history"),
                );
            }
        }
        if let Some((pointer, message)) = differs(ballot_votes, counted) {
            // Without a vote that is told to be gone the counts cannot come out.
            let finding = RULE.found(message).at(SourcePlace::value(file, pointer));
            findings.push(finding.follows(lost.then(|| file.path())));
        }
    }
}

/// The first thing in which the result is not what its votes add up to.
fn differs(
    ballot_votes: &BallotWithVotes<'_>,
    counted: &Counted,
) -> Option<(&'static str, String)> {
    let mut right = ballot_votes.tally.result(ballot_votes.opened);
    // Whose answers the chair did not wait for, and the how many-th result it is, is no matter of the count.
    (right.without, right.because) = (counted.without.clone(), counted.because.clone());
    right.number = counted.number;
    if right == *counted {
        return None;
    }
    if right.ballot != counted.ballot {
        return Some((
            "/ballot",
            format!("the result is of another ballot than {}", ballot_votes.name),
        ));
    }
    if right.counts != counted.counts {
        let (found, allowed) = (words(counted.counts), words(right.counts));
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
            "base and need are not those of the counts; the base is {}",
            right.base
        );
        return Some(("/base", message));
    }
    // A vote that is not there is told apart, and changes nothing else.
    let is_order = counted.votes.iter().all(|vote| right.votes.contains(vote));
    is_order.then(|| {
        (
            "/votes",
            "the votes are listed once each, in the order of their digests".to_string(),
        )
    })
}

fn words(counts: Counts) -> String {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        ..
    } = counts;
    let vacant = counts.vacancies();
    format!(
        "{approve} approve, {oppose} oppose, {abstain} abstain, {recuse} recuse, {did_not_vote} did not vote{vacant}"
    )
}
