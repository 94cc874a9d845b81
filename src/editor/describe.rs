//! Who a person, what an organization and what a body is, in one line.

use crate::date::Day;
use crate::roster::offices::held;
use crate::roster::{Body, BodyKind, Membership, Organization, OrganizationStatus, Person, Roster};

/// Ann Adams, Acme; chair of the Technical Committee; until 2026-12-31
pub(super) fn person(person: &Person, roster: &Roster, today: Day) -> String {
    let mut who = person.name.clone();
    if let Some(id) = &person.organization {
        who += &format!(", {}", roster.organization_name(id));
    }
    let mut parts = vec![who];
    parts.extend(held(roster, &person.id).into_iter().map(|it| it.what));
    parts.extend(person.until.map(|until| match person.acts_on(today) {
        true => format!("until {until}"),
        false => format!("left on {until}"),
    }));
    parts.join("; ")
}

/// Acme Corporation (Acme), board member
pub(super) fn organization(organization: &Organization, roster: &Roster) -> String {
    let mut text = organization.name.clone();
    if let Some(short) = &organization.short {
        text += &format!(" ({short})");
    }
    text += match organization.membership {
        _ if organization.id == roster.home => ", the home organization",
        Some(Membership::Board) => ", board member",
        Some(Membership::Leadership) => ", leadership member",
        Some(Membership::Participation) => ", participation member",
        None => ", not a member",
    };
    if organization.status != OrganizationStatus::Active {
        text += &format!(", {}", organization.status);
    }
    let people = organization.representatives.iter();
    let people: Vec<String> = people.map(|id| roster.person_name(id)).collect();
    if !people.is_empty() {
        text += &format!("; represented by {}", people.join(", "));
    }
    text
}

/// Technical Committee; chair: Tess Tate; 3 seats
pub(super) fn body(body: &Body, roster: &Roster) -> String {
    let kind = match body.kind {
        BodyKind::AllianceCommittee => "the Alliance Committee",
        BodyKind::Committee => "committee",
        BodyKind::WorkingGroup => "working group",
        BodyKind::Board => "the board of directors",
        BodyKind::ExecutiveCommittee => "the executive committee",
    };
    let word = kind.trim_start_matches("the ").to_lowercase();
    // The name most often says the kind.
    let mut text = match body.name.to_lowercase().ends_with(&word) {
        true => body.name.clone(),
        false => format!("{}, {kind}", body.name),
    };
    if let Some(parent) = &body.parent {
        text += &format!(" of the {}", roster.body_name(parent));
    }
    if let Some(chair) = &body.chair {
        text += &format!("; chair: {}", roster.person_name(chair));
    }
    match body.seats.len() {
        0 => {}
        1 => text += "; 1 seat",
        count => text += &format!("; {count} seats"),
    }
    text
}
