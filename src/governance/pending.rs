//! Versions that are not in force, and why.

use std::fmt;

use super::{Break, VersionKind};
use crate::id::Id;
use crate::source::Digest;

/// A version that is not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What it is a version of.
    pub kind: VersionKind,
    /// Its number.
    pub number: u32,
    /// Its digest.
    pub digest: Digest,
    /// Who consented, under what is in force now.
    pub given: Vec<Id>,
    /// Who could, and has not.
    pub open: Vec<Id>,
    /// How many must.
    pub threshold: u32,
    /// Why it can never be in force.
    pub unfit: Option<Unfit>,
}

/// Why a version cannot be in force, whoever consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It cannot be read.
    Unreadable,
    /// A later one of its kind is in force.
    Overtaken,
    /// Its roots could never consent to anything: the threshold, and the roots who have keys.
    Roots {
        /// How many must consent.
        threshold: u32,
        /// How many could.
        able: usize,
    },
    /// It gives the key of one person to another.
    Key {
        /// Whose key it was.
        of: Id,
        /// Who has it now.
        to: Id,
    },
    /// It is for another store.
    Store,
    /// It does not follow on the roster before it: people and ids stay.
    Broken(Break),
    /// It is, byte for byte, a version that was in force before.
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
                    "{threshold} of its roots must consent to the next one, and {able} of them have a key"
                )
            }
            Unfit::Key { of, to } => write!(f, "it gives a key of {of} to {to}"),
            Unfit::Store => f.write_str("it is for another store"),
            Unfit::Broken(broken) => broken.fmt(f),
            Unfit::Returned { number } => write!(
                f,
                "it is version {number} again, which was in force before; if it shall say the same, add a comment that says \
                 why, and save that"
            ),
        }
    }
}
