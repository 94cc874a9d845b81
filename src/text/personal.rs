//! E-mail addresses and telephone numbers in texts that are published: where they are, and the text without them.

mod address;
mod letters;
mod number;

use std::borrow::Cow;
use std::ops::Range;

use self::letters::{Letter, letters};
pub use self::letters::{Notation, may_have_any};

/// What readers see in place of an address.
pub const ADDRESS_REMOVED: &str = "[address removed]";

/// What readers see in place of a telephone number.
pub const NUMBER_REMOVED: &str = "[number removed]";

/// What a link has in place of an address or a number: a link cannot contain brackets or spaces.
const REMOVED_FROM_LINK: &str = "removed";

/// The texts whose addresses may be public, such as the contact of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicAddresses(Vec<String>);

/// A piece of personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its kind.
    pub kind: Kind,
    /// Where it is, in bytes.
    pub at: Range<usize>,
    /// What it is, without escapes and invisible characters.
    pub shown: String,
}

/// The kinds of personal data that are recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An e-mail address.
    Address,
    /// A telephone number.
    Number,
}

impl Kind {
    /// The kind with its article.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Address => "an e-mail address",
            Kind::Number => "a telephone number",
        }
    }

    fn removed(self) -> &'static str {
        match self {
            Kind::Address => ADDRESS_REMOVED,
            Kind::Number => NUMBER_REMOVED,
        }
    }
}

impl PublicAddresses {
    /// The addresses in these texts.
    pub fn of(texts: impl IntoIterator<Item = String>) -> PublicAddresses {
        PublicAddresses(texts.into_iter().collect())
    }

    /// Reads the texts for each address that is found, because most texts have none.
    fn has(&self, shown: &str) -> bool {
        let none = PublicAddresses::default();
        let mut public = self
            .0
            .iter()
            .flat_map(|text| found(text, Notation::Plain, &none));
        public.any(|one| one.shown.eq_ignore_ascii_case(shown))
    }
}

/// The first address or number in a plain text.
pub fn first(text: &str) -> Option<Found> {
    found(text, Notation::Plain, &PublicAddresses::default())
        .into_iter()
        .next()
}

/// A plain text without addresses and numbers.
pub fn removed(text: &str) -> Cow<'_, str> {
    removed_from(text, Notation::Plain, &PublicAddresses::default())
}

/// A text in this notation without addresses and numbers, except the public ones.
pub fn removed_from<'t>(
    text: &'t str,
    notation: Notation,
    public: &PublicAddresses,
) -> Cow<'t, str> {
    let found = found(text, notation, public);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for one in found {
        out.push_str(&text[end..one.at.start]);
        out.push_str(match is_in_link(&out) {
            true => REMOVED_FROM_LINK,
            false => one.kind.removed(),
        });
        out.push_str(&letters::tags(&text[one.at.clone()], notation));
        end = one.at.end;
    }
    out.push_str(&text[end..]);
    Cow::Owned(out)
}

/// Whether a text ends within a link.
fn is_in_link(before: &str) -> bool {
    let word = before.rsplit([' ', '\n', '"', '<', '>', '(']).next();
    word.is_some_and(|word| word.contains("://") || word.contains('?') && word.contains('='))
}

/// Every address and every number in a text in this notation, except the public ones, in order.
pub fn found(text: &str, notation: Notation, public: &PublicAddresses) -> Vec<Found> {
    if !may_have_any(text) {
        return Vec::new();
    }
    let letters = letters(text, notation);
    let addresses = address::addresses(&letters).into_iter();
    let addresses = addresses.map(|at| one(&letters, at, Kind::Address));
    let numbers = number::numbers(&letters).into_iter();
    let numbers = numbers.map(|at| one(&letters, at, Kind::Number));
    let mut found: Vec<Found> = addresses
        .filter(|one| !public.has(&one.shown))
        .chain(numbers)
        .collect();
    found.sort_by_key(|one| one.at.start);
    let mut end = 0;
    found.retain(|one| {
        let is_new = one.at.start >= end;
        end = end.max(one.at.end);
        is_new
    });
    found
}

fn one(letters: &[Letter], at: Range<usize>, kind: Kind) -> Found {
    let letters = &letters[at];
    Found {
        kind,
        at: letters.first().map_or(0, |first| first.start)
            ..letters.last().map_or(0, |last| last.end),
        shown: letters.iter().map(|letter| letter.c).collect(),
    }
}

#[cfg(test)]
mod tests;
