//! The assurance of an act: signed, or only recorded. Pages always show the difference.

use serde::Serialize;

use crate::act::StoredAct;
use crate::render::selected_text::SelectedText;

const SIGNED: &str = "signed";
const RECORDED: &str = "recorded, not signed";

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
            (Some(_), None, _) => (Level::Signed, SIGNED),
            (Some(_), Some(_), false) => {
                (Level::WrittenDown, "recorded and signed by another person")
            }
            (Some(_), Some(_), true) => (
                Level::WrittenDown,
                "by e-mail, recorded and signed by another person",
            ),
            (None, None, _) => (Level::Recorded, RECORDED),
            (None, Some(_), false) => (Level::Recorded, "recorded by another person, not signed"),
            (None, Some(_), true) => (
                Level::Recorded,
                "by e-mail, recorded by another person, not signed",
            ),
        };
        AssuranceView { level, words, key }
    }

    /// The words on an approval that is not signed by the person who acted.
    pub(super) fn exception(&self) -> Option<&'static str> {
        (self.level != Level::Signed).then_some(self.words)
    }
}

/// The assurance that several approvals have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Common {
    /// All have the same one, in these words.
    One(&'static str),
    /// They differ.
    Mixed,
}

impl Common {
    /// `None` without approvals.
    pub(super) fn of(mut all: impl Iterator<Item = &'static str>) -> Option<Common> {
        let first = all.next()?;
        Some(if all.all(|words| words == first) {
            Common::One(first)
        } else {
            Common::Mixed
        })
    }

    /// The sentence about all approvals, `signed` of whose `voted` votes are signed by their voters.
    pub(super) fn sentence(self, voted: usize, signed: usize) -> String {
        let what = if voted == 0 {
            "approvals"
        } else {
            "approvals and votes"
        };
        match self {
            Common::One(SIGNED) if signed == voted => format!("All {what} are signed."),
            Common::One(RECORDED) if signed == 0 => format!("All {what} are {RECORDED}."),
            Common::One(words) => format!("All approvals are {words}."),
            Common::Mixed => "Approvals are signed unless marked otherwise.".to_string(),
        }
    }
}
