//! The bodies that the process requires.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::BodyKind;
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-bodies",
    severity: Severity::Error,
    clause: "DSP4003 2.3, 2.5, 2.6",
    summary: "the roster has exactly one Alliance Committee and one board, and at most one \
              executive committee",
    explanation: "Every adoption needs the Alliance Committee and the board, so there is exactly \
                  one of each. The executive committee schedules the board's approval; in an \
                  organization without one, the VP of Alliances does it.",
    bad: "\
bodies:
  - { id: alliance, name: Alliance Committee, kind: alliance-committee }",
    good: "\
bodies:
  - { id: alliance, name: Alliance Committee, kind: alliance-committee }
  - { id: board, name: Board of Directors, kind: board }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let kinds = [
        (
            BodyKind::AllianceCommittee,
            "alliance-committee",
            "exactly one",
        ),
        (BodyKind::Board, "board", "exactly one"),
        (
            BodyKind::ExecutiveCommittee,
            "executive-committee",
            "at most one",
        ),
    ];
    for (kind, word, allowed) in kinds {
        let bodies = roster
            .bodies
            .iter()
            .enumerate()
            .filter(|(_, body)| body.kind == kind);
        let found: Vec<usize> = bodies.map(|(at, _)| at).collect();
        if found.is_empty() && kind != BodyKind::ExecutiveCommittee {
            let message = format!("the roster has no body of kind `{word}`; {allowed} is required");
            findings.push(RULE.found(message).at(SourcePlace::value(file, "/bodies")));
        }
        for at in found.iter().skip(1) {
            let message = format!("this is another body of kind `{word}`; {allowed} is allowed");
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::value(file, format!("/bodies/{at}/kind"))),
            );
        }
    }
}
