//! What vouches for an act: a signature, or the record alone. The two are never shown as equal.

use serde::Serialize;

use crate::act::StoredAct;
use crate::render::choice::Choice;

/// What vouches for an act.
#[derive(Debug, Serialize)]
pub(in crate::render) struct AssuranceView {
    level: Level,
    /// In words.
    words: &'static str,
    /// The fingerprint of the key that signed it.
    key: Option<String>,
}

/// How much of it there is, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    /// Signed by who did it.
    Signed,
    /// Signed by who wrote down what another did.
    WrittenDown,
    /// Not signed.
    Recorded,
}

impl AssuranceView {
    pub(super) fn of(choice: &Choice<'_>, stored: &StoredAct) -> AssuranceView {
        let key = choice
            .history
            .signer(stored)
            .map(|key| key.fingerprint().to_string());
        let (level, words) = match (&key, &stored.act.recorded_by) {
            (Some(_), None) => (Level::Signed, "signed"),
            (Some(_), Some(_)) => (
                Level::WrittenDown,
                "written down by another, who signed that",
            ),
            (None, None) => (Level::Recorded, "recorded, not signed"),
            (None, Some(_)) => (Level::Recorded, "written down by another, not signed"),
        };
        AssuranceView { level, words, key }
    }
}
