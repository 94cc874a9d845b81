//! Milestones without an owning committee.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::template::required;

pub(crate) static RULE: Rule = Rule {
    name: "milestone-committee-missing",
    severity: Severity::Warning,
    clause: "DSP4003 2.3",
    summary: "every milestone names the committee that owns the work",
    explanation: "Every deliverable is owned by a committee. A milestone without one is a gap: the \
                  text may be submitted and balloted in the committees, but the board's ballot is \
                  refused until every milestone has an owner.",
    bad: "\
milestones:
  - { id: m1, title: First schema, due: 2027-Q3 }",
    good: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3 }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(severity) = text.stand.lacks(required("milestones[].committees")) else {
        return;
    };
    for (at, milestone) in text.register.milestones.iter().enumerate() {
        if milestone.committees.is_empty() {
            let message = format!(
                "milestone `{}` names no owning committee; the board's ballot is refused without one",
                milestone.id
            );
            let place = SourcePlace::value(text.file, format!("/milestones/{at}"));
            findings.push(RULE.finding(severity, message).at(place));
        }
    }
}
