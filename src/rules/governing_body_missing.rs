//! Who can bind the partner.

use super::subject::{Phase, TextContext};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `governing-body-missing`.
pub(super) static RULE: Rule = Rule {
    name: "governing-body-missing",
    severity: Severity::Note,
    clause: "DSP4003 2.1, 3.1",
    summary: "the partner's side names the body that governs it",
    explanation: "A register is coordinated through the partner's board, and its contacts are typically \
                  representatives of that board. An open-source body may be governed by something else, such as \
                  a steering committee. Which it is stands in `governing_body` of the partner. That it is not \
                  named is a gap that everybody shall see, and hinders nothing. A text from earlier records is \
                  not asked.",
    bad: "\
partner:
  organization: xyz",
    good: "\
partner:
  organization: xyz
  governing_body: { name: XYZ Steering Committee, kind: steering committee }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if text.stand == Phase::Records || text.register.partner.governing_body.is_some() {
        return;
    }
    let message = "the partner names no `governing_body`; it says who can bind the partner, such as its board";
    let finding = RULE
        .found(message)
        .at(SourcePlace::key(text.file, "/partner"));
    findings.push(
        finding.help("below `partner`: `governing_body: {name: Board of Directors, kind: board}`"),
    );
}
