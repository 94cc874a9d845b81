//! Registers whose partner no longer exists.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::OrganizationStatus;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "partner-orphaned",
    severity: Severity::Warning,
    clause: "DSP4003 4.1",
    summary: "the partner of a register still exists",
    explanation: "Partners close, merge and are renamed, and their registers stay in force: one \
                  group was closed in 2021, and its register was never reviewed. Either remove the \
                  register, or name the partner's successor in its text.",
    bad: "sed -i s/short: XYZ/short: XYZ, status: closed/ registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let (Some(replay), Some(document)) = (checks.replay, &checks.snapshot.roster) else {
        return;
    };
    let state = &replay.state;
    if state.in_force.is_none() && state.under_way.is_none() {
        return;
    }
    let (Some(roster), Some(id)) = (document.get(), state.partner()) else {
        return;
    };
    let Some(at) = roster
        .organizations
        .iter()
        .position(|organization| organization.id == *id)
    else {
        return;
    };
    let partner = &roster.organizations[at];
    let successor = partner
        .successor
        .as_ref()
        .map(|id| roster.organization_name(id));
    let what = match (partner.status, &successor) {
        (OrganizationStatus::Active, _)
        | (OrganizationStatus::Merged | OrganizationStatus::Renamed, Some(_)) => return,
        (OrganizationStatus::Closed, _) => "was closed",
        (OrganizationStatus::Merged, None) => "merged, and no successor is named",
        (OrganizationStatus::Renamed, None) => "was renamed, and no successor is named",
    };
    let since = partner
        .since
        .map_or(String::new(), |day| format!(" ({day})"));
    let message = format!(
        "the partner {} {what}{since}, but the register `{}` continues",
        partner.name, checks.register_files.id
    );
    let status = SourcePlace::value(&document.file, format!("/organizations/{at}/status"));
    let finding = RULE.found(message).help(match successor {
        Some(successor) => {
            format!("propose a register with {successor}, its successor, or have this one removed")
        }
        None => {
            "have the register removed, or name the partner's `successor` in the roster".to_string()
        }
    });
    findings.push(match &checks.register_files.text {
        Some(text) => finding
            .at(SourcePlace::value(&text.file, "/partner/organization"))
            .related(status),
        None => finding.at(status),
    });
}
