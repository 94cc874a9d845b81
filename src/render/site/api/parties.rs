//! The parties of a register and their contacts.

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::choice::Choice;
use crate::render::view::{self, ContactView, PartyView};

/// The parties of a register.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Parties {
    /// The alliance partner.
    partner: Party,
    /// The organization that keeps the registers.
    home: Party,
}

/// A party of a register.
#[derive(Debug, Serialize, JsonSchema)]
struct Party {
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
}

/// The contacts: roles and names as the policy makes them public, never addresses.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Contacts {
    /// The contacts of the partner.
    partner: Vec<Contact>,
    /// The contacts of the organization that keeps the registers.
    home: Vec<Contact>,
}

/// A contact.
#[derive(Debug, Serialize, JsonSchema)]
struct Contact {
    /// The role.
    role: String,
    /// The name, if it is public.
    name: Option<String>,
}

pub(super) fn parties(choice: &Choice<'_>) -> Parties {
    let roster = choice.governance.roster;
    let view = view::parties(choice.text, roster);
    Parties {
        partner: party(choice.text.partner.organization.to_string(), view.partner),
        home: party(roster.home.to_string(), view.home),
    }
}

fn party(id: String, view: PartyView<'_>) -> Party {
    Party {
        id,
        name: view.name,
        status: view.status,
        group: view.group.map(str::to_string),
        governing_body: view.governing_body,
        work_area: view.work_area.map(str::to_string),
    }
}

pub(super) fn contacts(choice: &Choice<'_>) -> Contacts {
    let listed = choice
        .register_files
        .contacts
        .as_ref()
        .and_then(|document| document.get());
    let view =
        listed.and_then(|listed| view::contacts(listed, choice.governance.policy.site.contacts));
    let side = |list: Vec<ContactView>| -> Vec<Contact> {
        list.into_iter()
            .map(|contact| Contact {
                role: contact.role,
                name: contact.name,
            })
            .collect()
    };
    match view {
        None => Contacts {
            partner: Vec::new(),
            home: Vec::new(),
        },
        Some(view) => Contacts {
            partner: side(view.partner),
            home: side(view.home),
        },
    }
}
