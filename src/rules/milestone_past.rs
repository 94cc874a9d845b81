//! Dates that cannot be met any more.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `milestone-past`.
pub(super) static RULE: Rule = Rule {
    name: "milestone-past",
    severity: Severity::Error,
    clause: "DSP4003 2.4",
    summary: "no milestone is due before the work began, nor, in a draft, before today",
    explanation: "A milestone that is due before the work on the register began has a wrong date. In a draft, \
                  a date that is over already is a warning: it may be a milestone that is completed, or one \
                  whose date nobody moved. A frozen text is not judged by the calendar.",
    bad: "\
initiated: 2026-06
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2026-03 }",
    good: "\
initiated: 2026-06
milestones:
  - { id: m1, title: First schema, committees: [platform], due: 2027-Q3 }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let initiated = text.register.initiated;
    for (at, milestone) in text.register.milestones.iter().enumerate() {
        let Some(due) = milestone.due else { continue };
        let (id, last) = (&milestone.id, due.last_day());
        let place = || SourcePlace::value(text.file, format!("/milestones/{at}/due"));
        if let Some(began) = initiated.filter(|began| last < began.first_day()) {
            let message = format!("milestone `{id}` is due {due}, before the work began ({began})");
            let related = SourcePlace::value(text.file, "/initiated").label("the work began");
            findings.push(RULE.found(message).at(place()).related(related));
        } else if let Some(today) = text.today.filter(|today| last < *today) {
            let message = format!("milestone `{id}` was due {due}, and today is {today}");
            findings.push(RULE.finding(Severity::Warning, message).at(place()));
        }
    }
}
