//! An editorial change, for the partner and the members of each body that would otherwise vote on it.

use serde::Serialize;

use super::address::Mailbox;
use super::context::LetterContext;
use super::error::NotWritten;
use super::message::{Message, Recipient};
use crate::act::Letter;
use crate::path::StorePath;
use crate::process::editorial::{corrections, shown_to};
use crate::roster::Person;

#[derive(Debug, Serialize)]
struct EditorialChangeView {
    revision: u32,
    digest: String,
    compared_with: u32,
    reason: String,
    declared_by: String,
    corrections: Vec<String>,
    days: u32,
}

pub(super) fn write(
    ctx: &LetterContext<'_>,
    letter: &mut Letter,
) -> Result<Vec<Message>, NotWritten> {
    let Some(under_way) = &ctx.state.under_way else {
        return Ok(Vec::new());
    };
    let Some(editorial) = &under_way.editorial else {
        return Ok(Vec::new());
    };
    let texts = ctx
        .history
        .text(editorial.mends)
        .zip(ctx.history.text(under_way.revision));
    let bodies = shown_to(ctx.state, ctx.history, ctx.roster);
    letter.bodies = bodies.iter().cloned().collect();
    let mut recipients = of_partner(ctx)?;
    for person in ctx
        .roster
        .people
        .iter()
        .filter(|person| person.acts_on(ctx.now.day()))
    {
        let is_member = bodies
            .iter()
            .filter_map(|id| ctx.roster.body(id))
            .any(|body| body.has(&person.id));
        let recipient = if is_member {
            Some(ctx.person(person)?)
        } else {
            None
        };
        recipients.extend(
            recipient.filter(|new| recipients.iter().all(|known| known.label != new.label)),
        );
    }
    let view = EditorialChangeView {
        revision: under_way.revision,
        digest: under_way.digest.to_string(),
        compared_with: editorial.mends,
        reason: editorial.because.clone(),
        declared_by: ctx.roster.person_name(&editorial.by),
        corrections: texts.map_or(Vec::new(), |(old, new)| corrections(old, new)),
        days: ctx.policy.editorial_days,
    };
    let matter = ctx.matter(letter, under_way.digest);
    recipients
        .iter()
        .map(|to| ctx.compose(letter, &matter, to, &view))
        .collect()
}

/// The partner's representatives; if the roster has none, the contacts with an address.
fn of_partner(ctx: &LetterContext<'_>) -> Result<Vec<Recipient>, NotWritten> {
    let partner = ctx
        .state
        .partner()
        .and_then(|id| ctx.roster.organization(id));
    let people = partner
        .into_iter()
        .flat_map(|partner| &partner.representatives);
    let people = people.filter_map(|id| ctx.roster.person(id));
    let people: Vec<&Person> = people
        .filter(|person| person.acts_on(ctx.now.day()))
        .collect();
    if !people.is_empty() {
        return people
            .into_iter()
            .map(|person| ctx.person(person))
            .collect();
    }
    let contacts = ctx
        .register_files
        .contacts
        .as_ref()
        .and_then(|document| document.get());
    let mut found = Vec::new();
    for contact in contacts.into_iter().flat_map(|contacts| &contacts.partner) {
        let Some(address) = ctx.told(contact)? else {
            continue;
        };
        let name = contact.name.as_deref().unwrap_or(&contact.role);
        let Ok(mailbox) = Mailbox::new(name, &address) else {
            continue;
        };
        found.push(Recipient {
            mailbox,
            label: format!("partner-{}", found.len() + 1),
        });
    }
    if found.is_empty() {
        let name = partner.map_or("the partner", |partner| partner.name.as_str());
        return Err(NotWritten::Missing {
            what: format!("{name} has no representative and no contact with an address"),
            needs: format!(
                "an `email` under `partner` in {}",
                StorePath::Contacts(ctx.register_files.id.clone())
            ),
        });
    }
    Ok(found)
}
