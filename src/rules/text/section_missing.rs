//! Sections that policy requires and a register lacks.

use crate::diagnostic::{Findings, Severity, SourcePlace, step};
use crate::policy::Section;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::template::Required;

pub(crate) static RULE: Rule = Rule {
    name: "section-missing",
    severity: Severity::Error,
    clause: "practice (policy)",
    summary: "a register has the sections that policy requires",
    explanation: "An organization may require more than the Work Register Template: `sections` in \
                  policy.yaml lists the sections, and when each is required. A section required of \
                  a draft must always be present. One required of a submitted text is a warning in \
                  a draft. One required of an established register is a warning, and the board's \
                  ballot is refused while it is missing. A submitted text is checked against the \
                  policy of that day.",
    bad: r#"sections: { security: "" }"#,
    good: "sections: { security: Everything in the models is public. }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(policy) = text.policy else { return };
    for section in policy.lacking(text.register) {
        let Some(severity) = text.stand.lacks(section.required) else {
            continue;
        };
        let Section { id, title, .. } = section;
        let when = match section.required {
            Required::Draft => "of every draft",
            Required::Submitted => "before the text is submitted",
            Required::Established => "before the board's ballot",
            Required::Never => continue,
        };
        let message =
            format!("the section `{id}` ({title}) is missing or empty; policy requires it {when}");
        let place = SourcePlace::value(text.file, step("/sections", id));
        let finding = RULE.finding(severity, message).at(place);
        let guidance = section
            .guidance
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        findings.push(if guidance.is_empty() {
            finding
        } else {
            finding.help(guidance)
        });
    }
}
