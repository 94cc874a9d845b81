//! Partners that merged, were renamed, or closed.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::OrganizationStatus;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "partner-former",
    severity: Severity::Warning,
    clause: "practice",
    summary: "a register names an active partner",
    explanation: "Partners merge, are renamed, and close. For a draft, this is a warning: an \
                  organization that no longer exists cannot accept a register. For a register that \
                  is in force or under way, and whose partner has a successor, it is a note: the \
                  register continues with the successor, and the next register names it. If the \
                  partner has no successor, `partner-orphaned` reports it.",
    bad: "sed -i s/short: XYZ/short: XYZ, status: renamed, successor: abc/ registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let Some(text) = &checks.register_files.text else {
        return;
    };
    let Some(roster) = &checks.snapshot.roster else {
        return;
    };
    let (Some(register), Some(all)) = (text.partial(), roster.get()) else {
        return;
    };
    let Some(at) = all
        .organizations
        .iter()
        .position(|one| one.id == register.partner.organization)
    else {
        return;
    };
    let partner = &all.organizations[at];
    let successor = partner
        .successor
        .as_ref()
        .map(|id| all.organization_name(id));
    let state = checks.replay.map(|replay| &replay.state);
    let goes_on = state.is_some_and(|state| state.in_force.is_some() || state.under_way.is_some());
    let what = match (partner.status, &successor) {
        (OrganizationStatus::Active, _) => return,
        // `partner-orphaned` reports these.
        (OrganizationStatus::Closed, _) | (_, None) if goes_on => return,
        (OrganizationStatus::Closed, _) => "was closed".to_string(),
        (OrganizationStatus::Merged, Some(successor)) => format!("merged into {successor}"),
        (OrganizationStatus::Renamed, Some(successor)) => format!("is now called {successor}"),
        (OrganizationStatus::Merged, None) => "merged into another organization".to_string(),
        (OrganizationStatus::Renamed, None) => "has another name now".to_string(),
    };
    let since = partner
        .since
        .map_or(String::new(), |day| format!(" ({day})"));
    let severity = if goes_on {
        Severity::Note
    } else {
        Severity::Warning
    };
    let help = match successor {
        Some(successor) => format!("propose a new register with {successor}: `wr new`"),
        None => "it cannot accept a register; name its `successor` in the roster".to_string(),
    };
    let message = format!("the partner {} {what}{since}", partner.name);
    let status = SourcePlace::value(&roster.file, format!("/organizations/{at}/status"))
        .label("its status in the roster");
    let place = SourcePlace::value(&text.file, "/partner/organization");
    findings.push(
        RULE.finding(severity, message)
            .at(place)
            .related(status)
            .help(help),
    );
}
