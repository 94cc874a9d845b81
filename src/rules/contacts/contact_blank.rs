//! Contacts with blank fields or placeholders.

use crate::contacts::Contact;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::text_placeholder::placeholder;
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "contact-blank",
    severity: Severity::Error,
    clause: "DSP4003 2.1, 2.2",
    summary: "no field of a contact is blank or a placeholder",
    explanation: "Each contact has a role, and a name or an address as far as they are known. \
                  Leave out what is not known: a blank field, or a word such as TBD, looks like a \
                  contact who can be reached. In a draft, this is a warning.",
    bad: "\
partner:
  - { role: '', name: Xia Young }
home:
  - { role: owner, name: TBD }",
    good: "\
partner:
  - { role: liaison, name: Xia Young }
home:
  - { role: owner }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some((file, sides)) = list.sides() else {
        return;
    };
    for (side, people) in sides {
        for (at, contact) in people.iter().enumerate() {
            for (field, text) in fields(contact) {
                let message = match placeholder(text) {
                    _ if is_blank(text) && field == "role" => {
                        "`role` is blank; it says what the contact is for, such as `liaison` or `press`"
                            .to_string()
                    }
                    _ if is_blank(text) => format!("`{field}` is blank; leave it out until it is known"),
                    Some(word) => format!(
                        "`{word}` is a placeholder; leave `{field}` out until it is known"
                    ),
                    None => continue,
                };
                let place = SourcePlace::value(file, format!("/{side}/{at}/{field}"));
                findings.push(RULE.finding(list.stand.gap(), message).at(place));
            }
        }
    }
}

fn fields(contact: &Contact) -> impl Iterator<Item = (&'static str, &str)> {
    let name = contact.name.as_deref().map(|name| ("name", name));
    let email = contact.email.as_deref().map(|email| ("email", email));
    [Some(("role", contact.role.as_str())), name, email]
        .into_iter()
        .flatten()
}
