//! Entries of `allow` that suppress nothing: those with an unknown rule, a rule that cannot be suppressed, or no
//! reason.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Allow;
use crate::rules::context::subject::TextContext;
use crate::rules::registry::{ALL, named};
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static UNKNOWN: Rule = Rule {
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
    check: Check::Binding(unknown),
};

pub(crate) static NEVER: Rule = Rule {
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
    check: Check::Binding(never),
};

pub(crate) static BECAUSE: Rule = Rule {
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
    check: Check::Binding(because),
};

fn unknown(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in entries(text) {
        if named(&allow.rule).is_some() {
            continue;
        }
        let message = format!("there is no rule `{}`; `wr explain` lists all", allow.rule);
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
        let message = format!("findings of `{}` cannot be suppressed", allow.rule);
        let finding = NEVER
            .found(message)
            .at(SourcePlace::value(text.file, format!("/allow/{at}/rule")));
        findings.push(finding.help("remove this entry, and correct what the rule finds"));
    }
}

fn because(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, allow) in entries(text).filter(|(_, allow)| is_blank(&allow.because)) {
        let message = format!(
            "`{}` is allowed without a reason; give one in `because`",
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
