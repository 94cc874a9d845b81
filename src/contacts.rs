//! The contacts of both sides: `contacts.yaml`, which people write. It is never balloted and has no authority.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The contacts of one register (DSP4003 2.1, 2.2). E-mail addresses in it are never published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// The partner's representatives.
    #[serde(default)]
    pub partner: Vec<Contact>,
    /// The representatives of the home organization.
    #[serde(default)]
    pub home: Vec<Contact>,
}

/// One person, or one role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What the contact is for, for example `liaison` or `press`.
    pub role: String,
    /// The name of the person, if it may be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address; private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Whether a text can be an e-mail address. A quoted local part is not accepted, because it is nearly always a
/// mistake.
pub fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else {
        return false;
    };
    let non_regular = |c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c);
    let dotted = |part: &str| part.split('.').all(|label| !label.is_empty());
    let host = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    email.len() <= 254
        && !local.contains(non_regular)
        && !domain.contains(non_regular)
        && dotted(local)
        && dotted(domain)
        && domain.contains('.')
        && domain.split('.').all(host)
}

/// The address in `mailto:a@b`, `<a@b>`, `Name <a@b>` or `a@b.`.
pub fn address_in(email: &str) -> Option<&str> {
    let email = email.trim();
    let inner = match email.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>')?,
        None => email,
    };
    let scheme = inner
        .get(..7)
        .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let bare = inner.get(scheme.map_or(0, str::len)..)?.trim();
    let bare = bare
        .split_once('?')
        .filter(|_| scheme.is_some())
        .map_or(bare, |(bare, _)| bare);
    Some(bare.trim_end_matches(['.', ',', ';'])).filter(|bare| is_address(bare))
}

#[cfg(test)]
mod tests {
    use super::{address_in, is_address};

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for good in [
            "a@b.org",
            "first.last+tag@sub.example.org",
            "o'neil@müller.example",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a b@c.org",
            "a@b@c.org",
            "@c.org",
            "a@.org",
            "A <a@b.org>",
            "a..b@c.org",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_is_found_in_what_mail_programs_write() {
        for given in [
            "mailto:pat@xyz.example",
            "MAILTO:pat@xyz.example?subject=x",
            "<pat@xyz.example>",
            "Pat Price <pat@xyz.example>",
            "Pat <mailto:pat@xyz.example>",
            " pat@xyz.example. ",
        ] {
            assert_eq!(address_in(given), Some("pat@xyz.example"), "{given}");
        }
        for given in [
            "pat(at)xyz.example",
            "pat at xyz.example",
            "a@b.example, c@d.example",
            "Pat <pat>",
        ] {
            assert_eq!(address_in(given), None, "{given}");
        }
    }
}
