//! Finds bodies, people and organizations by id or name.

use crate::id::Id;

/// Why a name on the command line is not found, or is ambiguous.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NameError {
    /// No entry has that name.
    #[error("the roster has no {what} `{given}`; it has: {}", .known.join(", "))]
    Unknown {
        /// The kind of entry: `body`, `person` or `organization`.
        what: &'static str,
        /// The name as given.
        given: String,
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

/// An entry with an id and names.
pub(super) trait Named {
    const WHAT: &'static str;
    fn id(&self) -> &Id;
    fn names(&self) -> impl Iterator<Item = &str>;
}

/// Finds by id, else by full name in any case, else by the beginning of an id or name.
pub(super) fn find<'a, T: Named>(list: &'a [T], given: &str) -> Result<&'a T, NameError> {
    if let Some(found) = list.iter().find(|item| item.id().as_str() == given) {
        return Ok(found);
    }
    let lower = given.trim().to_lowercase();
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
        known,
    })
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

/// Whether two names are the same in any case.
fn is_same(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => one.to_lowercase() == other.to_lowercase(),
    }
}
