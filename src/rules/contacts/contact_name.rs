//! Contacts whose names differ slightly from the roster's.

use crate::casefold::casefold;
use crate::contacts::Contact;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::roster::Person;
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "contact-name",
    severity: Severity::Note,
    clause: "DSP4003 2.2, 3.2",
    summary: "a contact has the name that the roster has for the same person",
    explanation: "People who are both in the roster and among the contacts should have the same \
                  name in both. A contact with the address of one person and the name of another, \
                  or with a name that differs by one letter from a person's on that side, is often \
                  a typing error. Two people may have nearly the same name; then nothing is wrong.",
    bad: "\
partner:
  - { role: liaison, name: Xia Yuong, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park }",
    good: "\
partner:
  - { role: liaison, name: Xia Young, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some((file, sides)) = list.sides() else {
        return;
    };
    for (side, people) in sides {
        for (at, contact) in people.iter().enumerate() {
            let Some(name) = contact.name.as_deref().filter(|name| !is_blank(name)) else {
                continue;
            };
            let Some((person, message)) = misspelt(list, side, contact, name) else {
                continue;
            };
            let place = SourcePlace::value(file, format!("/{side}/{at}/name"));
            let help = format!("did you mean `{}`?", person.name);
            findings.push(RULE.found(message).at(place).help(help));
        }
    }
}

/// The person in the roster that a contact most likely is, with a message about the difference.
fn misspelt<'a>(
    list: &ContactList<'a>,
    side: &str,
    contact: &Contact,
    name: &str,
) -> Option<(&'a Person, String)> {
    let owner = contact
        .email
        .as_deref()
        .and_then(|email| list.people.with_email(email));
    if let Some(person) = owner {
        let differs = casefold(&person.name) != casefold(name);
        let message = format!(
            "the contact is called `{name}`, but the roster has this address for `{}`",
            person.name
        );
        return differs.then_some((person, message));
    }
    if list.people.has_name(name) {
        return None;
    }
    let is_partners =
        |organization: &Id| list.partner.is_some_and(|partner| partner == organization);
    let of_this_side = |person: &&Person| match &person.organization {
        Some(organization) => is_partners(organization) == (side == "partner"),
        None => side == "home",
    };
    let person = list.people.near(name).find(of_this_side)?;
    let message = format!(
        "the contact is called `{name}`, but the roster has a person called `{}`",
        person.name
    );
    Some((person, message))
}
