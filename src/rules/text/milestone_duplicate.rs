//! Milestones with the same id.

use std::collections::BTreeMap;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "milestone-duplicate",
    severity: Severity::Error,
    clause: "DSP4003 2.3",
    summary: "no two milestones of a register have the same id",
    explanation: "A milestone is known by its id: its completion, and each change of its date, is \
                  recorded for the id. Two milestones with the same id could not be distinguished.",
    bad: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3 }
  - { id: m1, title: Second schema, committees: [platform], due: 2028 }",
    good: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3 }
  - { id: m2, title: Second schema, committees: [platform], due: 2028 }",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let mut first = BTreeMap::new();
    for (at, milestone) in text.register.milestones.iter().enumerate() {
        let Some(earlier) = first.insert(&milestone.id, at) else {
            continue;
        };
        let place = |at: usize| SourcePlace::value(text.file, format!("/milestones/{at}/id"));
        let message = format!(
            "an earlier milestone has the id `{}`; each id is used once",
            milestone.id
        );
        findings.push(
            RULE.found(message)
                .at(place(at))
                .related(place(earlier).label("the earlier milestone")),
        );
    }
}
