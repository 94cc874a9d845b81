//! Milestones without a date.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::DateCommitment;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::template::required;

pub(crate) static RULE: Rule = Rule {
    name: "milestone-due-missing",
    severity: Severity::Warning,
    clause: "DSP4003 2.4",
    summary: "every milestone has a due date",
    explanation: "Milestones have feasible dates. A date may be as coarse as a year or a quarter, \
                  and may be a goal. Without any date, `wr` cannot remind the owners.",
    bad: "\
milestones:
  - { id: m1, title: First schema, committees: [platform] }",
    good: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3 }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(severity) = text.stand.lacks(required("milestones[].due")) else {
        return;
    };
    for (at, milestone) in text.register.milestones.iter().enumerate() {
        // `milestone-committed-undated` covers committed milestones.
        if milestone.due.is_none() && milestone.commitment != Some(DateCommitment::Committed) {
            let message = format!(
                "milestone `{}` has no `due`; a day, a month, a quarter (2027-Q1) or a year is allowed",
                milestone.id
            );
            let place = SourcePlace::value(text.file, format!("/milestones/{at}"));
            findings.push(RULE.finding(severity, message).at(place));
        }
    }
}
