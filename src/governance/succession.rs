//! Checks that a roster keeps the ids and the stolen keys of the one before it.

use std::fmt;

use crate::id::Id;
use crate::roster::{OrganizationStatus, Person, Roster};
use crate::signature::Fingerprint;
use crate::suggest::nearest_word;

/// The kind of entry that an id in a roster names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A committee, a working group or a board.
    Body,
}

/// A way in which a roster breaks with the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// An id is missing.
    Gone {
        /// The kind of entry.
        thing: Thing,
        /// The id.
        id: Id,
        /// Its name in the previous roster.
        name: String,
    },
    /// An id names another entry.
    Reused {
        /// The kind of entry.
        thing: Thing,
        /// The id.
        id: Id,
        /// Its name in the previous roster.
        was: String,
        /// Its name in the new roster.
        is: String,
    },
    /// A stolen key is no longer marked, or is in use again.
    Unmarked {
        /// The person whose key it is.
        person: Id,
        /// The key.
        key: Fingerprint,
    },
}

/// Compares a roster with the previous one and returns all breaks, in the order of `old`.
pub fn breaks(old: &Roster, new: &Roster) -> Vec<Break> {
    let mut breaks = Vec::new();
    for was in &old.organizations {
        // A renamed organization gets a new entry; the old one keeps its id and has the status.
        let is_ended = |status| {
            matches!(
                status,
                OrganizationStatus::Renamed | OrganizationStatus::Merged
            )
        };
        breaks.extend(compare(
            Thing::Organization,
            &was.id,
            &was.name,
            new.organization(&was.id),
            |is| {
                let is_renamed = !is_same(&was.name, &is.name);
                let is_other = match (&was.short, &is.short) {
                    (None, None) => is_renamed && !is_like(&was.name, &is.name),
                    (Some(was), Some(is)) => is_renamed && !is_same(was, is),
                    (Some(_), None) | (None, Some(_)) => is_renamed,
                };
                (is_other && !is_ended(is.status), &is.name)
            },
        ));
    }
    for was in &old.people {
        breaks.extend(compare(
            Thing::Person,
            &was.id,
            &was.name,
            new.person(&was.id),
            |is| {
                // A person who has left and has no key or office may be renamed: the id cannot act.
                (is_another(was, is) && !is_idle(is, new), &is.name)
            },
        ));
        for key in was.stolen.read() {
            let now = new.person(&was.id);
            let is_marked = now.is_some_and(|person| person.stolen.read().contains(key));
            let is_used = new
                .people
                .iter()
                .any(|person| person.keys.read().contains(key));
            // A missing person is reported above.
            if is_used || now.is_some() && !is_marked {
                breaks.push(Break::Unmarked {
                    person: was.id.clone(),
                    key: key.fingerprint(),
                });
            }
        }
    }
    for was in &old.bodies {
        breaks.extend(compare(
            Thing::Body,
            &was.id,
            &was.name,
            new.body(&was.id),
            |is| {
                (
                    !is_same(&was.name, &is.name) && was.kind != is.kind,
                    &is.name,
                )
            },
        ));
    }
    breaks
}

/// A person's id that was ended by `until` in `old` and now names another person than in `earlier`.
pub fn revived(earlier: &Roster, old: &Roster, new: &Roster) -> Option<Break> {
    new.people.iter().find_map(|is| {
        let (first, was) = (earlier.person(&is.id)?, old.person(&is.id)?);
        let is_longer = was
            .until
            .is_some_and(|until| is.until.is_none_or(|now| now > until));
        let is_used = is_longer || was.until.is_some() && !is_idle(is, new);
        let found = Break::Reused {
            thing: Thing::Person,
            id: is.id.clone(),
            was: first.name.clone(),
            is: is.name.clone(),
        };
        (is_used && is_another(first, is)).then_some(found)
    })
}

fn is_another(was: &Person, is: &Person) -> bool {
    !is_same(&was.name, &is.name) && !is_same(&was.email, &is.email)
}

/// Whether a person has left, and has neither a key nor an office.
fn is_idle(person: &Person, roster: &Roster) -> bool {
    let id = &person.id;
    person.until.is_some()
        && person.keys.is_empty()
        && roster.officers.vp_alliances.as_ref() != Some(id)
        && !roster.bodies.iter().any(|body| body.has(id))
        && !roster
            .organizations
            .iter()
            .any(|organization| organization.representatives.contains(id))
        && roster
            .roots
            .as_ref()
            .is_none_or(|roots| !roots.people.contains(id))
}

fn compare<T>(
    thing: Thing,
    id: &Id,
    was: &str,
    now: Option<&T>,
    judge: impl Fn(&T) -> (bool, &String),
) -> Option<Break> {
    let Some(now) = now else {
        return Some(Break::Gone {
            thing,
            id: id.clone(),
            name: was.to_string(),
        });
    };
    let (is_other, is) = judge(now);
    is_other.then(|| Break::Reused {
        thing,
        id: id.clone(),
        was: was.to_string(),
        is: is.clone(),
    })
}

/// Whether two names or addresses are the same, apart from case and spacing.
fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    words(one) == words(other)
}

/// Whether a name may be a correction of another. Organizations without short names have only names to compare.
fn is_like(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_string)
            .collect()
    };
    let (one_words, other_words): (Vec<String>, Vec<String>) = (words(one), words(other));
    let shares = one_words
        .iter()
        .any(|word| word.chars().count() > 3 && other_words.contains(word));
    shares || nearest_word(one, &[other]).is_some()
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Thing::Person => "person",
            Thing::Organization => "organization",
            Thing::Body => "body",
        })
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Break::Gone { thing, id, name } => {
                let way = match thing {
                    Thing::Person => "a person who leaves gets `until` and stays in the roster",
                    Thing::Organization => {
                        "an organization that leaves gets `member_until` or a `status`, and stays in the roster"
                    }
                    Thing::Body => {
                        "a dissolved body stays in the roster, without seats and officers"
                    }
                };
                write!(f, "it leaves out the {thing} `{id}` ({name}): {way}")
            }
            Break::Reused { thing, id, was, is } => {
                let way = match thing {
                    Thing::Organization => {
                        "a new organization gets a new id, and a renamed one `status: renamed`"
                    }
                    Thing::Person | Thing::Body => "ids are never used again; choose a new one",
                };
                write!(f, "the {thing} `{id}` was {was} and is now {is}: {way}")
            }
            Break::Unmarked { person, key } => {
                write!(
                    f,
                    "the key {key} of {person} is marked as stolen in the previous version: keep it under `stolen`, and do not use it again"
                )
            }
        }
    }
}
