//! The rules that delegated work follows.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::casefold::casefold;
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::link::leads;
use crate::register::{Development, Standard};
use crate::suggest::short_list;
use crate::text::is_blank;

/// `delegation-rules`.
pub(super) static RULE: Rule = Rule {
    name: "delegation-rules",
    severity: Severity::Error,
    clause: "DSP4003 5.1",
    summary: "a row that is delegated names the rules that the work follows",
    explanation: "Work is delegated to a partner that agrees to the delegation rules. DSP4003 1.3 leaves these \
                  rules blank, and `wr` makes up none. A delegated row refers to the rules that were agreed, in \
                  `rules`: a link, or the name of a document. One that does not is a gap, and a note, as long as \
                  `delegation_rules` of the policy names none. Once it does, each delegated row names one of \
                  them: a warning in a draft, an error in what is submitted.",
    bad: "\
standards:
  - type: Schema
    ap_id: xyz_ schema
    description: Schema for switches
    domain: Networking
    lead: XYZ
    ip_policy: XYZ
    owner: XYZ
    developer: XYZ
    maintainer: XYZ
    development: delegated",
    good: "\
standards:
  - type: Schema
    ap_id: xyz_ schema
    description: Schema for switches
    domain: Networking
    lead: XYZ
    ip_policy: XYZ
    owner: XYZ
    developer: XYZ
    maintainer: XYZ
    development: delegated
    rules: DSP4012",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let known = text
        .policy
        .map(|policy| policy.delegation_rules.as_slice())
        .unwrap_or_default();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let gap = if known.is_empty() {
        Severity::Note
    } else {
        text.stand.gap()
    };
    for (pointer, row) in text.rows() {
        let is_delegated = row.development == Some(Development::Delegated);
        let given = row.rules.as_deref().filter(|rules| !is_blank(rules));
        let (field, finding) = match (given, is_delegated) {
            (None, false) => continue,
            (None, true) => ("development", Some(missing(gap, row, &known))),
            (Some(rules), true) => ("rules", wrong(gap, rules, &known)),
            (Some(rules), false) => {
                let message =
                    format!("the row names rules (`{rules}`), and is not said to be delegated");
                let finding = RULE.finding(Severity::Note, message);
                (
                    "rules",
                    Some(finding.help("rules are for delegated work: `development: delegated`")),
                )
            }
        };
        let place = SourcePlace::value(text.file, format!("{pointer}/{field}"));
        findings.extend(finding.map(|finding| finding.at(place)));
    }
}

/// A delegated row without rules.
fn missing(gap: Severity, row: &Standard, known: &[&str]) -> Diagnostic {
    let message = format!(
        "`{}` is delegated, and names no rules that the work follows",
        row.ap_id
    );
    RULE.finding(gap, message).help(match known {
        [] => {
            "`rules` is a link, or the name of a document; the policy names none so far (`delegation_rules`)"
                .to_string()
        }
        known => format!("`rules` is one of those of the policy: {}", short_list(known)),
    })
}

/// What is wrong with the rules that a row names. A name may hold a colon; what has two slashes behind one is
/// meant as a link.
fn wrong(gap: Severity, rules: &str, known: &[&str]) -> Option<Diagnostic> {
    if known.is_empty() {
        let wrong = rules
            .contains("://")
            .then(|| leads(rules.trim()).err())
            .flatten();
        return wrong.map(|why| RULE.finding(gap, why.to_string()));
    }
    if known.iter().any(|one| casefold(one) == casefold(rules)) {
        return None;
    }
    let message = format!(
        "`{rules}` is not among the delegation rules; the policy names {}",
        short_list(known)
    );
    Some(RULE.finding(gap, message).suggest(rules, known))
}
