//! Sections of the organization's own, each under its own id.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::snapshot::Snapshot;
use crate::template;

/// `policy-section-duplicate`.
pub(super) static RULE: Rule = Rule {
    name: "policy-section-duplicate",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every section in policy has an id of its own",
    explanation: "A register says under `sections` what an id of policy asks for. Of two sections with one id, \
                  only one could be answered; and a section with the name of a field of the template would be \
                  looked for in two places.",
    bad: "\
sections:
  - { id: security, title: Security, required: submitted }
  - { id: scope, title: Scope }",
    good: "\
sections:
  - { id: security, title: Security, required: submitted }
  - { id: patents, title: Patents }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(document) = &snapshot.policy else {
        return;
    };
    let Some(policy) = document.partial() else {
        return;
    };
    let mut seen = Vec::new();
    for (at, section) in policy.sections.iter().enumerate() {
        let id = section.id.as_str();
        let message = if seen.contains(&id) {
            format!("the section `{id}` is there twice")
        } else if template::sections().any(|field| field.path.replace('_', "-") == id) {
            format!("`{id}` is a field of the template; a section of our own has another id")
        } else {
            seen.push(id);
            continue;
        };
        let place = SourcePlace::value(&document.file, format!("/sections/{at}/id"));
        findings.push(RULE.found(message).at(place));
    }
}
