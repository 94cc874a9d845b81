//! What there is something to do about.

use crate::governance::VersionKind;
use crate::id::Id;

/// What an item of the list is about, in the order in which equally urgent ones are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About<'a> {
    /// A version of the roster or the policy, by its number: whoever decides under it is decided first.
    Version(VersionKind, u32),
    /// A register.
    Register(&'a Id),
    /// A change request.
    Request(&'a Id),
}

impl<'a> About<'a> {
    /// The register.
    pub(super) fn register(self) -> Option<&'a Id> {
        match self {
            About::Register(id) => Some(id),
            About::Request(_) | About::Version(..) => None,
        }
    }

    /// The change request.
    pub(super) fn request(self) -> Option<&'a Id> {
        match self {
            About::Request(id) => Some(id),
            About::Register(_) | About::Version(..) => None,
        }
    }

    /// The version, in words.
    pub(super) fn version(self) -> Option<String> {
        match self {
            About::Version(kind, number) => Some(format!("{kind} {number}")),
            About::Register(_) | About::Request(_) => None,
        }
    }
}
