//! The logo and the colors of the site.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::policy::color::{DARK, LIGHT};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "policy-site",
    severity: Severity::Error,
    clause: "practice (site)",
    summary: "`site` has a logo that can be shown, and colors that can be read",
    explanation: "The logo is an SVG or PNG file of at most 64 KB in the folder `logos`. An SVG with \
                  scripts, event handlers, references to other files or foreign content is refused. \
                  `colors` has an `accent` for light screens, and one for `dark` screens. Links have \
                  these colors, so each has a contrast of at least 4.5:1 with its background (WCAG \
                  2.2).",
    bad: "site: { colors: { accent: '#8cc4f5' } }",
    good: "site: { colors: { accent: '#0a5c8f', dark: '#8cc4f5' } }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(document) = &snapshot.policy else {
        return;
    };
    let Some(policy) = document.partial() else {
        return;
    };
    let site = &policy.site;
    let logo = site.logo.as_deref();
    let faults = [
        ("logo", logo.and_then(|path| snapshot.logo_fault(path))),
        (
            "colors/accent",
            site.colors.accent.and_then(|color| color.fault(LIGHT)),
        ),
        (
            "colors/dark",
            site.colors.dark.and_then(|color| color.fault(DARK)),
        ),
    ];
    for (field, fault) in faults {
        let at = SourcePlace::value(&document.file, format!("/site/{field}"));
        findings.extend(fault.map(|why| RULE.found(why).at(at)));
    }
}
