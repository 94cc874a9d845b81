//! The assurance of an act: signed, or only recorded. Pages always show the difference.

use serde::Serialize;

use crate::act::StoredAct;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(crate) struct AssuranceView {
    level: Level,
    /// The text on the page.
    pub(crate) words: &'static str,
    /// The fingerprint of the key that signed it.
    key: Option<String>,
}

/// Levels of assurance, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    /// Signed by the person who acted.
    Signed,
    /// Recorded and signed for the person who acted, by another person.
    WrittenDown,
    /// Not signed.
    Recorded,
}

impl AssuranceView {
    pub(super) fn of(selected: &SelectedText<'_>, stored: &StoredAct) -> AssuranceView {
        let key = selected
            .register
            .history
            .signer(stored)
            .map(|key| key.fingerprint().to_string());
        let is_email = stored.act.email().is_some();
        let (level, words) = match (&key, &stored.act.recorded_by, is_email) {
            (Some(_), None, _) => (Level::Signed, "signed"),
            (Some(_), Some(_), false) => {
                (Level::WrittenDown, "recorded and signed by another person")
            }
            (Some(_), Some(_), true) => (
                Level::WrittenDown,
                "by e-mail, recorded and signed by another person",
            ),
            (None, None, _) => (Level::Recorded, "recorded, not signed"),
            (None, Some(_), false) => (Level::Recorded, "recorded by another person, not signed"),
            (None, Some(_), true) => (
                Level::Recorded,
                "by e-mail, recorded by another person, not signed",
            ),
        };
        AssuranceView { level, words, key }
    }
}
