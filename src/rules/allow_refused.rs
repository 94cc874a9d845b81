//! What cannot be allowed: rules that there are not, rules that the record rests on, and nothing without a
//! reason.

use super::subject::TextContext;
use super::{ALL, Check, Rule, named};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Allow;
use crate::text::is_blank;

/// `allow-unknown`.
pub(super) static UNKNOWN: Rule = Rule {
    name: "allow-unknown",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "`allow` names a rule that there is",
    explanation: "`allow` silences the findings of a rule in one register, so it names the rule as `wr check` \
                  prints it in brackets. A name that is misspelt would silence nothing, and nobody would know \
                  why. `wr explain` lists all rules.",
    bad: "\
allow:
  - { rule: partner-leftovers, because: ABC is named as an example. }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(unknown),
};

/// `allow-never`.
pub(super) static NEVER: Rule = Rule {
    name: "allow-never",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "`allow` names no rule that the record rests on",
    explanation: "What makes the record one that can be trusted is never silenced: whether files can be read, \
                  who has to approve, acts, ballots, votes and results, frozen texts, policy and roster, and \
                  e-mail addresses in a text that is published. `wr explain RULE` says of each rule whether it \
                  can be silenced.",
    bad: "\
allow:
  - { rule: text-email, because: Everybody knows the address. }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(never),
};

/// `allow-because`.
pub(super) static BECAUSE: Rule = Rule {
    name: "allow-because",
    severity: Severity::Error,
    clause: "practice (allow)",
    summary: "`allow` says why",
    explanation: "`allow` is part of the text that is balloted: those who vote on it, and those who read it in \
                  ten years, must be able to see why a finding was accepted. One sentence is enough.",
    bad: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: '' }",
    good: "\
scope: Models that ABC and XYZ both need.
allow:
  - { rule: partner-leftover, because: ABC is named as an example. }",
    check: Check::Binding(because),
};

fn unknown(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in entries(text) {
        if named(&allow.rule).is_some() {
            continue;
        }
        let message = format!(
            "there is no rule `{}` to be allowed; `wr explain` lists all",
            allow.rule
        );
        let finding = UNKNOWN
            .found(message)
            .at(SourcePlace::value(text.file, format!("/allow/{at}/rule")));
        let allowed: Vec<&str> = ALL
            .iter()
            .filter(|rule| rule.can_be_silenced())
            .map(|rule| rule.name)
            .collect();
        findings.push(finding.suggest(&allow.rule, &allowed));
    }
}

fn never(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in entries(text) {
        if named(&allow.rule).is_none_or(Rule::can_be_silenced) {
            continue;
        }
        let message = format!(
            "`{}` is a rule that is never silenced, so it cannot be allowed",
            allow.rule
        );
        let finding = NEVER
            .found(message)
            .at(SourcePlace::value(text.file, format!("/allow/{at}/rule")));
        findings.push(finding.help("take this entry out, and mend what the rule finds"));
    }
}

fn because(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in entries(text).filter(|(_, allow)| is_blank(&allow.because)) {
        let message = format!(
            "`{}` is allowed without a reason; `because` says why",
            allow.rule
        );
        findings.push(BECAUSE.found(message).at(SourcePlace::value(
            text.file,
            format!("/allow/{at}/because"),
        )));
    }
}

fn entries<'a>(text: &TextContext<'a>) -> impl Iterator<Item = (usize, &'a Allow)> {
    text.register.allow.iter().enumerate()
}
