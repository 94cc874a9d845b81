//! Votes of one seat that do not replace each other.

use crate::ballot::tally::SeatVote;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "vote-rivals",
    severity: Severity::Warning,
    clause: "DSP4003 3.2",
    summary: "each vote of a seat replaces the one before it",
    explanation: "A seat may change its vote: the new vote names the one that it replaces, and the \
                  last one counts. Two votes that do not name each other contradict each other, so \
                  neither counts, until the seat votes again.",
    bad: "\
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob
wr vote abc adopt-1-alliance-1 abstain --seat globex --as bob",
    good: "wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    for ballot_votes in &checks.ballots_with_votes {
        for (seat, said) in &ballot_votes.tally.seats {
            let SeatVote::Rivals(votes) = said else {
                continue;
            };
            let message = format!(
                "the seat `{seat}` has {} votes in {} that do not replace each other, so none counts",
                votes.len(),
                ballot_votes.name
            );
            let mut places = votes
                .iter()
                .filter_map(|vote| checks.acts.file(*vote))
                .map(SourcePlace::file);
            let finding = RULE
                .found(message)
                .at(places.next())
                .help("while the ballot is open, the seat may vote again");
            findings.push(places.fold(finding, |finding, place| finding.related(place)));
        }
    }
}
