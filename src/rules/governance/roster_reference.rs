//! References to people, organizations and bodies that the roster does not list.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::roster::{Body, Roster};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "roster-reference",
    severity: Severity::Error,
    clause: "docs/roster.md",
    summary: "chairs, voters, members, organizations and parents are in the roster",
    explanation: "The roster says, by id, who chairs a body, who votes for a seat, and which \
                  organization a person represents. An id that the roster does not list leaves the \
                  office vacant, and often this is noticed only when an act is refused.",
    bad: "\
officers:
  vp_alliances: vik",
    good: "\
officers:
  vp_alliances: vic",
    check: Check::Governance(check),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum ReferenceKind {
    Person,
    Organization,
    Body,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let lists = [
        (
            ReferenceKind::Person,
            "person",
            roster
                .people
                .iter()
                .map(|found| &found.id)
                .collect::<BTreeSet<&Id>>(),
        ),
        (
            ReferenceKind::Organization,
            "organization",
            roster.organizations.iter().map(|found| &found.id).collect(),
        ),
        (
            ReferenceKind::Body,
            "body",
            roster.bodies.iter().map(|found| &found.id).collect(),
        ),
    ];
    for (pointer, to, id) in references(roster) {
        let Some((_, what, there)) = lists.iter().find(|(kind, _, _)| *kind == to) else {
            continue;
        };
        if there.contains(id) {
            continue;
        }
        let allowed: Vec<&str> = there.iter().map(|id| id.as_str()).collect();
        let message = format!(
            "the roster has no {what} `{id}`; it has {}",
            short_list(&allowed)
        );
        let finding = RULE.found(message).at(SourcePlace::value(file, pointer));
        findings.push(finding.suggest(id.as_str(), &allowed));
    }
}

/// Every id in the roster that refers to another entry, with its pointer.
fn references(roster: &Roster) -> Vec<(String, ReferenceKind, &Id)> {
    let mut found = vec![(
        "/home".to_string(),
        ReferenceKind::Organization,
        &roster.home,
    )];
    found.extend(roster.officers.vp_alliances.iter().map(|id| {
        (
            "/officers/vp_alliances".to_string(),
            ReferenceKind::Person,
            id,
        )
    }));
    for (at, person) in roster.people.iter().enumerate() {
        let organization = person.organization.iter();
        found.extend(organization.map(|id| {
            (
                format!("/people/{at}/organization"),
                ReferenceKind::Organization,
                id,
            )
        }));
    }
    for (at, organization) in roster.organizations.iter().enumerate() {
        let pointer = format!("/organizations/{at}");
        let successor = organization.successor.iter();
        found.extend(successor.map(|id| {
            (
                format!("{pointer}/successor"),
                ReferenceKind::Organization,
                id,
            )
        }));
        let people = organization.representatives.iter().enumerate();
        found.extend(people.map(|(i, id)| {
            (
                format!("{pointer}/representatives/{i}"),
                ReferenceKind::Person,
                id,
            )
        }));
    }
    for (at, body) in roster.bodies.iter().enumerate() {
        of_body(&format!("/bodies/{at}"), body, &mut found);
    }
    found
}

fn of_body<'a>(pointer: &str, body: &'a Body, found: &mut Vec<(String, ReferenceKind, &'a Id)>) {
    let fields = [
        ("parent", ReferenceKind::Body, &body.parent),
        ("chair", ReferenceKind::Person, &body.chair),
        ("vice_chair", ReferenceKind::Person, &body.vice_chair),
        ("secretary", ReferenceKind::Person, &body.secretary),
    ];
    for (field, to, id) in fields {
        found.extend(id.iter().map(|id| (format!("{pointer}/{field}"), to, id)));
    }
    let members = body.members.iter().enumerate();
    found.extend(
        members.map(|(at, id)| (format!("{pointer}/members/{at}"), ReferenceKind::Person, id)),
    );
    for (at, seat) in body.seats.iter().enumerate() {
        let seat_pointer = format!("{pointer}/seats/{at}");
        found.extend(seat.voter.iter().map(|voter| {
            (
                format!("{seat_pointer}/voter"),
                ReferenceKind::Person,
                voter,
            )
        }));
        let alternate = seat.alternate.iter();
        found.extend(alternate.map(|id| {
            (
                format!("{seat_pointer}/alternate"),
                ReferenceKind::Person,
                id,
            )
        }));
        let organization = seat.organization.iter();
        found.extend(organization.map(|id| {
            (
                format!("{seat_pointer}/organization"),
                ReferenceKind::Organization,
                id,
            )
        }));
    }
}
