//! Ballot terms for bodies that the roster does not list.

use crate::diagnostic::step;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "policy-body-unknown",
    severity: Severity::Error,
    clause: "DSP4003 3.2 (ballots)",
    summary: "the bodies that policy has terms for are in the roster",
    explanation: "`ballots.bodies` of the policy holds terms for single bodies. Under a misspelled \
                  id, the terms apply to no body, and the intended body ballots under the default \
                  terms without any warning.",
    bad: "\
ballots:
  bodies:
    bord: { rule: full-majority }",
    good: "\
ballots:
  bodies:
    board: { rule: full-majority }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (Some(document), Some(roster)) = (&snapshot.policy, snapshot.written_roster()) else {
        return;
    };
    let Some(policy) = document.get() else { return };
    let allowed: Vec<&str> = roster.bodies.iter().map(|body| body.id.as_str()).collect();
    for id in policy
        .ballots
        .bodies
        .keys()
        .filter(|id| roster.body(id).is_none())
    {
        let message = format!(
            "the roster has no body `{id}`; it has {}",
            short_list(&allowed)
        );
        let place = SourcePlace::key(&document.file, step("/ballots/bodies", id));
        findings.push(RULE.found(message).at(place).suggest(id.as_str(), &allowed));
    }
}
