//! Terms of ballots that cannot be met.

use crate::diagnostic::step;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "policy-ballots",
    severity: Severity::Error,
    clause: "DSP4003 3.2 (ballots)",
    summary: "the terms of ballots can be met: approvals from 1 to the number of seats, days from \
              1 to `most_days`",
    explanation: "`min_approvals` replaces the quorum: with 0, a ballot would approve without a \
                  vote, and with more than the body's seats, it could not approve anything. A \
                  ballot is open for at least a day and at most `most_days`, its extensions \
                  included; `minimum_days` is at most `days`. `wr` opens no ballot under other \
                  terms.",
    bad: "\
ballots:
  bodies:
    board: { min_approvals: 9 }",
    good: "\
ballots:
  bodies:
    board: { min_approvals: 2 }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (Some(document), Some(roster)) = (&snapshot.policy, snapshot.roster()) else {
        return;
    };
    let Some(policy) = document.get() else { return };
    let ballots = &policy.ballots;
    // The default terms apply to each voting body without its own terms; they can be met if the smallest one can.
    let usual = roster
        .bodies
        .iter()
        .filter(|body| !ballots.bodies.contains_key(&body.id));
    let voting = usual.filter(|body| !body.seats.is_empty());
    let smallest = voting.min_by_key(|body| body.seats.len());
    let seats = smallest.map_or(usize::MAX, |body| body.seats.len());
    if let Some(fault) = ballots.default.fault(seats) {
        let whose = smallest.filter(|_| fault.ends_with("seats"));
        let whose = whose.map_or(String::new(), |body| format!(" in the {}", body.name));
        let place = SourcePlace::value(&document.file, "/ballots/default");
        findings.push(RULE.found(format!("{fault}{whose}")).at(place));
    }
    for (id, terms) in &ballots.bodies {
        let Some(body) = roster.body(id) else {
            continue;
        };
        let seats = if body.seats.is_empty() {
            usize::MAX
        } else {
            body.seats.len()
        };
        if let Some(fault) = terms.fault(seats) {
            let place = SourcePlace::key(&document.file, step("/ballots/bodies", id));
            let whose = if fault.ends_with("seats") {
                format!(" in the {}", body.name)
            } else {
                String::new()
            };
            findings.push(RULE.found(format!("{fault}{whose}")).at(place));
        }
    }
}
