//! The partner is an organisation that the roster knows.

use super::subject::Text;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::nearest::short_list;

/// `partner-unknown`.
pub(super) static RULE: Rule = Rule {
    name: "partner-unknown",
    severity: Severity::Error,
    clause: "DSP4003 2.1 (D3)",
    summary: "the partner is an organisation of the roster, and not the home organisation",
    explanation: "Who accepts a register in the partner's name, and whether the partner still exists, stands \
                  in the roster. So the register names the partner by its id there. A new partner is entered \
                  in `registers/roster.yaml` first.",
    bad: "\
partner:
  organisation: xyzz",
    good: "\
partner:
  organisation: xyz",
    check: Check::Binding(check),
};

const POINTER: &str = "/partner/organisation";

fn check(text: &Text<'_>, findings: &mut Findings) {
    let Some(roster) = text.roster else { return };
    let given = &text.register.partner.organisation;
    if *given == roster.home {
        let message = format!("the partner is `{given}`, the home organisation itself; name the other side");
        findings.push(RULE.found(message).at(Place::value(text.file, POINTER)));
        return;
    }
    if roster.organisation(given).is_some() {
        return;
    }
    let others = roster.organisations.iter().filter(|organisation| organisation.id != roster.home);
    let allowed: Vec<&str> = others.map(|organisation| organisation.id.as_str()).collect();
    let message = format!("the roster has no organisation `{given}`; it has {}", short_list(&allowed));
    let finding = RULE.found(message).at(Place::value(text.file, POINTER));
    findings.push(finding.suggest(given.as_str(), &allowed));
}
