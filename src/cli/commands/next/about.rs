//! The subject of a task.

use crate::id::Id;
use crate::path::VersionKind;

/// The subject of a task. Equally urgent tasks are listed in the order of these variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TaskSubject<'a> {
    /// A version of the roster or the policy, by its number. It comes first, because it decides who may act.
    Version(VersionKind, u32),
    Register(&'a Id),
    Request(&'a Id),
}

impl<'a> TaskSubject<'a> {
    pub(super) fn register(self) -> Option<&'a Id> {
        match self {
            TaskSubject::Register(id) => Some(id),
            TaskSubject::Request(_) | TaskSubject::Version(..) => None,
        }
    }

    pub(super) fn request(self) -> Option<&'a Id> {
        match self {
            TaskSubject::Request(id) => Some(id),
            TaskSubject::Register(_) | TaskSubject::Version(..) => None,
        }
    }

    pub(super) fn version(self) -> Option<String> {
        match self {
            TaskSubject::Version(kind, number) => Some(format!("{kind} {number}")),
            TaskSubject::Register(_) | TaskSubject::Request(_) => None,
        }
    }
}
