//! Organizations with more than one seat in a body.

use std::collections::BTreeMap;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-seats",
    severity: Severity::Error,
    clause: "DSP4003 3.2 (ballots)",
    summary: "an organization has at most one seat in a body",
    explanation: "In the normal ballot process, a company has one vote in a body, no matter who \
                  casts it. Another person of the same company is the seat's alternate, or a \
                  member without a seat.",
    bad: "\
bodies:
  - id: alliance
    name: Alliance Committee
    kind: alliance-committee
    seats:
      - { id: acme, organization: acme, voter: ann }
      - { id: acme-2, organization: acme, voter: bob }",
    good: "\
bodies:
  - id: alliance
    name: Alliance Committee
    kind: alliance-committee
    seats:
      - { id: acme, organization: acme, voter: ann }
      - { id: acme-2, organization: globex, voter: bob }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (at, body) in roster.bodies.iter().enumerate() {
        let mut first = BTreeMap::new();
        for (seat, held) in body.seats.iter().enumerate() {
            let pointer = format!("/bodies/{at}/seats/{seat}/organization");
            let Some(organization) = &held.organization else {
                continue;
            };
            let Some(earlier) = first.insert(organization, pointer.clone()) else {
                continue;
            };
            let message = format!(
                "`{organization}` already has a seat in the {}; only one is allowed",
                body.name
            );
            let related = SourcePlace::value(file, earlier).label("its other seat");
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::value(file, pointer))
                    .related(related),
            );
        }
    }
}
