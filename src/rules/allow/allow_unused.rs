//! Entries of `allow` that suppress no finding.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, SourcePlace};
use crate::register::Allow;
use crate::rules::rule::{Check, Rule};
use crate::source::SourceFile;

pub(crate) static RULE: Rule = Rule {
    name: "allow-unused",
    severity: Severity::Note,
    clause: "practice (allow)",
    summary: "every entry of `allow` suppresses a finding",
    explanation: "An entry of `allow` that stays after the mistake is corrected would hide the \
                  next mistake of that kind. `at` names a place by fields and numbers with `/` \
                  between them, and counts from 1: `scope`, `standards/2` for the second row of \
                  Table 1, `contacts/partner/1` for the first contact of the partner. Frozen texts \
                  are not checked, since an entry cannot be removed from them.",
    bad: "\
allow:
  - { rule: milestone-due-missing, because: The date follows from the next plenary. }",
    good: "\
milestones:
  - { id: m1, title: First schema, committees: [alliance] }
allow:
  - { rule: milestone-due-missing, because: The date follows from the next plenary. }",
    check: Check::Allowing,
};

/// The finding for an entry by its index, counted from 0.
pub(crate) fn found(file: &Arc<SourceFile>, at: usize, allow: &Allow) -> Diagnostic {
    let place = SourcePlace::value(file, format!("/allow/{at}"));
    let Allow { rule, at, .. } = allow;
    match at {
        None => RULE
            .found(format!(
                "`{rule}` finds nothing here, so this entry can be removed"
            ))
            .at(place),
        Some(at) => {
            let message = format!("`{rule}` finds nothing at `{at}`, so this entry can be removed");
            let help = "items are counted from 1: `standards/2` is the second row of Table 1";
            let is_counted = at.bytes().any(|byte| byte.is_ascii_digit());
            let finding = RULE.found(message).at(place);
            if is_counted {
                finding.help(help)
            } else {
                finding
            }
        }
    }
}
