//! Suppressions of rules that cannot be suppressed.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "allow-never",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "`allow` names only rules that can be suppressed",
    explanation: "Findings that decide whether the record can be trusted are never suppressed: \
                  unreadable files, required approvals, acts, ballots, votes and results, frozen \
                  texts, policy and roster, and e-mail addresses in a published text. `wr explain \
                  RULE` shows whether a rule can be suppressed.",
    bad: "\
allow:
  - { rule: text-email, because: Everybody knows the address. }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in text.register.allow.iter().enumerate() {
        if text.can_be_silenced(&allow.rule) != Some(false) {
            continue;
        }
        let message = format!("findings of `{}` cannot be suppressed", allow.rule);
        let finding = RULE
            .found(message)
            .at(SourcePlace::value(text.file, format!("/allow/{at}/rule")));
        findings.push(finding.help("remove this entry, and correct what the rule finds"));
    }
}
