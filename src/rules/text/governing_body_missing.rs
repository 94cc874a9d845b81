//! Partners without a governing body.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::phase::Phase;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "governing-body-missing",
    severity: Severity::Note,
    clause: "DSP4003 2.1, 3.1",
    summary: "the partner's side names the body that governs it",
    explanation: "A register is coordinated through the partner's board, and its contacts are \
                  typically representatives of that board. An open-source project may be governed \
                  by another body, such as a steering committee. `governing_body` of the partner \
                  names that body. Without it, the register has a visible gap, but nothing is \
                  blocked. Texts from earlier records are not checked.",
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
    let message =
        "the partner has no `governing_body`: the body that can bind it, such as its board";
    let finding = RULE
        .found(message)
        .at(SourcePlace::key(text.file, "/partner"));
    findings
        .push(finding.help(
            "add below `partner`: `governing_body: {name: Board of Directors, kind: board}`",
        ));
}
