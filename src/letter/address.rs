//! Addresses that are safe in a header and as an argument of a mail program.

use super::error::NotWritten;
use crate::path::ROSTER;
use crate::roster::Person;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name of its owner; empty for an address without a person.
    pub name: String,
    /// The address, of ASCII letters, digits and a few marks, so that it cannot end a line, a header or an argument.
    pub address: String,
}

/// Why a letter cannot go to an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// It is empty.
    #[error("has no address")]
    None,
    /// It has letters that not every mail server accepts.
    #[error("has the address `{0}`, but not every mail server accepts letters beyond ASCII")]
    Beyond(String),
    /// It is not valid in another way.
    #[error("has the address `{0}`, which is not valid")]
    Other(String),
}

impl Mailbox {
    /// A mailbox from a name and an address as people write them. The name becomes one line without direction marks.
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

    /// The mailbox of a person in the roster.
    pub(super) fn of(person: &Person) -> Result<Mailbox, NotWritten> {
        Mailbox::new(&person.name, &person.email).map_err(|why| NotWritten::Missing {
            what: format!("{} {why}", person.name),
            needs: format!("an `email` for `{}` in {ROSTER}", person.id),
        })
    }
}

/// A dot-atom on both sides (RFC 5322 3.2.3), without quoted parts, that no program could read as an option.
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
