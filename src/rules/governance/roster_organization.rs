//! The language, the web address and the logo of an organization.

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::{language_invalid, web_invalid};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-organization",
    severity: Severity::Error,
    clause: "BCP 47",
    summary: "an organization's `language` is a language tag, `web` a web address, and `logo` a picture",
    explanation: "The site links to an organization at its `web` address, which begins with \
                  `https://` or `http://`, and shows the language of its correspondence by a \
                  language tag: `en`, `de`, `pt-BR`. It publishes the `logo`, an SVG or PNG file of \
                  at most 64 KB in the folder `logos`. An SVG with scripts, event handlers, \
                  references to other files or foreign content is refused.",
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
        findings.extend(
            organization
                .logo
                .as_deref()
                .and_then(|path| snapshot.logo_fault(path))
                .map(|why| found("logo", why)),
        );
    }
}
