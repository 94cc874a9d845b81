//! The id `partner`, which is reserved.

use crate::act::PARTNER;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-reserved",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "no body has the id `partner`",
    explanation: "Acts list the required approvals by the ids of the bodies, and as `partner` for \
                  the partner. A body with that id could not be distinguished from it.",
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
            format!("`{PARTNER}` is reserved for the alliance partner; give the body another id");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(file, format!("/bodies/{at}/id"))),
        );
    }
}
