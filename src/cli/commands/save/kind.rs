//! The roster and the policy by their names and paths.

use anyhow::anyhow;

use crate::path::{POLICY, ROSTER, VersionKind};
use crate::suggest::nearest_word;

pub(super) fn kind_of(what: &str) -> Option<VersionKind> {
    VersionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str().eq_ignore_ascii_case(what))
}

/// The error for a word that names no register, if it is nearly `roster` or `policy`.
pub(crate) fn nearly(what: &str) -> Option<anyhow::Error> {
    let names = VersionKind::ALL.map(|kind| kind.as_str());
    let near = nearest_word(what, &names)?;
    Some(anyhow!(
        "there is no register `{what}`; did you mean `{near}`?"
    ))
}

/// The path of the file that people edit.
pub(crate) fn path_of(kind: VersionKind) -> &'static str {
    match kind {
        VersionKind::Roster => ROSTER,
        VersionKind::Policy => POLICY,
    }
}
