//! Who came after an organization.

use std::collections::{BTreeMap, BTreeSet};

use super::subject::roster;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::OrganizationStatus;
use crate::snapshot::Snapshot;

/// `roster-successor`.
pub(super) static RULE: Rule = Rule {
    name: "roster-successor",
    severity: Severity::Warning,
    clause: "practice",
    summary: "an organization that merged or was renamed names who came after, and no other does",
    explanation: "The registers of a partner go on with its successor. So one that merged or was renamed names the \
                  successor, one that is active has none, and nobody comes after himself, by whatever way.",
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
                let message = format!("{name} is {status}, and nobody is named who came after");
                let finding = RULE.found(message).at(place("status"));
                findings.push(finding.help("`successor` names an organization of the roster"));
            }
            (OrganizationStatus::Active, Some(successor)) => {
                let message = format!("`{successor}` came after {name}, which is active");
                let finding = RULE.found(message).at(place("successor"));
                findings.push(
                    finding.help(
                        "`status` is `merged`, `renamed` or `closed` where somebody came after",
                    ),
                );
            }
            (
                OrganizationStatus::Merged
                | OrganizationStatus::Renamed
                | OrganizationStatus::Closed,
                Some(_),
            ) => {
                // Each organization has one successor at most, so a way that comes back is found in one walk.
                let mut seen = BTreeSet::from([&organization.id]);
                let mut next = successors.get(&organization.id).copied();
                while let Some(id) = next.filter(|id| seen.insert(id)) {
                    next = successors.get(id).copied();
                }
                if next == Some(&organization.id) {
                    let message = format!("{name} comes after itself, by way of its successors");
                    findings.push(RULE.found(message).at(place("successor")));
                }
            }
            (OrganizationStatus::Active | OrganizationStatus::Closed, None) => (),
        }
    }
}
