//! Versions that are not in force, with the reasons.

use std::fmt;

use super::succession::Break;
use crate::id::Id;
use crate::path::VersionKind;
use crate::source::Digest;

/// A version that is not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Roster or policy.
    pub kind: VersionKind,
    /// Its number.
    pub number: u32,
    /// Its digest.
    pub digest: Digest,
    /// The roots who consented, under the versions in force now.
    pub given: Vec<Id>,
    /// The roots with a key who have not consented.
    pub open: Vec<Id>,
    /// How many must consent.
    pub threshold: u32,
    /// Why it can never be in force.
    pub unfit: Option<Unfit>,
}

/// Why a version cannot come into force, whatever the consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It cannot be read.
    Unreadable,
    /// A later one of its kind is in force.
    Overtaken,
    /// Its threshold is 0, or its roots cannot reach it.
    Roots {
        /// How many must consent.
        threshold: u32,
        /// How many have a key.
        able: usize,
    },
    /// It gives the key of one person to another.
    Key {
        /// The person who had the key.
        of: Id,
        /// The person who has it in this version.
        to: Id,
    },
    /// It is for another store.
    Store,
    /// It drops or reuses an id, or a mark of a stolen key, of the previous roster.
    Broken(Break),
    /// It has the same bytes as a version that was in force before.
    Returned {
        /// The number of that version.
        number: u32,
    },
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Unreadable => f.write_str("it cannot be read"),
            Unfit::Overtaken => f.write_str("a later version is in force"),
            Unfit::Roots { threshold, able } => {
                write!(
                    f,
                    "its threshold must be from 1 to the number of roots with a key: it is {threshold}, and {able} have one"
                )
            }
            Unfit::Key { of, to } => write!(f, "it gives a key of {of} to {to}"),
            Unfit::Store => f.write_str("it is for another store"),
            Unfit::Broken(broken) => broken.fmt(f),
            Unfit::Returned { number } => write!(
                f,
                "it is the same as version {number}, which was in force before; to return to that text, add a comment that \
                 says why, and save it"
            ),
        }
    }
}
