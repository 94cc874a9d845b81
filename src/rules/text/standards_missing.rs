//! Table 1, which a register for standards must have.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Purpose;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::template::required;

pub(crate) static RULE: Rule = Rule {
    name: "standards-missing",
    severity: Severity::Error,
    clause: "DSP4003 5.2",
    summary: "a register for standards has Table 1, and one for another purpose has none",
    explanation: "A partnership whose purpose is standards lists each of them in Table 1, one row \
                  per standard; one row may represent a group that is not known in detail yet. A \
                  partnership need not develop standards: then `purpose` says so, and the table is \
                  left out.",
    bad: "\
purpose: standards
standards: []",
    good: "\
purpose: marketing
standards: []",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let register = text.register;
    let gap = text.stand.lacks(required("standards"));
    match (register.purpose, register.standards.is_empty()) {
        (Purpose::Standards, true) => {
            let Some(severity) = gap else { return };
            let message = "the purpose is `standards`, but Table 1 (`standards`) has no row; add one \
                 for each standard";
            let finding = RULE
                .finding(severity, message)
                .at(SourcePlace::value(text.file, "/standards"));
            let help = "if no standards are developed, `purpose` is `complementary`, `marketing` or `other`";
            findings.push(finding.help(help));
        }
        (Purpose::Complementary | Purpose::Marketing | Purpose::Other, false) => {
            let message =
                "Table 1 is required only if the purpose is `standards`; it can be left out here";
            findings.push(
                RULE.finding(Severity::Note, message)
                    .at(SourcePlace::value(text.file, "/standards")),
            );
        }
        (Purpose::Standards, false)
        | (Purpose::Complementary | Purpose::Marketing | Purpose::Other, true) => (),
    }
}
