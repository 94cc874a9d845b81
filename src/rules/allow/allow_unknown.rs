//! Suppressions of rules that do not exist.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "allow-unknown",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "`allow` names a rule that exists",
    explanation: "`allow` suppresses the findings of a rule in one register, so it names the rule \
                  as `wr check` prints it in brackets. A misspelled name would suppress nothing, \
                  without any warning. `wr explain` lists all rules.",
    bad: "\
allow:
  - { rule: partner-leftovers, because: ABC is named as an example. }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in text.register.allow.iter().enumerate() {
        if text.can_be_silenced(&allow.rule).is_some() {
            continue;
        }
        let message = format!("there is no rule `{}`; `wr explain` lists all", allow.rule);
        let finding = RULE
            .found(message)
            .at(SourcePlace::value(text.file, format!("/allow/{at}/rule")));
        let allowed: Vec<&str> = text
            .rules
            .iter()
            .filter(|(_, can_be_silenced)| *can_be_silenced)
            .map(|(name, _)| *name)
            .collect();
        findings.push(finding.suggest(&allow.rule, &allowed));
    }
}
