//! What the organization asks for beside the template.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace, step};
use crate::policy::Section;
use crate::template::Required;

/// `section-missing`.
pub(super) static RULE: Rule = Rule {
    name: "section-missing",
    severity: Severity::Error,
    clause: "practice (policy)",
    summary: "a register has the sections that policy requires",
    explanation: "An organization may ask for more than the Work Register Template: `sections` in policy.yaml \
                  lists what, and from when on. What is required of a draft must always be there; what is \
                  required of a submitted text is a warning until then; what is required of an established \
                  register is a warning, and the board is not asked while it is missing. A submitted text is \
                  judged by the policy of that day.",
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
            Required::Established => "before the board is asked",
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
