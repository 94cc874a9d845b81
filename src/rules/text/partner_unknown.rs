//! Partners that the roster does not list.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "partner-unknown",
    severity: Severity::Error,
    clause: "DSP4003 2.1",
    summary: "the partner is an organization of the roster, and not the home organization",
    explanation: "The roster says who accepts a register for the partner, and whether the partner \
                  still exists. So the register names the partner by its id in the roster. Add a \
                  new partner to `registers/roster.yaml` first.",
    bad: "\
partner:
  organization: xyzz",
    good: "\
partner:
  organization: xyz",
    check: Check::Binding(check),
};

const POINTER: &str = "/partner/organization";

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(roster) = text.roster else { return };
    let given = &text.register.partner.organization;
    if *given == roster.home {
        let message =
            format!("the partner is `{given}`, the home organization itself; name the other side");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(text.file, POINTER)),
        );
        return;
    }
    if roster.organization(given).is_some() {
        return;
    }
    let others = roster
        .organizations
        .iter()
        .filter(|organization| organization.id != roster.home);
    let allowed: Vec<&str> = others
        .map(|organization| organization.id.as_str())
        .collect();
    let message = format!(
        "the roster has no organization `{given}`; it has {}",
        short_list(&allowed)
    );
    let finding = RULE
        .found(message)
        .at(SourcePlace::value(text.file, POINTER));
    findings.push(finding.suggest(given.as_str(), &allowed));
}
