//! Due dates in the past.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "milestone-past",
    severity: Severity::Error,
    clause: "DSP4003 2.4",
    summary: "no milestone is due before the work began or, in a draft, before today",
    explanation: "A milestone that is due before work on the register began has a wrong date. In a \
                  draft, a date in the past is a warning: the milestone may be completed, or its \
                  date was never moved. Frozen texts are not compared with today's date.",
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
