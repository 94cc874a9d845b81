//! Both sides of a register: the organizations, their status, and the contacts.

use serde::Serialize;

use crate::contacts::{Contact, Contacts};
use crate::id::Id;
use crate::policy::site::ContactsVisibility;
use crate::register::Register;
use crate::render::redact::public_link;
use crate::render::selected_text::SelectedText;
use crate::roster::{Organization, OrganizationStatus, Roster};
use crate::text::non_blank;

#[derive(Debug, Serialize)]
pub(crate) struct PartiesView<'a> {
    pub(crate) partner: PartyView<'a>,
    pub(crate) home: PartyView<'a>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PartyView<'a> {
    /// The full name of the organization, with its short name if it has one.
    pub(crate) name: String,
    pub(crate) group: Option<&'a str>,
    /// The body that can bind it, with its kind.
    pub(crate) governing_body: Option<String>,
    pub(crate) work_area: Option<&'a str>,
    /// The status of the organization, such as `merged into X`; `None` while it is active.
    pub(crate) status: Option<String>,
    /// The URL of its website.
    pub(crate) web: Option<&'a str>,
}

/// The contacts, with roles and names. The type has no field for an address, so none can be published.
#[derive(Debug, Serialize)]
pub(crate) struct ContactsView {
    pub(crate) partner: Vec<ContactView>,
    pub(crate) home: Vec<ContactView>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ContactView {
    pub(crate) role: String,
    pub(crate) name: Option<String>,
}

/// The full name of an organization, with its short name if it has one; the id if the roster does not list it.
pub(crate) fn full_name(roster: &Roster, id: &Id) -> String {
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

/// The URL of an organization's website.
pub(crate) fn web_of<'a>(roster: &'a Roster, id: &Id) -> Option<&'a str> {
    roster
        .organization(id)?
        .web
        .as_deref()
        .and_then(public_link)
}

pub(crate) fn parties<'a>(text: &'a Register, roster: &'a Roster) -> PartiesView<'a> {
    let home = text.home.as_ref();
    let body = text.partner.governing_body.as_ref();
    let body = body.map(|body| match non_blank(&body.kind) {
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
            group: non_blank(&text.partner.group),
            governing_body: body,
            work_area: non_blank(&text.partner.work_area),
            status: status(&text.partner.organization),
            web: web_of(roster, &text.partner.organization),
        },
        home: PartyView {
            name: full_name(roster, &roster.home),
            group: home.and_then(|home| non_blank(&home.group)),
            governing_body: None,
            work_area: home.and_then(|home| non_blank(&home.work_area)),
            status: status(&roster.home),
            web: web_of(roster, &roster.home),
        },
    }
}

/// The status of an organization, such as `merged into Example Forum, since 2025-01-31`; `None` while it is active.
pub(crate) fn status(organization: &Organization, roster: &Roster) -> Option<String> {
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

/// Warnings for the reader: the partner, or its group, has merged, changed its name or closed.
pub(crate) fn warnings(text: &Register, roster: &Roster) -> Vec<String> {
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

/// Whether the partner, or its group, is closed, so that the register has no partner.
pub(crate) fn is_orphaned(text: &Register, roster: &Roster) -> bool {
    let sides = [
        roster.organization(&text.partner.organization),
        group(text, roster),
    ];
    sides
        .into_iter()
        .flatten()
        .any(|side| side.status == OrganizationStatus::Closed)
}

/// The group of the partner, if the roster lists it as an organization.
fn group<'a>(text: &Register, roster: &'a Roster) -> Option<&'a Organization> {
    non_blank(&text.partner.group).and_then(|name| roster.organization_named(name))
}

/// The contacts of a register, as far as the policy makes them public.
pub(crate) fn public_contacts(selected: &SelectedText<'_>) -> Option<ContactsView> {
    let document = selected.register.files.contacts.as_ref()?;
    let shown = selected.governance.policy.site.contacts;
    contacts(document.get()?, shown)
}

pub(super) fn contacts(contacts: &Contacts, shown: ContactsVisibility) -> Option<ContactsView> {
    if shown == ContactsVisibility::Hidden {
        return None;
    }
    let side = |list: &[Contact]| -> Vec<ContactView> {
        let view = |contact: &Contact| ContactView {
            role: without_addresses(&contact.role),
            name: contact
                .name
                .as_deref()
                .map(without_addresses)
                .filter(|name| !name.is_empty() && shown == ContactsVisibility::Names),
        };
        list.iter().map(view).collect()
    };
    let view = ContactsView {
        partner: side(&contacts.partner),
        home: side(&contacts.home),
    };
    (!view.partner.is_empty() || !view.home.is_empty()).then_some(view)
}

/// Removes words that look like addresses: people write `Ann Bell <ann@example.org>` into such fields.
pub(crate) fn without_addresses(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ")
}
