//! The roster and the policy by their names and paths.

use crate::governance::VersionKind;
use crate::snapshot::{POLICY, ROSTER};

pub(super) fn kind_of(what: &str) -> Option<VersionKind> {
    VersionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == what)
}

/// The path of the file that people edit.
pub(crate) fn path_of(kind: VersionKind) -> &'static str {
    match kind {
        VersionKind::Roster => ROSTER,
        VersionKind::Policy => POLICY,
    }
}
