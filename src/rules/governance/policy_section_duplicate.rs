//! Sections in the policy whose ids are not unique.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::template;

pub(crate) static RULE: Rule = Rule {
    name: "policy-section-duplicate",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every section in policy has a unique id",
    explanation: "Policy lists sections by id, and a register answers each id under `sections`. Of \
                  two sections with one id, only one could be answered; and a section with the \
                  name of a template field would be ambiguous.",
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
            format!("the section `{id}` is listed twice")
        } else if template::sections().any(|field| field.path.replace('_', "-") == id) {
            format!("`{id}` is a field of the template; give the section another id")
        } else {
            seen.push(id);
            continue;
        };
        let place = SourcePlace::value(&document.file, format!("/sections/{at}/id"));
        findings.push(RULE.found(message).at(place));
    }
}
