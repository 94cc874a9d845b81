//! Persons that one side lists twice.

use crate::casefold::casefold;
use crate::contacts::Contact;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "contact-duplicate",
    severity: Severity::Warning,
    clause: "DSP4003 2.2",
    summary: "no person is listed twice on one side",
    explanation: "The list of contacts goes to the alliance-partner list and to the Alliance \
                  Partner Working Group, and a person who is listed twice is entered twice. Two \
                  entries are the same person if they have the same address, or the same name and \
                  not two addresses. A person with two roles has one entry that names both.",
    bad: "\
partner:
  - { role: liaison, name: Xia Young, email: xia@xyz.example }
  - { role: press, name: Xia Young, email: Xia@xyz.example }
home:
  - { role: owner, name: Vic Park }",
    good: "\
partner:
  - { role: liaison and press, name: Xia Young, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some((file, sides)) = list.sides() else {
        return;
    };
    for (side, people) in sides {
        // A side has few people, so each is compared with all before it.
        for (at, contact) in people.iter().enumerate() {
            let Some((earlier, what)) = people[..at]
                .iter()
                .enumerate()
                .find_map(|(i, other)| Some((i, same(other, contact)?)))
            else {
                continue;
            };
            let place = SourcePlace::value(file, format!("/{side}/{at}/{}", what.field));
            let related =
                SourcePlace::value(file, format!("/{side}/{earlier}")).label("the earlier entry");
            findings.push(
                RULE.found(what.message)
                    .at(place)
                    .related(related)
                    .help(what.help),
            );
        }
    }
}

struct Same {
    field: &'static str,
    message: String,
    help: &'static str,
}

/// Why two entries are the same person; `None` if they are not.
fn same(one: &Contact, other: &Contact) -> Option<Same> {
    let email = |contact: &Contact| {
        contact
            .email
            .as_deref()
            .map(casefold)
            .filter(|email| !is_blank(email))
    };
    let name = |contact: &Contact| {
        contact
            .name
            .as_deref()
            .map(casefold)
            .filter(|name| !is_blank(name))
    };
    let help = "name both roles in one entry: `role: liaison and press`";
    let (names, emails) = ((name(one), name(other)), (email(one), email(other)));
    let same_name = names.0.is_some() && names.0 == names.1;
    if emails.0.is_some() && emails.0 == emails.1 {
        let shown = other.email.as_deref().unwrap_or_default();
        let (message, help) = match (&names, same_name) {
            ((Some(_), Some(_)), false) => (
                format!(
                    "`{shown}` is also the address of a contact with another name on this side"
                ),
                "list an address that several people read once, by its role",
            ),
            _ => (
                format!("`{shown}` is listed on this side already; each person has one entry"),
                help,
            ),
        };
        return Some(Same {
            field: "email",
            message,
            help,
        });
    }
    if same_name && (emails.0.is_none() || emails.1.is_none()) {
        let shown = other.name.as_deref().unwrap_or_default();
        let message =
            format!("`{shown}` is listed on this side already; each person has one entry");
        return Some(Same {
            field: "name",
            message,
            help,
        });
    }
    None
}
