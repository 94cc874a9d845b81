//! The partner's PR contact, so that announcements can be coordinated (DSP4003 2.2, R3).

use serde::Serialize;

use super::contacts::{Told, missing, partner_contacts, replaces, reports, told};
use super::{Desk, Message, NotWritten};
use crate::act::Letter;
use crate::process::letters::is_press;

/// What the letter says beside what all say.
#[derive(Debug, Serialize)]
struct View {
    revision: u32,
    accepted: String,
    contacts: Vec<Told>,
    replaces: Option<String>,
}

pub(super) fn write(desk: &Desk<'_>, letter: &mut Letter) -> Result<Vec<Message>, NotWritten> {
    let press = partner_contacts(desk)?
        .iter()
        .filter(|contact| is_press(contact));
    let mut contacts = told(desk, press)?;
    if contacts.is_empty() {
        return Err(missing(
            desk,
            "no PR contact of the partner is known",
            "somebody with the role `press` under `partner`",
        ));
    }
    contacts.retain(Told::is_reachable);
    if contacts.is_empty() {
        return Err(missing(
            desk,
            "no PR contact of the partner has an address",
            "the `email` of the press contact",
        ));
    }
    letter.reports = reports(desk).press;
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
        replaces: replaces(desk, letter),
    };
    let to = desk.office("press", &desk.policy.addresses.press)?;
    Ok(vec![desk.compose(
        letter,
        &desk.matter(letter, "press"),
        &to,
        &view,
    )?])
}
