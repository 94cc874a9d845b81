//! The rules for delegated work.

use crate::casefold::casefold;
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::link::leads;
use crate::register::{Development, Standard};
use crate::rules::context::text::TextContext;
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::suggest::short_list;
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "delegation-rules",
    severity: Severity::Error,
    clause: "DSP4003 5.1",
    summary: "a delegated row names the rules that the work follows",
    explanation: "Work is delegated to a partner that agrees to the delegation rules. DSP4003 1.3 \
                  leaves these rules blank, and `wr` does not invent any. A delegated row names \
                  the agreed rules in `rules`: a link, or the name of a document. A row without \
                  rules is a note as long as `delegation_rules` of the policy is empty. Otherwise \
                  each delegated row must name one of the policy's rules: a warning in a draft, an \
                  error in a submitted text.",
    bad: concat!(
        "standards:",
        row!(ip_policy = "XYZ", owner = "XYZ", maintainer = "XYZ"),
        "\n    development: delegated"
    ),
    good: concat!(
        "standards:",
        row!(ip_policy = "XYZ", owner = "XYZ", maintainer = "XYZ"),
        "\n    development: delegated\n    rules: DSP4012"
    ),
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
                    format!("the row names rules (`{rules}`), but is not marked as delegated");
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

fn missing(gap: Severity, row: &Standard, known: &[&str]) -> Diagnostic {
    let message = format!(
        "`{}` is delegated, but names no rules that the work follows",
        row.ap_id
    );
    RULE.finding(gap, message).help(match known {
        [] => {
            "`rules` is a link, or the name of a document; the policy lists none (`delegation_rules`)"
                .to_string()
        }
        known => format!("`rules` is one of those in the policy: {}", short_list(known)),
    })
}

/// The problem with the rules that a row names, if any. A name may contain a colon; `://` marks a link.
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
        "`{rules}` is not among the delegation rules; the policy lists {}",
        short_list(known)
    );
    Some(RULE.finding(gap, message).suggest(rules, known))
}
