//! Both sides of a register: organizations, whether they still exist, and who to turn to.

use serde::Serialize;

use super::register::said;
use crate::contacts::{Contact, Contacts};
use crate::id::Id;
use crate::policy::site::Contacts as Shown;
use crate::register::Register;
use crate::roster::{Organization, OrganizationStatus, Roster};

/// The two sides.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PartiesView<'a> {
    pub(in crate::render) partner: PartyView<'a>,
    pub(in crate::render) home: PartyView<'a>,
}

/// One side.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PartyView<'a> {
    /// The organization's full name, with its short name where it has one.
    pub(in crate::render) name: String,
    pub(in crate::render) group: Option<&'a str>,
    /// The body that can bind it, with its kind.
    pub(in crate::render) governing_body: Option<String>,
    pub(in crate::render) work_area: Option<&'a str>,
    /// What became of the organization; nothing while it is active.
    pub(in crate::render) status: Option<String>,
}

/// The contacts: roles and names. There is no place for an address in this type.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ContactsView {
    pub(in crate::render) partner: Vec<ContactView>,
    pub(in crate::render) home: Vec<ContactView>,
}

/// One contact.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ContactView {
    pub(in crate::render) role: String,
    pub(in crate::render) name: Option<String>,
}

/// An organization's full name, with its short name where it has one; the id when the roster lacks it.
pub(in crate::render) fn full_name(roster: &Roster, id: &Id) -> String {
    match roster.organization(id) {
        None => id.to_string(),
        Some(Organization {
            name,
            short: Some(short),
            ..
        }) if short != name => format!("{name} ({short})"),
        Some(organization) => organization.name.clone(),
    }
}

pub(in crate::render) fn parties<'a>(text: &'a Register, roster: &Roster) -> PartiesView<'a> {
    let home = text.home.as_ref();
    let body = text.partner.governing_body.as_ref();
    let body = body.map(|body| match said(&body.kind) {
        Some(kind) => format!("{} ({kind})", body.name),
        None => body.name.clone(),
    });
    let status = |id: &Id| {
        roster
            .organization(id)
            .and_then(|organization| status(organization, roster))
    };
    PartiesView {
        partner: PartyView {
            name: full_name(roster, &text.partner.organization),
            group: said(&text.partner.group),
            governing_body: body,
            work_area: said(&text.partner.work_area),
            status: status(&text.partner.organization),
        },
        home: PartyView {
            name: full_name(roster, &roster.home),
            group: home.and_then(|home| said(&home.group)),
            governing_body: None,
            work_area: home.and_then(|home| said(&home.work_area)),
            status: status(&roster.home),
        },
    }
}

/// What became of an organization: `merged into Example Forum on 2025-01-31`.
pub(in crate::render) fn status(organization: &Organization, roster: &Roster) -> Option<String> {
    let successor = organization
        .successor
        .as_ref()
        .map(|id| full_name(roster, id));
    let what = match (organization.status, successor) {
        (OrganizationStatus::Active, _) => return None,
        (OrganizationStatus::Merged, Some(successor)) => format!("merged into {successor}"),
        (OrganizationStatus::Merged, None) => "merged into another organization".to_string(),
        (OrganizationStatus::Renamed, Some(successor)) => format!("renamed to {successor}"),
        (OrganizationStatus::Renamed, None) => "renamed".to_string(),
        (OrganizationStatus::Closed, Some(successor)) => {
            format!("closed, succeeded by {successor}")
        }
        (OrganizationStatus::Closed, None) => "closed".to_string(),
    };
    Some(
        organization
            .since
            .map_or(what.clone(), |day| format!("{what}, since {day}")),
    )
}

/// What a reader should notice: a partner that is no longer what the register says, or that is gone.
pub(in crate::render) fn warnings(text: &Register, roster: &Roster) -> Vec<String> {
    let partner = roster.organization(&text.partner.organization);
    let sides = [
        ("partner", partner),
        ("partner's group", group(text, roster)),
    ];
    let warning = |(what, side): (&str, Option<&Organization>)| {
        let side = side?;
        let status = status(side, roster)?;
        let orphaned = if side.status == OrganizationStatus::Closed {
            "Orphaned: the"
        } else {
            "The"
        };
        Some(format!("{orphaned} {what}, {}, is {status}.", side.name))
    };
    sides.into_iter().filter_map(warning).collect()
}

/// Whether the partner, or its group, is closed: nobody is left to answer for the register.
pub(in crate::render) fn is_orphaned(text: &Register, roster: &Roster) -> bool {
    let sides = [
        roster.organization(&text.partner.organization),
        group(text, roster),
    ];
    sides
        .into_iter()
        .flatten()
        .any(|side| side.status == OrganizationStatus::Closed)
}

/// The partner's group, where the roster lists it as an organization.
fn group<'a>(text: &Register, roster: &'a Roster) -> Option<&'a Organization> {
    said(&text.partner.group).and_then(|name| roster.organization_named(name))
}

/// The contacts, as far as they are shown.
pub(in crate::render) fn contacts(contacts: &Contacts, shown: Shown) -> Option<ContactsView> {
    if shown == Shown::Hidden {
        return None;
    }
    let side = |list: &[Contact]| -> Vec<ContactView> {
        let view = |contact: &Contact| ContactView {
            role: without_addresses(&contact.role),
            name: contact
                .name
                .as_deref()
                .map(without_addresses)
                .filter(|name| !name.is_empty() && shown == Shown::Names),
        };
        list.iter().map(view).collect()
    };
    let view = ContactsView {
        partner: side(&contacts.partner),
        home: side(&contacts.home),
    };
    (!view.partner.is_empty() || !view.home.is_empty()).then_some(view)
}

/// A name without what looks like an address: people write `Ann Bell <ann@example.org>` into such fields.
pub(in crate::render) fn without_addresses(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ")
}
