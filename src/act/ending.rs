//! The acts that end a register (DSP4003 4.1): the recommendation to remove it, the board's resolution, and the end
//! of a proposal that never came into force.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::policy::rule::Counts;
use crate::source::Digest;

/// The recommendation to remove a register in force.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Recommend {
    /// The reason, as DSP4003 classifies it.
    pub reason: Reason,
    /// The facts behind it.
    pub because: String,
}

/// Why a register is removed (DSP4003 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The partner disbanded.
    Disbanded,
    /// The partner does not maintain the relationship.
    NotMaintained,
    /// No progress within the review period.
    Stagnant,
    /// The deliverables are complete, and no more are required.
    Complete,
    /// The partner withdrew.
    PartnerWithdrew,
}

/// The board's resolution to remove a register. Like its approval it is based on a ballot or on a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Remove {
    /// The reason, one of the recommended ones.
    pub reason: Reason,
    /// The resolution's number or title.
    pub resolution: String,
    /// The digest of the result of the board's ballot on the removal, if it balloted on this register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Digest>,
    /// The board's counts: of its meeting, or of its ballot on the register along with which this one is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Counts>,
    /// The register of the same partner that the board decided on, if it was not this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub along_with: Option<Id>,
}

/// The end of a proposal that never came into force.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct End {
    /// The reason.
    pub because: String,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 5] = [
        Reason::Disbanded,
        Reason::NotMaintained,
        Reason::Stagnant,
        Reason::Complete,
        Reason::PartnerWithdrew,
    ];

    /// The word on the command line and in an act.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Disbanded => "disbanded",
            Reason::NotMaintained => "not-maintained",
            Reason::Stagnant => "stagnant",
            Reason::Complete => "complete",
            Reason::PartnerWithdrew => "partner-withdrew",
        }
    }

    /// Other words for it that the command line takes, those of DSP4003 4.1 among them.
    fn other_words(self) -> &'static [&'static str] {
        match self {
            Reason::Disbanded => &["disband", "disbands", "disbandment", "dissolved"],
            Reason::NotMaintained => &["unmaintained", "not-maintaining", "fails-to-maintain"],
            Reason::Stagnant => &["stagnates", "stagnated", "stagnation", "stale"],
            Reason::Complete => &["completed", "completion", "done"],
            Reason::PartnerWithdrew => &["withdrew", "withdrawn", "withdrawal"],
        }
    }
}

impl std::str::FromStr for Reason {
    type Err = String;

    fn from_str(text: &str) -> Result<Reason, String> {
        let words = Reason::ALL.map(Reason::word);
        let given = text.to_lowercase().replace([' ', '_'], "-");
        let found = Reason::ALL.into_iter().find(|reason| {
            reason.word() == given || reason.other_words().contains(&given.as_str())
        });
        found.ok_or_else(|| format!("`{text}` is not a reason; allowed: {}", words.join(", ")))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Disbanded => "the partner disbanded",
            Reason::NotMaintained => "the partner does not maintain the relationship",
            Reason::Stagnant => "it is stagnant",
            Reason::Complete => "its deliverables are complete",
            Reason::PartnerWithdrew => "the partner withdrew",
        })
    }
}
