//! The subject of a task.

use crate::governance::VersionKind;
use crate::id::Id;

/// The subject of a task. Equally urgent tasks are listed in the order of these variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About<'a> {
    /// A version of the roster or the policy, by its number. It comes first, because it decides who may act.
    Version(VersionKind, u32),
    Register(&'a Id),
    Request(&'a Id),
}

impl<'a> About<'a> {
    pub(super) fn register(self) -> Option<&'a Id> {
        match self {
            About::Register(id) => Some(id),
            About::Request(_) | About::Version(..) => None,
        }
    }

    pub(super) fn request(self) -> Option<&'a Id> {
        match self {
            About::Request(id) => Some(id),
            About::Register(_) | About::Version(..) => None,
        }
    }

    pub(super) fn version(self) -> Option<String> {
        match self {
            About::Version(kind, number) => Some(format!("{kind} {number}")),
            About::Register(_) | About::Request(_) => None,
        }
    }
}
