//! The versions of roster and policy: which of them are in force, and by whose consent.
//!
//! A roster may name *roots*: people who must consent, by a threshold and each with a signature, to the next roster and
//! the next policy. A consent names its version and digest, and the roster and the policy in force. So the versions
//! form one chain, and a version that was in force cannot return. A version without enough consents is pending.
//!
//! The roots of the *old* roster consent. The first roster with roots is consented to by its own roots, which proves
//! only that they agree; before it, anyone who can write to the repository can change everything.

mod chain;
mod consent;
mod decide;
mod introduction;
mod pending;
mod rosters;
mod succession;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::chain::Chain;
pub use self::consent::{Consent, Consented};
pub use self::introduction::{Introduced, Introduction, KEY, KEYS, KeyIntroduction};
pub use self::pending::{Pending, Unfit};
pub use self::rosters::{Rosters, allowed_keys, stolen};
pub use self::succession::{Break, Thing, breaks, revived};
use crate::policy::Policy;
use crate::roster::Roster;
use crate::source::Digest;

/// The two files with versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// The people, organizations and bodies.
    Roster,
    /// The rules as data.
    Policy,
}

impl VersionKind {
    /// Both kinds.
    pub const ALL: [VersionKind; 2] = [VersionKind::Roster, VersionKind::Policy];

    /// Its name in file names and signature namespaces.
    pub fn as_str(self) -> &'static str {
        match self {
            VersionKind::Roster => "roster",
            VersionKind::Policy => "policy",
        }
    }
}

impl fmt::Display for VersionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A numbered version: the digest of its bytes and its content; `None` where it cannot be read.
pub type Version<'a, T> = (Digest, Option<&'a T>);

/// All numbered versions of roster and policy, with the consents.
#[derive(Debug, Clone)]
pub struct Versions<'a> {
    /// The rosters, by number.
    pub rosters: BTreeMap<u32, Version<'a, Roster>>,
    /// The policies, by number.
    pub policies: BTreeMap<u32, Version<'a, Policy>>,
    /// The readable consents.
    pub consents: Vec<&'a Consented>,
}
