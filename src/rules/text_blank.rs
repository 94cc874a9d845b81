//! Fields that are there and say nothing.

use super::subject::{Text, is_blank, wordings};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};

/// `text-blank`.
pub(super) static RULE: Rule = Rule {
    name: "text-blank",
    severity: Severity::Error,
    clause: "DSP4003 1, 3.1 (D1, D2)",
    summary: "no field is there and blank",
    explanation: "A field that is there and holds nothing looks answered and is not: a title without a word, a \
                  milestone that delivers nothing. What does not apply is left out. While the text is a draft \
                  it is a warning. Table 1 has a rule of its own, and so have scope and benefits.",
    bad: "\
partner:
  organisation: xyz
  work_area: ' '",
    good: "\
partner:
  organisation: xyz
  work_area: Models of routers",
    check: Check::Text(check),
};

fn check(text: &Text<'_>, findings: &mut Findings) {
    for (pointer, _) in wordings(text.register).into_iter().filter(|(_, wording)| is_blank(wording)) {
        // `text-missing` and `standard-blank` ask for these.
        if matches!(pointer.as_str(), "/scope" | "/benefits") || pointer.starts_with("/standards/") {
            continue;
        }
        let field = pointer.rsplit('/').next().unwrap_or_default();
        let is_needed = pointer == "/title" || pointer.starts_with("/milestones/") || field == "text";
        let advice = if is_needed { "write what it says" } else { "write it, or leave the field out" };
        let message = format!("`{field}` is blank; {advice}");
        findings.push(RULE.finding(text.stand.gap(), message).at(Place::value(text.file, pointer)));
    }
}
