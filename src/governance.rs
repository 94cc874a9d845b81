//! Roster and policy as versions: which of them are in force, and by whose consent.
//!
//! Whoever decides on the roster decides on everything, so a roster may name its *roots*: people of whom a number
//! must consent, each by a signature, to the next roster and the next policy. A consent names the version that it
//! is for, its digest, and the roster and the policy that were in force; so the versions make one chain, and one
//! that was in force once is never in force again. A version without enough consents waits, and decides nothing.
//!
//! It is always the *old* roster's roots that are asked. A roster that is the first to name any is consented to by
//! those, which is no more than a promise; before that, whoever can write to the repository can change everything.

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

/// What has versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// Who is who.
    Roster,
    /// The rules as data.
    Policy,
}

impl VersionKind {
    /// Both.
    pub const ALL: [VersionKind; 2] = [VersionKind::Roster, VersionKind::Policy];

    /// Its name, as files and namespaces have it.
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

/// A numbered version: the digest of its bytes, and what it says; nothing when it cannot be read.
pub type Version<'a, T> = (Digest, Option<&'a T>);

/// All numbered versions of both, with every consent to one.
#[derive(Debug, Clone)]
pub struct Versions<'a> {
    /// The rosters, by number.
    pub rosters: BTreeMap<u32, Version<'a, Roster>>,
    /// The policies, by number.
    pub policies: BTreeMap<u32, Version<'a, Policy>>,
    /// The consents that can be read.
    pub consents: Vec<&'a Consented>,
}
