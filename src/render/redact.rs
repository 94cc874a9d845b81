//! Removes the addresses and telephone numbers of people from everything that is published.
//!
//! Each file of the site passes here when it is finished, whatever page or writer made it, and so does each document.
//! A page that forgets it cannot exist.

use super::calendar::{folded, unfolded};
use crate::act::Action;
use crate::link::on_the_web;
use crate::policy::Policy;
use crate::policy::site::{RepositoryUrl, SiteContact};
use crate::text::personal::{Notation, PublicAddresses, first, found, removed_from};

/// A link that a page may have: it leads to the web, and contains no address of a person.
pub(crate) fn public_link(link: &str) -> Option<&str> {
    on_the_web(link).filter(|link| first(link).is_none())
}

/// The kinds of signed statements beside acts, in the namespaces of signatures.
const STATEMENTS: [&str; 3] = ["roster", "policy", "key"];

/// The beginning of a copy of a text that is not as it was recorded.
const NOTE: &str =
    "# An address was removed from this copy, so its digest is not that of the record.\n";

/// Removes addresses, except those that are public.
#[derive(Debug, Clone, Default)]
pub(crate) struct Redactor {
    public: PublicAddresses,
}

impl Redactor {
    /// With the addresses that a policy makes public: the contact of the site, and the user in the address of the
    /// repository. The namespaces of signatures only look like addresses.
    pub(crate) fn of(policy: &Policy) -> Redactor {
        let kinds = Action::KINDS.iter().chain(&STATEMENTS);
        let namespaces = kinds.map(|kind| policy.signing_domain.namespace(kind));
        let contact = policy.site.contact.iter().map(SiteContact::shown);
        let repository = policy.site.repository.iter().map(RepositoryUrl::as_str);
        let links = contact.chain(repository).map(str::to_string);
        Redactor {
            public: PublicAddresses::of(namespaces.chain(links)),
        }
    }

    /// The bytes of a published file; its name says how it is written.
    pub(crate) fn file(&self, path: &str, bytes: Vec<u8>) -> Vec<u8> {
        self.replaced(path, &bytes)
            .map_or(bytes, String::into_bytes)
    }

    /// Whether a file is published exactly as it is.
    pub(crate) fn keeps(&self, path: &str, bytes: &[u8]) -> bool {
        self.replaced(path, bytes).is_none()
    }

    fn replaced(&self, path: &str, bytes: &[u8]) -> Option<String> {
        let text = std::str::from_utf8(bytes).ok()?;
        match path.rsplit('.').next().unwrap_or_default() {
            "html" | "xml" | "svg" => self.changed(text, Notation::Html),
            "json" => self.changed(text, Notation::Json),
            "md" => self.changed(text, Notation::Markdown),
            "csv" => self.changed(text, Notation::Csv),
            "ics" => self.calendar(text),
            "yaml" => self
                .changed(text, Notation::Yaml)
                .map(|text| format!("{NOTE}{text}")),
            // Signatures and keys contain no words.
            "sig" | "signers" => None,
            _ => self.changed(text, Notation::Plain),
        }
    }

    /// A published text.
    pub(crate) fn text(&self, text: String, notation: Notation) -> String {
        self.changed(&text, notation).unwrap_or(text)
    }

    /// Whether a text has nothing to remove.
    pub(crate) fn is_clean(&self, text: &str) -> bool {
        found(text, Notation::Plain, &self.public).is_empty()
    }

    /// The addresses that remain.
    pub(crate) fn public(&self) -> &PublicAddresses {
        &self.public
    }

    fn changed(&self, text: &str, notation: Notation) -> Option<String> {
        match removed_from(text, notation, &self.public) {
            std::borrow::Cow::Borrowed(_) => None,
            std::borrow::Cow::Owned(text) => Some(text),
        }
    }

    /// A calendar, whose long lines are folded anywhere, also within an address.
    fn calendar(&self, text: &str) -> Option<String> {
        let clean = self.changed(&unfolded(text), Notation::Calendar)?;
        Some(folded(&clean))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::calendar::LINE;

    #[test]
    fn a_calendar_is_unfolded_and_folded_again() {
        let long = "x".repeat(60);
        let text = format!(
            "BEGIN:VEVENT\r\nSUMMARY:{long} pat@xy\r\n z.example\\, {long}\r\nEND:VEVENT\r\n"
        );
        let clean = Redactor::default().file("a/calendar.ics", text.into_bytes());
        let clean = String::from_utf8(clean).unwrap();
        assert!(
            clean.split("\r\n").all(|line| line.len() <= LINE),
            "{clean}"
        );
        let whole = clean.replace("\r\n ", "");
        assert_eq!(
            whole,
            format!("BEGIN:VEVENT\r\nSUMMARY:{long} [address removed]\\, {long}\r\nEND:VEVENT\r\n")
        );
    }

    #[test]
    fn a_copy_of_a_text_says_that_it_is_not_the_record() {
        let of = |text: &str| {
            let clean =
                Redactor::default().file("registers/a/revisions/1.yaml", text.as_bytes().to_vec());
            String::from_utf8(clean).unwrap()
        };
        assert_eq!(of("a: b\n"), "a: b\n");
        assert_eq!(
            of("a: p@x.example\n"),
            format!("{NOTE}a: [address removed]\n")
        );
    }

    #[test]
    fn a_file_that_is_no_text_stays_as_it_is() {
        let bytes = b"\xff\xfe pat@xyz.example".to_vec();
        assert_eq!(Redactor::default().file("logo.png", bytes.clone()), bytes);
    }
}
