//! The parties of a register and their contacts.

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::selected_text::SelectedText;
use crate::render::view::{self, ContactView, PartyView};

/// The parties of a register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Parties")]
pub(super) struct PartiesJson {
    /// The alliance partner.
    partner: PartyJson,
    /// The organization that keeps the registers.
    home: PartyJson,
}

/// A party of a register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Party")]
struct PartyJson {
    /// The id of the organization.
    id: String,
    /// The full name of the organization, with the short name if there is one.
    name: String,
    /// The status of the organization, such as `merged into X`; null while it is active.
    status: Option<String>,
    /// The group within the organization that makes the agreement.
    group: Option<String>,
    /// The body that can bind the organization, with its kind.
    governing_body: Option<String>,
    /// The work area.
    work_area: Option<String>,
    /// The website of the organization.
    web: Option<String>,
}

/// The contacts: roles and names as the policy makes them public, never addresses.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Contacts")]
pub(super) struct ContactsJson {
    /// The contacts of the partner.
    partner: Vec<ContactJson>,
    /// The contacts of the organization that keeps the registers.
    home: Vec<ContactJson>,
}

/// A contact.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Contact")]
struct ContactJson {
    /// The role.
    role: String,
    /// The name, if it is public.
    name: Option<String>,
}

pub(super) fn parties(selected: &SelectedText<'_>) -> PartiesJson {
    let roster = selected.governance.roster;
    let view = view::parties(selected.text, roster);
    PartiesJson {
        partner: party(selected.text.partner.organization.to_string(), view.partner),
        home: party(roster.home.to_string(), view.home),
    }
}

fn party(id: String, view: PartyView<'_>) -> PartyJson {
    PartyJson {
        id,
        name: view.name,
        status: view.status,
        group: view.group.map(str::to_string),
        governing_body: view.governing_body,
        work_area: view.work_area.map(str::to_string),
        web: view.web.map(str::to_string),
    }
}

pub(super) fn contacts(selected: &SelectedText<'_>) -> ContactsJson {
    let side = |list: Vec<ContactView>| -> Vec<ContactJson> {
        list.into_iter()
            .map(|contact| ContactJson {
                role: contact.role,
                name: contact.name,
            })
            .collect()
    };
    match view::public_contacts(selected) {
        None => ContactsJson {
            partner: Vec::new(),
            home: Vec::new(),
        },
        Some(view) => ContactsJson {
            partner: side(view.partner),
            home: side(view.home),
        },
    }
}
