//! What letters tell of contacts, as digests.

use crate::contacts::{Contact, Contacts};
use crate::source::Digest;

/// The digests of what letters would tell today; nothing where there is nothing to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reports {
    /// The partner's contacts.
    pub contacts: Option<Digest>,
    /// The partner's PR contacts.
    pub press: Option<Digest>,
}

impl Reports {
    /// Of a register's contacts, as they are now.
    pub fn of(contacts: Option<&Contacts>) -> Reports {
        let partner = || contacts.iter().flat_map(|contacts| &contacts.partner);
        Reports {
            contacts: digest(partner()),
            press: digest(partner().filter(|contact| is_press(contact))),
        }
    }
}

/// Whether somebody is the contact for announcements: the role says so in one of its words.
pub fn is_press(contact: &Contact) -> bool {
    let role = contact.role.to_lowercase();
    let mut words = role.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ["press", "pr", "media"].contains(&word)) || role.contains("public relations")
}

/// Their order and the layout of the file mean nothing. A line feed ends each field: no field can hold one that
/// would make two lists look alike, because the count of fields is always the same.
fn digest<'c>(contacts: impl Iterator<Item = &'c Contact>) -> Option<Digest> {
    let field = |text: Option<&str>| text.unwrap_or_default().replace('\n', " ");
    let line = |contact: &Contact| {
        let (role, name) = (
            field(Some(contact.role.as_str())),
            field(contact.name.as_deref()),
        );
        format!("{role}\n{name}\n{}\n", field(contact.email.as_deref()))
    };
    let mut lines: Vec<String> = contacts.map(line).collect();
    lines.sort();
    (!lines.is_empty()).then(|| Digest::of(lines.concat().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(role: &str, name: &str) -> Contact {
        Contact {
            role: role.to_string(),
            name: Some(name.to_string()),
            email: None,
        }
    }

    #[test]
    fn a_press_contact_is_known_by_a_word_of_the_role() {
        for role in [
            "press",
            "PR",
            "Liaison and press",
            "Public Relations",
            "media contact",
        ] {
            assert!(is_press(&contact(role, "X")), "{role}");
        }
        for role in ["liaison", "president", "express delivery", "project lead"] {
            assert!(!is_press(&contact(role, "X")), "{role}");
        }
    }

    #[test]
    fn the_order_of_contacts_means_nothing_and_a_new_one_does() {
        let of = |partner: Vec<Contact>| {
            Reports::of(Some(&Contacts {
                partner,
                home: Vec::new(),
            }))
        };
        let (a, b) = (contact("liaison", "A"), contact("press", "B"));
        let both = of(vec![a.clone(), b.clone()]);
        assert_eq!(both, of(vec![b.clone(), a.clone()]));
        assert_ne!(both.contacts, of(vec![b.clone()]).contacts);
        assert_eq!(both.press, of(vec![b]).press);
        assert_eq!(of(vec![a]).press, None);
        assert_eq!(Reports::of(None), Reports::default());
    }
}
