//! Sections that policy does not list.

use crate::diagnostic::{Findings, Severity, SourcePlace, step};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "section-unknown",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "the sections of a register are sections that policy lists",
    explanation: "All registers have the same content and format. The sections that an \
                  organization adds to the template are listed in policy.yaml, under `sections`; \
                  another id is most often misspelled, and the intended section would be missing.",
    bad: "sections: { securty: Everything in the models is public. }",
    good: "sections: { security: Everything in the models is public. }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(policy) = text.policy else { return };
    let allowed: Vec<&str> = policy
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    for id in text
        .register
        .sections
        .keys()
        .filter(|id| !allowed.contains(&id.as_str()))
    {
        let message = match allowed.as_slice() {
            [] => {
                format!(
                    "`{id}` is not a known section; policy lists none (`sections` in registers/policy.yaml)"
                )
            }
            _ => format!(
                "`{id}` is not a known section; policy lists {}",
                short_list(&allowed)
            ),
        };
        let finding = RULE
            .found(message)
            .at(SourcePlace::key(text.file, step("/sections", id)));
        findings.push(finding.suggest(id.as_str(), &allowed));
    }
}
