//! A word that stands for the partner.

use super::subject::roster;
use super::{Check, Rule};
use crate::act::PARTNER;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::snapshot::Snapshot;

/// `roster-reserved`.
pub(super) static RULE: Rule = Rule {
    name: "roster-reserved",
    severity: Severity::Error,
    clause: "design (acts)",
    summary: "no body is called `partner`",
    explanation: "Acts list who has to approve by the ids of the bodies, and `partner` for the partner. A body \
                  of that name could not be told from it.",
    bad: "\
bodies:
  - { id: partner, name: Partner Committee, kind: committee }",
    good: "\
bodies:
  - { id: partners, name: Partner Committee, kind: committee }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (at, _) in roster
        .bodies
        .iter()
        .enumerate()
        .filter(|(_, body)| body.id == PARTNER)
    {
        let message =
            format!("`{PARTNER}` stands for the alliance partner; a body has any other id");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(file, format!("/bodies/{at}/id"))),
        );
    }
}
