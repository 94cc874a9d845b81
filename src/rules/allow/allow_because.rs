//! Suppressions without a reason.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "allow-because",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "every entry of `allow` gives a reason",
    explanation: "`allow` is part of the text that is balloted: its voters, and its readers in ten \
                  years, must be able to see why a finding was accepted. One sentence is enough.",
    bad: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: '' }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in text.register.allow.iter().enumerate() {
        if is_blank(&allow.because) {
            let message = format!(
                "`{}` is allowed without a reason; give one in `because`",
                allow.rule
            );
            let place = SourcePlace::value(text.file, format!("/allow/{at}/because"));
            findings.push(RULE.found(message).at(place));
        }
    }
}
