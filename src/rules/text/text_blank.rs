//! Fields that are present but blank.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Register;
use crate::rules::context::text::{TextContext, wordings};
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "text-blank",
    severity: Severity::Error,
    clause: "DSP4003 1, 3.1",
    summary: "no field is present but blank",
    explanation: "A blank field looks answered but is not: a title without a word, a milestone \
                  that delivers nothing. Leave out what does not apply. In a draft, this is a \
                  warning. Other rules cover Table 1, scope and benefits.",
    bad: "\
partner:
  organization: xyz
  work_area: ' '",
    good: "\
partner:
  organization: xyz
  work_area: Models of routers",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, _) in wordings(text.register)
        .into_iter()
        .filter(|(_, wording)| is_blank(wording))
    {
        // `text-missing` and `standard-blank` report these.
        if matches!(pointer.as_str(), "/scope" | "/benefits") || pointer.starts_with("/standards/")
        {
            continue;
        }
        let message = message(&pointer, text.register);
        findings.push(
            RULE.finding(text.stand.gap(), message)
                .at(SourcePlace::value(text.file, pointer)),
        );
    }
}

fn message(pointer: &str, register: &Register) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let number = |step: &str| step.parse::<usize>().unwrap_or_default();
    match steps.as_slice() {
        ["title"] => "`title` is blank; people know a register by its title".to_string(),
        ["milestones", at, _] => {
            let id = register.milestones.get(number(at)).map_or("", |milestone| milestone.id.as_str());
            format!("the title of milestone `{id}` is blank; it says what will be delivered")
        }
        ["feedback_terms", at, _] => {
            let id = register.feedback_terms.get(number(at)).map_or("", |term| term.id.as_str());
            format!("the text of the feedback term `{id}` is blank; it says what was agreed")
        }
        ["links", _, _] => "the title of a link is blank; it says which document it leads to".to_string(),
        ["partner", "governing_body", "name"] => {
            "the name of the partner's governing body is blank; write it, or leave `governing_body` out"
                .to_string()
        }
        [side @ ("partner" | "home"), .., field] => {
            format!("`{field}` of `{side}` is blank; write it, or leave the field out")
        }
        _ => format!("`{}` is blank; write it, or leave the field out", steps.join("/")),
    }
}
