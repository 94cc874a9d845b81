//! The roster and the policy by their names and paths.

use crate::path::{POLICY, ROSTER, VersionKind};

pub(super) fn kind_of(what: &str) -> Option<VersionKind> {
    VersionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str().eq_ignore_ascii_case(what))
}

/// The path of the file that people edit.
pub(crate) fn path_of(kind: VersionKind) -> &'static str {
    match kind {
        VersionKind::Roster => ROSTER,
        VersionKind::Policy => POLICY,
    }
}
