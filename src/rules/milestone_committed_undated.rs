//! A promise without a date.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Commitment;

/// `milestone-committed-undated`.
pub(super) static RULE: Rule = Rule {
    name: "milestone-committed-undated",
    severity: Severity::Error,
    clause: "DSP4003 2.4, 3.2",
    summary: "a milestone that is committed to says until when",
    explanation: "`commitment: committed` is the promise of those who do the work to deliver by a date. Without \
                  the date nothing was promised. While the text is a draft it is a warning; where no date can be \
                  given yet, the milestone is a `goal`.",
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
        if milestone.due.is_none() && milestone.commitment == Some(Commitment::Committed) {
            let message = format!(
                "milestone `{}` is committed to, and has no `due` that it could be held to",
                milestone.id
            );
            let place = SourcePlace::value(text.file, format!("/milestones/{at}/commitment"));
            let finding = RULE.finding(text.stand.gap(), message).at(place);
            findings.push(finding.help("give a date, or write `commitment: goal`"));
        }
    }
}
