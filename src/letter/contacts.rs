//! The list of the partner's contacts, for the mailing list and the working group of partners (DSP4003 2.2).

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::Letter;
use crate::contacts::Contact;
use crate::path::StorePath;
use crate::process::letters::Reports;

#[derive(Debug, Serialize)]
struct ContactListView {
    revision: u32,
    accepted: String,
    contacts: Vec<ContactLine>,
    /// Contacts without an address, named so that they do not seem forgotten.
    unreachable: Vec<ContactLine>,
    /// The day on which an earlier list was sent.
    replaces: Option<String>,
}

/// A contact as a letter shows it.
#[derive(Debug, Serialize)]
pub(super) struct ContactLine {
    role: String,
    name: Option<String>,
    email: Option<String>,
}

pub(super) fn write(
    ctx: &LetterContext<'_>,
    letter: &mut Letter,
) -> Result<Vec<Message>, NotWritten> {
    let contacts = partner_contacts(ctx)?;
    let told = told(ctx, contacts.iter())?;
    let (contacts, unreachable): (Vec<ContactLine>, Vec<ContactLine>) =
        told.into_iter().partition(|it| it.email.is_some());
    if contacts.is_empty() {
        return Err(missing(
            ctx,
            "no contact of the partner has an address",
            "an `email` under `partner`",
        ));
    }
    let (revision, accepted) = accepted(ctx);
    letter.reports = reports(ctx).contacts;
    let view = ContactListView {
        revision,
        accepted,
        contacts,
        unreachable,
        replaces: replaces(ctx, letter),
    };
    let to = ctx.office("contacts", &ctx.policy.addresses.contacts)?;
    Ok(vec![ctx.compose(
        letter,
        &ctx.matter(letter, "contacts"),
        &to,
        &view,
    )?])
}

/// The day on which an earlier list of this kind was sent.
pub(super) fn replaces(ctx: &LetterContext<'_>, letter: &Letter) -> Option<String> {
    let last = ctx.state.letters_of(letter.letter).next_back()?;
    (last.letter.reports != letter.reports).then(|| last.on.in_words())
}

pub(super) fn reports(ctx: &LetterContext<'_>) -> Reports {
    ctx.register_files.reports()
}

/// The partner's contacts, of which there must be one.
pub(super) fn partner_contacts<'a>(ctx: &LetterContext<'a>) -> Result<&'a [Contact], NotWritten> {
    let document = ctx.register_files.contacts.as_ref();
    if document.is_some_and(|document| document.get().is_none()) {
        let needs = format!(
            "a file that can be read; `wr check {}` shows its errors",
            ctx.register_files.id
        );
        return Err(missing_here(ctx, "the contacts cannot be read", needs));
    }
    let contacts = document
        .and_then(|document| document.get())
        .map(|contacts| contacts.partner.as_slice());
    match contacts.unwrap_or_default() {
        [] => Err(missing(
            ctx,
            "no contact of the partner is known",
            "a contact under `partner`",
        )),
        contacts => Ok(contacts),
    }
}

pub(super) fn told<'c>(
    ctx: &LetterContext<'_>,
    contacts: impl Iterator<Item = &'c Contact>,
) -> Result<Vec<ContactLine>, NotWritten> {
    let told = |contact: &Contact| {
        let email = ctx.told(contact)?;
        Ok(ContactLine {
            role: contact.role.clone(),
            name: contact.name.clone(),
            email,
        })
    };
    contacts.map(told).collect()
}

pub(super) fn missing(ctx: &LetterContext<'_>, what: &str, needs: &str) -> NotWritten {
    missing_here(
        ctx,
        what,
        format!(
            "{needs} in {}",
            StorePath::Contacts(ctx.register_files.id.clone())
        ),
    )
}

fn missing_here(ctx: &LetterContext<'_>, what: &str, needs: String) -> NotWritten {
    NotWritten::Missing {
        what: format!("`{}`: {what}", ctx.register_files.id),
        needs,
    }
}

impl ContactLine {
    pub(super) fn is_reachable(&self) -> bool {
        self.email.is_some()
    }
}

/// The revision in force and the day of its acceptance, as letters print them.
pub(super) fn accepted(ctx: &LetterContext<'_>) -> (u32, String) {
    let in_force = ctx.state.in_force.as_ref();
    in_force.map_or((0, String::new()), |it| (it.revision, it.on.in_words()))
}
