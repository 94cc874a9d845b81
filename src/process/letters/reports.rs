//! Digests of the contacts that letters list.

use crate::contacts::{Contact, Contacts};
use crate::source::Digest;

/// The digests of the contacts that letters would list today; `None` where there are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reports {
    /// The partner's contacts.
    pub contacts: Option<Digest>,
    /// The partner's press contacts.
    pub press: Option<Digest>,
}

impl Reports {
    /// The digests of a register's current contacts.
    pub fn of(contacts: Option<&Contacts>) -> Reports {
        let partner = || contacts.iter().flat_map(|contacts| &contacts.partner);
        Reports {
            contacts: digest(partner()),
            press: digest(partner().filter(|contact| is_press(contact))),
        }
    }
}

/// Whether a contact is for announcements: the role has the word `press`, `pr` or `media`, or `public relations`.
pub fn is_press(contact: &Contact) -> bool {
    let role = contact.role.to_lowercase();
    let mut words = role.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ["press", "pr", "media"].contains(&word)) || role.contains("public relations")
}

/// The digest ignores the order of the contacts and the layout of the file. A line feed ends each field, so two
/// different lists never give the same bytes: the number of fields is fixed.
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
