//! Addresses that can be written to.

use super::subject::ContactList;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Fix, Place, Severity};

/// `contact-email`.
pub(super) static RULE: Rule = Rule {
    name: "contact-email",
    severity: Severity::Error,
    clause: "DSP4003 2.2 (D3)",
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
    let Some((document, contacts)) = list.document.and_then(|document| Some((document, document.legible()?)))
    else {
        return;
    };
    for (side, people) in [("partner", &contacts.partner), ("home", &contacts.home)] {
        for (at, contact) in people.iter().enumerate() {
            let Some(email) =
                contact.email.as_ref().filter(|email| !email.trim().is_empty() && !can_be(email))
            else {
                continue;
            };
            let message = format!("`{email}` cannot be an address; one looks like `name@example.org`");
            let pointer = format!("/{side}/{at}/email");
            let finding = RULE.found(message).at(Place::value(&document.file, pointer.as_str()));
            findings.push(match email.trim() {
                trimmed if can_be(trimmed) => finding.fix(Fix::write(pointer, trimmed)),
                _ => finding,
            });
        }
    }
}

/// Whether a text can be an address. What only a quoted local part may have, nobody uses on purpose.
fn can_be(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c);
    let dotted = |part: &str| part.split('.').all(|label| !label.is_empty());
    let host = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    email.len() <= 254
        && !local.contains(odd)
        && !domain.contains(odd)
        && dotted(local)
        && dotted(domain)
        && domain.contains('.')
        && domain.split('.').all(host)
}

#[cfg(test)]
mod tests {
    use super::can_be;

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for good in ["a@b.org", "first.last+tag@sub.example.org", "o'neil@müller.example"] {
            assert!(can_be(good), "{good}");
        }
        for bad in ["", "a", "a@b", "a b@c.org", "a@b@c.org", "@c.org", "a@.org", "A <a@b.org>", "a..b@c.org"]
        {
            assert!(!can_be(bad), "{bad}");
        }
    }
}
