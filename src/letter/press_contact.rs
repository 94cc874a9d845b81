//! The partner's PR contact, so that announcements can be coordinated (DSP4003 2.2).

use serde::Serialize;

use super::contacts::{ContactLine, accepted, missing, partner_contacts, replaces, reports, told};
use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::Letter;
use crate::process::letters::is_press;

#[derive(Debug, Serialize)]
struct PressContactView {
    revision: u32,
    accepted: String,
    contacts: Vec<ContactLine>,
    replaces: Option<String>,
}

pub(super) fn write(
    ctx: &LetterContext<'_>,
    letter: &mut Letter,
) -> Result<Vec<Message>, NotWritten> {
    let press = partner_contacts(ctx)?
        .iter()
        .filter(|contact| is_press(contact));
    let mut contacts = told(ctx, press)?;
    if contacts.is_empty() {
        return Err(missing(
            ctx,
            "no PR contact of the partner is known",
            "a contact with the role `press` under `partner`",
        ));
    }
    contacts.retain(ContactLine::is_reachable);
    if contacts.is_empty() {
        return Err(missing(
            ctx,
            "no PR contact of the partner has an address",
            "the `email` of the press contact",
        ));
    }
    let (revision, accepted) = accepted(ctx);
    letter.reports = reports(ctx).press;
    let view = PressContactView {
        revision,
        accepted,
        contacts,
        replaces: replaces(ctx, letter),
    };
    let to = ctx.office("press", &ctx.policy.addresses.press)?;
    Ok(vec![ctx.compose(
        letter,
        &ctx.matter(letter, "press"),
        &to,
        &view,
    )?])
}
