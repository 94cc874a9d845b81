//! The language and the web address of an organization.

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::{language_invalid, web_invalid};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-organization",
    severity: Severity::Error,
    clause: "BCP 47",
    summary: "`language` and `web` of an organization are a language tag and a web address",
    explanation: "The site links to an organization at its `web` address, which begins with \
                  `https://` or `http://`, and shows the language of its correspondence by a \
                  language tag: `en`, `de`, `pt-BR`.",
    bad: "sed -i s/short: ABC/short: ABC, language: English/ registers/roster.yaml",
    good: "sed -i s/short: ABC/short: ABC, language: en/ registers/roster.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (at, organization) in roster.organizations.iter().enumerate() {
        let found = |field: &str, message: String| -> Diagnostic {
            RULE.found(message).at(SourcePlace::value(
                file,
                format!("/organizations/{at}/{field}"),
            ))
        };
        findings.extend(
            organization
                .language
                .as_deref()
                .and_then(language_invalid::fault)
                .map(|why| found("language", why)),
        );
        findings.extend(
            organization
                .web
                .as_deref()
                .and_then(web_invalid::fault)
                .map(|why| found("web", why)),
        );
    }
}
