//! The list of the partner's contacts, for the mailing list and the working group of partners (DSP4003 2.2, R2).

use serde::Serialize;

use super::{Desk, Message, NotWritten};
use crate::act::Letter;
use crate::contacts::Contact;
use crate::process::letters::Reports;

/// What the letter says beside what all say.
#[derive(Debug, Serialize)]
struct View {
    revision: u32,
    accepted: String,
    contacts: Vec<Told>,
    /// Those without an address: they are named, so that nobody thinks them forgotten.
    unreachable: Vec<Told>,
    /// The day on which an earlier list was sent.
    replaces: Option<String>,
}

/// A contact as a letter tells it.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    role: String,
    name: Option<String>,
    email: Option<String>,
}

pub(super) fn write(desk: &Desk<'_>, letter: &mut Letter) -> Result<Vec<Message>, NotWritten> {
    let contacts = partner_contacts(desk)?;
    let told = told(desk, contacts.iter())?;
    let (contacts, unreachable): (Vec<Told>, Vec<Told>) =
        told.into_iter().partition(|it| it.email.is_some());
    if contacts.is_empty() {
        return Err(missing(
            desk,
            "no contact of the partner has an address",
            "an `email` under `partner`",
        ));
    }
    letter.reports = reports(desk).contacts;
    let view = View {
        revision: desk
            .state
            .in_force
            .as_ref()
            .map_or(0, |in_force| in_force.revision),
        accepted: desk
            .state
            .in_force
            .as_ref()
            .map_or(String::new(), |in_force| in_force.on.to_string()),
        contacts,
        unreachable,
        replaces: replaces(desk, letter),
    };
    let to = desk.office("contacts", &desk.policy.addresses.contacts)?;
    Ok(vec![desk.compose(
        letter,
        &desk.matter(letter, "contacts"),
        &to,
        &view,
    )?])
}

/// The day on which an earlier list of this kind was sent.
pub(super) fn replaces(desk: &Desk<'_>, letter: &Letter) -> Option<String> {
    let last = desk.state.letters_of(letter.letter).next_back()?;
    (last.letter.reports != letter.reports).then(|| last.on.to_string())
}

pub(super) fn reports(desk: &Desk<'_>) -> Reports {
    desk.register_files.reports()
}

/// The partner's contacts, which somebody must have written down.
pub(super) fn partner_contacts<'a>(desk: &Desk<'a>) -> Result<&'a [Contact], NotWritten> {
    let document = desk.register_files.contacts.as_ref();
    if document.is_some_and(|document| document.get().is_none()) {
        let needs = format!(
            "a file that can be read; `wr check {}` says where",
            desk.register_files.id
        );
        return Err(missing_here(desk, "the contacts cannot be read", needs));
    }
    let contacts = document
        .and_then(|document| document.get())
        .map(|contacts| contacts.partner.as_slice());
    match contacts.unwrap_or_default() {
        [] => Err(missing(
            desk,
            "no contact of the partner is known",
            "somebody under `partner`",
        )),
        contacts => Ok(contacts),
    }
}

pub(super) fn told<'c>(
    desk: &Desk<'_>,
    contacts: impl Iterator<Item = &'c Contact>,
) -> Result<Vec<Told>, NotWritten> {
    let told = |contact: &Contact| {
        let email = desk.told(contact)?;
        Ok(Told {
            role: contact.role.clone(),
            name: contact.name.clone(),
            email,
        })
    };
    contacts.map(told).collect()
}

/// What is missing in a register's contacts.
pub(super) fn missing(desk: &Desk<'_>, what: &str, needs: &str) -> NotWritten {
    missing_here(
        desk,
        what,
        format!(
            "{needs} in registers/{}/contacts.yaml",
            desk.register_files.id
        ),
    )
}

fn missing_here(desk: &Desk<'_>, what: &str, needs: String) -> NotWritten {
    NotWritten::Missing {
        what: format!("`{}`: {what}", desk.register_files.id),
        needs,
    }
}

impl Told {
    pub(super) fn is_reachable(&self) -> bool {
        self.email.is_some()
    }
}
