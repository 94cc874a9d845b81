//! An editorial change, shown to the partner and to the members of each body that would vote on it otherwise (U4a).

use serde::Serialize;

use super::chairs::Recipient;
use super::{Desk, Mailbox, Message, NotWritten};
use crate::act::Letter;
use crate::process::editorial::{corrections, shown_to};
use crate::roster::Person;

/// What the letter says beside what all say.
#[derive(Debug, Serialize)]
struct View {
    revision: u32,
    digest: String,
    compared_with: u32,
    reason: String,
    declared_by: String,
    corrections: Vec<String>,
    days: u32,
}

pub(super) fn write(desk: &Desk<'_>, letter: &mut Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(under_way) = &desk.state.under_way else {
        return Ok(Vec::new());
    };
    let Some(editorial) = &under_way.editorial else {
        return Ok(Vec::new());
    };
    let texts = desk
        .history
        .text(editorial.mends)
        .zip(desk.history.text(under_way.revision));
    let bodies = shown_to(desk.state, desk.history, desk.roster);
    letter.bodies = bodies.iter().cloned().collect();
    let mut recipients = of_partner(desk)?;
    for person in desk
        .roster
        .people
        .iter()
        .filter(|person| person.acts_on(desk.now.day()))
    {
        let is_member = bodies
            .iter()
            .filter_map(|id| desk.roster.body(id))
            .any(|body| body.has(&person.id));
        let recipient = if is_member {
            Some(desk.person(person)?)
        } else {
            None
        };
        recipients.extend(
            recipient.filter(|new| recipients.iter().all(|known| known.label != new.label)),
        );
    }
    let view = View {
        revision: under_way.revision,
        digest: under_way.digest.to_string(),
        compared_with: editorial.mends,
        reason: editorial.because.clone(),
        declared_by: desk.roster.person_name(&editorial.by),
        corrections: texts.map_or(Vec::new(), |(old, new)| corrections(old, new)),
        days: desk.policy.editorial_days,
    };
    let matter = desk.matter(letter, under_way.digest);
    recipients
        .iter()
        .map(|to| desk.compose(letter, &matter, to, &view))
        .collect()
}

/// The partner's representatives; where the roster has none, its contacts with an address.
fn of_partner(desk: &Desk<'_>) -> Result<Vec<Recipient>, NotWritten> {
    let partner = desk
        .state
        .partner()
        .and_then(|id| desk.roster.organization(id));
    let people = partner
        .into_iter()
        .flat_map(|partner| &partner.representatives);
    let people = people.filter_map(|id| desk.roster.person(id));
    let people: Vec<&Person> = people
        .filter(|person| person.acts_on(desk.now.day()))
        .collect();
    if !people.is_empty() {
        return people
            .into_iter()
            .map(|person| desk.person(person))
            .collect();
    }
    let contacts = desk
        .register_files
        .contacts
        .as_ref()
        .and_then(|document| document.get());
    let mut found = Vec::new();
    for contact in contacts.into_iter().flat_map(|contacts| &contacts.partner) {
        let Some(address) = desk.told(contact)? else {
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
                "an `email` under `partner` in registers/{}/contacts.yaml",
                desk.register_files.id
            ),
        });
    }
    Ok(found)
}
