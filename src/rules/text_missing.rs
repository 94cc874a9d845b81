//! Scope, benefits and deliverables: what a register is for (DSP4003 1).

use super::subject::{Phase, TextContext};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::snapshot::{REGISTERS, RegisterFiles};
use crate::template;
use crate::text::says_something;

/// `text-missing`.
pub(super) static RULE: Rule = Rule {
    name: "text-missing",
    severity: Severity::Error,
    clause: "DSP4003 1",
    summary: "a register states scope, benefits and deliverables",
    explanation: "DSP4003 begins with it: a work register states the scope, the benefits and the deliverables \
                  of one partnership. While the text is a draft, what is missing is work to do, and a warning. \
                  A submitted text must have all three, since the committees ballot on them. Where a text \
                  comes from earlier records, a warning is all: nobody can write it any more.",
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
                "`{}` is missing or empty; it says {}",
                field.path,
                field.topic()
            );
            let place = SourcePlace::value(text.file, format!("/{}", field.path));
            findings.push(RULE.finding(severity, message).at(place));
        }
    }
}

/// A register that has no text at all.
pub(super) fn no_text(register_files: &RegisterFiles, stand: Phase, findings: &mut Findings) {
    if register_files.text.is_none() {
        let path = format!("{REGISTERS}{}/register.yaml", register_files.id);
        let message = format!("there is no {path}; it holds the text of the register");
        findings.push(RULE.finding(stand.gap(), message));
    }
}
