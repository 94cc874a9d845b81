//! E-mail addresses of contacts.

use crate::contacts::{address_in, is_address};
use crate::diagnostic::{Findings, Fix, Severity, SourcePlace};
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "contact-email",
    severity: Severity::Error,
    clause: "DSP4003 2.2",
    summary: "every e-mail address of a contact is valid",
    explanation: "Letters about a register go to the addresses in `contacts.yaml`. An address \
                  without an `@`, or with a space in it, cannot be delivered to. `wr` does not \
                  check whether a mailbox exists.",
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
    let Some((file, sides)) = list.sides() else {
        return;
    };
    for (side, people) in sides {
        for (at, contact) in people.iter().enumerate() {
            let Some(email) = contact
                .email
                .as_ref()
                .filter(|email| !is_blank(email) && !is_address(email))
            else {
                continue;
            };
            let message = format!("`{email}` is not an e-mail address such as `name@example.org`");
            let pointer = format!("/{side}/{at}/email");
            let finding = RULE
                .found(message)
                .at(SourcePlace::value(file, pointer.as_str()));
            findings.push(match address_in(email) {
                Some(address) => finding.fix(Fix::write(pointer, address)),
                None => finding.help(
                    "an address has no name and no words around it, for example `pat@xyz.example`",
                ),
            });
        }
    }
}
