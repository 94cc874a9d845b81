//! Committed milestones without a date.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::DateCommitment;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "milestone-committed-undated",
    severity: Severity::Error,
    clause: "DSP4003 2.4, 3.2",
    summary: "a committed milestone has a due date",
    explanation: "`commitment: committed` is the promise of the working groups to deliver by a \
                  date. Without the date, nothing is promised. In a draft, this is a warning; if \
                  no date can be given yet, the milestone is a `goal`.",
    bad: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], commitment: committed }",
    good: "\
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3, commitment: committed }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, milestone) in text.register.milestones.iter().enumerate() {
        if milestone.due.is_none() && milestone.commitment == Some(DateCommitment::Committed) {
            let message = format!(
                "milestone `{}` is committed, but has no `due`",
                milestone.id
            );
            let place = SourcePlace::value(text.file, format!("/milestones/{at}/commitment"));
            let finding = RULE.finding(text.stand.gap(), message).at(place);
            findings.push(finding.help("add the date, or write `commitment: goal`"));
        }
    }
}
