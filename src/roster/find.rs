//! Finds bodies, people and organizations by id or name.

use crate::casefold::casefold;
use crate::id::Id;
use crate::suggest::nearest_word;

/// The most ids that a message lists; a roster may have hundreds.
const LONGEST_LIST: usize = 20;

/// Why a name on the command line is not found, or is ambiguous.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NameError {
    /// No entry has that name.
    #[error("the roster has no {what} `{given}`{}", hint(.near.as_deref(), .known))]
    Unknown {
        /// The kind of entry: `body`, `person` or `organization`.
        what: &'static str,
        /// The name as given.
        given: String,
        /// The id of the entry whose id or name is nearest.
        near: Option<String>,
        /// The ids of that kind in the roster.
        known: Vec<String>,
    },
    /// Several entries have that name.
    #[error("`{given}` fits more than one {what}: {}; use an id", .candidates.join(", "))]
    Ambiguous {
        /// The kind of entry.
        what: &'static str,
        /// The name as given.
        given: String,
        /// The ids that match.
        candidates: Vec<String>,
    },
}

/// The nearest entry, or all entries if they are few.
fn hint(near: Option<&str>, known: &[String]) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.len() > LONGEST_LIST => {
            format!("; it has {}, which `wr roster` lists", known.len())
        }
        None => format!("; it has: {}", known.join(", ")),
    }
}

/// An entry with an id and names.
pub(super) trait Named {
    const WHAT: &'static str;
    fn id(&self) -> &Id;
    fn names(&self) -> impl Iterator<Item = &str>;
}

/// Finds by id in any case, else by full name in any case, else by the beginning of an id or name.
pub(super) fn find<'a, T: Named>(list: &'a [T], given: &str) -> Result<&'a T, NameError> {
    let lower = given.trim().to_lowercase();
    if let Some(found) = list.iter().find(|item| item.id().as_str() == lower) {
        return Ok(found);
    }
    let ids = |found: &[&T]| {
        found
            .iter()
            .map(|item| item.id().to_string())
            .collect::<Vec<_>>()
    };
    let whole = |item: &&T| item.names().any(|name| name.to_lowercase() == lower);
    let begins = |item: &&T| {
        let mut names = item.names().chain([item.id().as_str()]);
        !lower.is_empty() && names.any(|name| name.to_lowercase().starts_with(&lower))
    };
    for candidates in [
        list.iter().filter(whole).collect::<Vec<_>>(),
        list.iter().filter(begins).collect(),
    ] {
        match candidates.as_slice() {
            [] => continue,
            [one] => return Ok(one),
            several => {
                let (given, candidates) = (given.to_string(), ids(several));
                return Err(NameError::Ambiguous {
                    what: T::WHAT,
                    given,
                    candidates,
                });
            }
        }
    }
    let known = ids(&list.iter().collect::<Vec<_>>());
    Err(NameError::Unknown {
        what: T::WHAT,
        given: given.to_string(),
        near: nearest(list, given).map(|item| item.id().to_string()),
        known,
    })
}

/// The entry whose id, name or first or last name is nearest, if one is near.
fn nearest<'a, T: Named>(list: &'a [T], given: &str) -> Option<&'a T> {
    let words = |item: &'a T| {
        let names = item.names().flat_map(|name| name.split(' ').chain([name]));
        names.chain([item.id().as_str()])
    };
    let all: Vec<&str> = list.iter().flat_map(words).collect();
    let near = nearest_word(given.trim(), &all)?;
    list.iter()
        .find(|item| words(item).any(|word| word == near))
}

/// Finds by id or full name in any case; `None` where several match.
pub(super) fn called<'a, T: Named>(list: &'a [T], given: &str) -> Option<&'a T> {
    let mut found = list.iter().filter(|item| goes_by(*item, given));
    found.next().filter(|_| found.next().is_none())
}

/// Whether an entry has this id or full name, in any case.
pub(super) fn goes_by<T: Named>(item: &T, given: &str) -> bool {
    let given = given.trim();
    let mut names = item.names().chain([item.id().as_str()]);
    !given.is_empty() && names.any(|name| is_same(name.trim(), given))
}

/// Whether two names are the same in any case and any Unicode form.
fn is_same(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => casefold(one) == casefold(other),
    }
}
