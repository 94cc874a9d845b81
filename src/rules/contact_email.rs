//! Addresses that can be written to.

use super::subject::ContactList;
use super::{Check, Rule};
use crate::contacts::is_address;
use crate::diagnostic::{Findings, Fix, Severity, SourcePlace};
use crate::text::is_blank;

/// `contact-email`.
pub(super) static RULE: Rule = Rule {
    name: "contact-email",
    severity: Severity::Error,
    clause: "DSP4003 2.2",
    summary: "an e-mail address of a contact is one",
    explanation: "Letters about a register go to the addresses in `contacts.yaml`. An address without an `@`, \
                  or with a space in it, reaches nobody. Whether somebody reads it cannot be checked.",
    bad: "\
partner:
  - { role: liaison, email: xia.xyz.example }
home:
  - { role: owner, name: Vic Park }",
    good: "\
partner:
  - { role: liaison, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some((document, contacts)) = list
        .document
        .and_then(|document| Some((document, document.partial()?)))
    else {
        return;
    };
    for (side, people) in [("partner", &contacts.partner), ("home", &contacts.home)] {
        for (at, contact) in people.iter().enumerate() {
            let Some(email) = contact
                .email
                .as_ref()
                .filter(|email| !is_blank(email) && !is_address(email))
            else {
                continue;
            };
            let message =
                format!("`{email}` cannot be an address; one looks like `name@example.org`");
            let pointer = format!("/{side}/{at}/email");
            let finding = RULE
                .found(message)
                .at(SourcePlace::value(&document.file, pointer.as_str()));
            findings.push(match email.trim() {
                trimmed if is_address(trimmed) => finding.fix(Fix::write(pointer, trimmed)),
                _ => finding,
            });
        }
    }
}
