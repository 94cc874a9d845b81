//! Dates of what has happened that are yet to come.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `date-future`.
pub(super) static RULE: Rule = Rule {
    name: "date-future",
    severity: Severity::Warning,
    clause: "DSP4003 3.1",
    summary: "what a draft says has happened has happened by today",
    explanation: "The day on which work on a register began, and the day on which a restriction on feedback was \
                  agreed, have passed when somebody writes them down. A day in the future is most often a typing \
                  error in the year. A frozen text is not judged by the calendar.",
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
        let message = format!("the work on the register began {began}, and today is {today}");
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
            "the term `{}` was agreed on {agreed}, and today is {today}",
            term.id
        );
        findings.push(RULE.found(message).at(SourcePlace::value(
            text.file,
            format!("/feedback_terms/{at}/agreed"),
        )));
    }
}
