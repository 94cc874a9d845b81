//! Texts with another partner than the proposal.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "partner-differs",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "the partner of the text is the partner of the proposal",
    explanation: "A work register is the agreement with one partner, the one in the proposal. A \
                  register with another partner is another register, and starts with another \
                  proposal.",
    bad: "\
partner:
  organization: abc",
    good: "\
partner:
  organization: xyz",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(proposal) = text.proposal else {
        return;
    };
    let given = &text.register.partner.organization;
    // `partner-unknown` reports an organization that cannot be a partner.
    if text.roster.is_some() && text.sides().is_none() {
        return;
    }
    if *given != proposal.partner {
        let message = format!(
            "the partner is `{given}`, but the register was proposed with `{}`",
            proposal.partner
        );
        let finding = RULE
            .found(message)
            .at(SourcePlace::value(text.file, "/partner/organization"));
        findings.push(finding.help("for another partner, propose another register: `wr new`"));
    }
}
