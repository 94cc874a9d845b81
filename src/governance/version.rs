//! The numbered versions of roster and policy.

use std::collections::BTreeMap;

use super::consent::Consented;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::source::Digest;

/// A numbered version: the digest of its bytes and its content; `None` where it cannot be read.
pub type NumberedVersion<'a, T> = (Digest, Option<&'a T>);

/// All numbered versions of roster and policy, with the consents.
#[derive(Debug, Clone)]
pub struct Versions<'a> {
    /// The rosters, by number.
    pub rosters: BTreeMap<u32, NumberedVersion<'a, Roster>>,
    /// The policies, by number.
    pub policies: BTreeMap<u32, NumberedVersion<'a, Policy>>,
    /// The readable consents.
    pub consents: Vec<&'a Consented>,
}
