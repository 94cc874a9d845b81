//! Scope, benefits and deliverables, which every register states (DSP4003 1).

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::StorePath;
use crate::rules::context::phase::Phase;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::RegisterFiles;
use crate::template;
use crate::text::says_something;

pub(crate) static RULE: Rule = Rule {
    name: "text-missing",
    severity: Severity::Error,
    clause: "DSP4003 1",
    summary: "a register states scope, benefits and deliverables",
    explanation: "By DSP4003 1, a work register states the scope, the benefits and the \
                  deliverables of one partnership. In a draft, a missing part is a warning. A \
                  submitted text must have all three, since the committees ballot on them. In a \
                  text from earlier records, a missing part stays a warning, since it can no \
                  longer be added.",
    bad: r#"scope: ""
benefits: Members share one model."#,
    good: "\
scope: Models for the management of networks.
benefits: Members share one model.",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let register = text.register;
    let blank = |field: &Option<String>| !says_something(field);
    let parts = [
        ("scope", blank(&register.scope)),
        ("benefits", blank(&register.benefits)),
        ("milestones", register.milestones.is_empty()),
    ];
    let missing = parts.into_iter().filter(|(_, is_missing)| *is_missing);
    for field in missing.filter_map(|(path, _)| template::named(path)) {
        if let Some(severity) = text.stand.lacks(field.required) {
            let message = format!(
                "`{}` is missing or empty; it states {}",
                field.path,
                field.topic()
            );
            let place = SourcePlace::value(text.file, format!("/{}", field.path));
            findings.push(RULE.finding(severity, message).at(place));
        }
    }
}

/// Reports a register without a text.
pub(crate) fn no_text(register_files: &RegisterFiles, stand: Phase, findings: &mut Findings) {
    if register_files.text.is_none() {
        let path = StorePath::Text(register_files.id.clone());
        let message = format!("there is no {path}; it holds the text of the register");
        let missing = RULE.finding(stand.gap(), message);
        findings.push(missing.follows(Some(path.to_string())));
    }
}
