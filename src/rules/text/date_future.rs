//! Dates of past events that are in the future.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "date-future",
    severity: Severity::Warning,
    clause: "DSP4003 3.1",
    summary: "no past event in a draft has a date in the future",
    explanation: "Work on a register has begun, and a restriction on feedback was agreed, before \
                  their dates are written down. A day in the future is most often a typing error \
                  in the year. Frozen texts are not compared with today's date.",
    bad: "initiated: 2062-06",
    good: "initiated: 2026-06",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(today) = text.today else { return };
    if let Some(began) = text
        .register
        .initiated
        .filter(|began| began.first_day() > today)
    {
        let message = format!("work on the register began {began}, but today is {today}");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(text.file, "/initiated")),
        );
    }
    for (at, term) in text.register.feedback_terms.iter().enumerate() {
        let Some(agreed) = term.agreed.filter(|agreed| *agreed > today) else {
            continue;
        };
        let message = format!(
            "the term `{}` was agreed on {agreed}, but today is {today}",
            term.id
        );
        findings.push(RULE.found(message).at(SourcePlace::value(
            text.file,
            format!("/feedback_terms/{at}/agreed"),
        )));
    }
}
