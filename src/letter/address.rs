//! Addresses in messages: what can stand in a header and be handed to a mail program, and nothing else.

use super::chairs::Recipient;
use super::{Desk, NotWritten};
use crate::contacts::Contact;
use crate::roster::Person;
use crate::snapshot::{POLICY, ROSTER};

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Whose it is; empty where nobody has a name.
    pub name: String,
    /// The address, of ASCII letters, digits and a few marks: it ends no line, no header and no argument.
    pub address: String,
}

/// Why a text is no address that a letter can go to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// It is empty.
    #[error("has no address")]
    None,
    /// It has letters that not every mail server takes.
    #[error("has the address `{0}`, and not every mail server takes letters beyond ASCII")]
    Beyond(String),
    /// It is something else.
    #[error("has the address `{0}`, which cannot be one")]
    Other(String),
}

impl Mailbox {
    /// Of a name and an address as people write them. The name becomes one line without marks that turn text
    /// around.
    pub fn new(name: &str, address: &str) -> Result<Mailbox, NotAnAddress> {
        let address = address.trim();
        if address.is_empty() {
            return Err(NotAnAddress::None);
        }
        let hard = |c: char| c.is_whitespace() || c.is_control();
        if !address.is_ascii() && !address.contains(hard) {
            return Err(NotAnAddress::Beyond(address.to_string()));
        }
        if !is_address(address) {
            return Err(NotAnAddress::Other(address.to_string()));
        }
        Ok(Mailbox {
            name: crate::render::one_line(name),
            address: address.to_string(),
        })
    }

    /// Somebody's of the roster.
    pub(super) fn of(person: &Person) -> Result<Mailbox, NotWritten> {
        Mailbox::new(&person.name, &person.email).map_err(|why| NotWritten::Missing {
            what: format!("{} {why}", person.name),
            needs: format!("an `email` for `{}` in {ROSTER}", person.id),
        })
    }
}

/// A dot-atom on both sides (RFC 5322 3.2.3), no quoted part, and nothing that a program could take for an option.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let dotted = |part: &str| part.split('.').all(|label| !label.is_empty());
    let mark = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let host = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    text.len() <= 254
        && dotted(local)
        && dotted(domain)
        && local.chars().all(mark)
        && !local.starts_with('-')
        && domain
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
        && domain.contains('.')
        && domain.split('.').all(host)
}

impl Desk<'_> {
    /// Somebody of the roster.
    pub(super) fn person(&self, person: &Person) -> Result<Recipient, NotWritten> {
        Ok(Recipient {
            mailbox: Mailbox::of(person)?,
            label: person.id.to_string(),
        })
    }

    /// An address of the policy: `field` is its name there.
    pub(super) fn office(&self, field: &str, address: &str) -> Result<Recipient, NotWritten> {
        let mailbox = Mailbox::new("", address).map_err(|why| NotWritten::Missing {
            what: format!("the policy's `addresses: {{{field}: ...}}` {why}"),
            needs: format!("an address as `{field}` under `addresses` in {POLICY}"),
        })?;
        Ok(Recipient {
            mailbox,
            label: field.to_string(),
        })
    }

    /// A contact's address as it may be told to others; nothing where it has none.
    pub(super) fn told(&self, contact: &Contact) -> Result<Option<String>, NotWritten> {
        let Some(email) = &contact.email else {
            return Ok(None);
        };
        let name = contact.name.as_deref().unwrap_or(&contact.role);
        match Mailbox::new("", email) {
            Ok(mailbox) => Ok(Some(mailbox.address)),
            Err(NotAnAddress::None) => Ok(None),
            Err(why) => Err(NotWritten::Missing {
                what: format!("the contact {name} {why}"),
                needs: format!(
                    "another `email` in registers/{}/contacts.yaml",
                    self.register_files.id
                ),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_plain_address_is_one() {
        for good in [
            "a@b.org",
            " first.last+tag@sub.example.org ",
            "o'neil@xn--mller-kva.example",
        ] {
            assert!(Mailbox::new("X", good).is_ok(), "{good}");
        }
        let bad = [
            "",
            "a",
            "a@b",
            "a b@c.org",
            "a@b@c.org",
            "@c.org",
            "a@.org",
            "A <a@b.org>",
            "a..b@c.org",
            "-oQ@b.org",
            "a@b.org\r\nBcc: x@y.org",
            "a@b.org,c@d.org",
            "\"a\"@b.org",
            "a@b.org\0",
            "a@-b.org",
            "(x)a@b.org",
            "a@b.org ; rm",
            "müller@b.org",
            "a@müller.example",
            "a@[127.0.0.1]",
        ];
        for bad in bad {
            assert!(Mailbox::new("X", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_name_stays_on_its_line() {
        let mailbox =
            Mailbox::new("Eve\r\nBcc: all@x.org\u{202e} 東\u{2028}x", "eve@x.org").unwrap();
        assert_eq!(mailbox.name, "Eve Bcc: all@x.org 東 x");
    }
}
