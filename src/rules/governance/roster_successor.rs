//! Successors of organizations.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::OrganizationStatus;
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-successor",
    severity: Severity::Warning,
    clause: "practice",
    summary: "an organization that merged or was renamed names its successor, and an active one \
              names none",
    explanation: "The registers of a partner continue with its successor. So an organization that \
                  merged or was renamed names its successor, an active one has none, and no \
                  organization is its own successor, directly or by way of others.",
    bad: "sed -i s/short: ABC/short: ABC, status: merged, successor: abc/ registers/roster.yaml",
    good: "sed -i s/short: ABC/short: ABC, status: merged, successor: globex/ registers/roster.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let successors: BTreeMap<_, _> = roster
        .organizations
        .iter()
        .filter_map(|one| Some((&one.id, one.successor.as_ref()?)))
        .collect();
    for (at, organization) in roster.organizations.iter().enumerate() {
        let (name, status) = (&organization.name, organization.status);
        let place = |field: &str| SourcePlace::value(file, format!("/organizations/{at}/{field}"));
        match (status, &organization.successor) {
            (OrganizationStatus::Merged | OrganizationStatus::Renamed, None) => {
                let message = format!("{name} is {status}, but no successor is named");
                let finding = RULE.found(message).at(place("status"));
                findings.push(finding.help("`successor` names an organization of the roster"));
            }
            (OrganizationStatus::Active, Some(successor)) => {
                let message = format!("{name} is active, but names the successor `{successor}`");
                let finding = RULE.found(message).at(place("successor"));
                findings.push(finding.help(
                    "set `status` to `merged`, `renamed` or `closed`, or remove `successor`",
                ));
            }
            (
                OrganizationStatus::Merged
                | OrganizationStatus::Renamed
                | OrganizationStatus::Closed,
                Some(_),
            ) => {
                // Each organization has at most one successor, so one walk finds a cycle.
                let mut seen = BTreeSet::from([&organization.id]);
                let mut next = successors.get(&organization.id).copied();
                while let Some(id) = next.filter(|id| seen.insert(id)) {
                    next = successors.get(id).copied();
                }
                if next == Some(&organization.id) {
                    let message =
                        format!("{name} is its own successor, directly or by way of others");
                    findings.push(RULE.found(message).at(place("successor")));
                }
            }
            (OrganizationStatus::Active | OrganizationStatus::Closed, None) => (),
        }
    }
}
