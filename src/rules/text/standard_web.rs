//! The web addresses of standards.

use super::web_invalid::fault;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "standard-web",
    severity: Severity::Error,
    clause: "practice (site)",
    summary: "`web` of a row of Table 1 is a web address",
    explanation: "The site links the identifier of a standard to its `web` address, which begins \
                  with `https://` or `http://`. The field is optional. In a draft, this is a \
                  warning.",
    bad: concat!("standards:", row!(), "\n    web: www.xyz.example/schema"),
    good: concat!(
        "standards:",
        row!(),
        "\n    web: https://www.xyz.example/schema"
    ),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, row) in text.rows() {
        if let Some(found) = row.web.as_deref().and_then(fault) {
            let place = SourcePlace::value(text.file, format!("{pointer}/web"));
            findings.push(RULE.finding(text.stand.gap(), found).at(place));
        }
    }
}
