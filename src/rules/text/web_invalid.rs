//! The web address of a register.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::link::on_the_web;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "web-invalid",
    severity: Severity::Error,
    clause: "practice (site)",
    summary: "`web` of a register is a web address",
    explanation: "The page of a register links to its `web` address, which begins with `https://` \
                  or `http://`. In a draft, this is a warning.",
    bad: "web: www.xyz.example/dmtf",
    good: "web: https://www.xyz.example/dmtf",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if let Some(found) = text.register.web.as_deref().and_then(fault) {
        findings.push(
            RULE.finding(text.stand.gap(), found)
                .at(SourcePlace::value(text.file, "/web")),
        );
    }
}

/// The problem with a web address, if any.
pub(crate) fn fault(text: &str) -> Option<String> {
    let fits = on_the_web(text).is_some();
    (!fits).then(|| format!("`{text}` is not a web address such as `https://www.example.org/`"))
}
