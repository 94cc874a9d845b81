//! Feedback on a text before its approval, its disposition, and the answers of working groups.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::source::Digest;

/// Feedback on a revision (DSP4003 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Feedback {
    /// The kind of feedback.
    pub matter: Matter,
    /// The committee or working group that it speaks for; absent for personal feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id>,
    /// The text of the feedback.
    pub text: String,
}

/// The kind of feedback, which decides what waits for its disposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// A comment.
    Comment,
    /// A proposal for the milestones (DSP4003 2.4).
    Milestone,
    /// An objection, which blocks approval while it is open.
    Objection,
    /// A report that the partner is disbanded, or does not maintain the relationship (DSP4003 4.1).
    Removal,
}

/// The disposition of feedback, or of the comment of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Resolve {
    /// The digest of the feedback, or of the vote.
    pub of: Digest,
    /// The decision.
    pub disposition: Disposition,
    /// The reason; required to decline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// What was decided about feedback or a change request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// Taken up as proposed.
    Accepted,
    /// Taken up in another form.
    Changed,
    /// Not taken up.
    Declined,
    /// Withdrawn by its author.
    Withdrawn,
}

/// A working group's answer to the milestones that name it (DSP4003 2.4, 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Commitment {
    /// The working group.
    pub group: Id,
    /// The answer.
    pub answer: Answer,
    /// The milestones that it covers; absent for all that name the group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Id>,
    /// The reason, or what the group wants instead; required except with `committed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// The answers that a working group can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It will do the work by the date.
    Committed,
    /// It will not do the work.
    Declined,
    /// It would do the work if the milestone changed.
    ChangesWanted,
}

impl FromStr for Matter {
    type Err = String;

    fn from_str(text: &str) -> Result<Matter, String> {
        match text.to_lowercase().as_str() {
            "comment" => Ok(Matter::Comment),
            "milestone" => Ok(Matter::Milestone),
            "objection" => Ok(Matter::Objection),
            "removal" => Ok(Matter::Removal),
            _ => Err(format!(
                "`{text}` is not a kind of feedback; allowed: comment, milestone, objection and removal"
            )),
        }
    }
}

impl FromStr for Disposition {
    type Err = String;

    fn from_str(text: &str) -> Result<Disposition, String> {
        match text.to_lowercase().as_str() {
            "accepted" | "accept" | "yes" | "y" => Ok(Disposition::Accepted),
            "changed" | "change" => Ok(Disposition::Changed),
            "declined" | "decline" | "rejected" | "reject" | "no" | "n" => {
                Ok(Disposition::Declined)
            }
            "withdrawn" | "withdraw" => Ok(Disposition::Withdrawn),
            _ => Err(format!(
                "`{text}` is not a disposition; allowed: accepted, changed, declined and withdrawn"
            )),
        }
    }
}

impl FromStr for Answer {
    type Err = String;

    fn from_str(text: &str) -> Result<Answer, String> {
        match text.to_lowercase().as_str() {
            "committed" | "commit" | "accepted" | "accept" | "yes" | "y" => Ok(Answer::Committed),
            "declined" | "decline" | "no" | "n" => Ok(Answer::Declined),
            "changes-wanted" | "changes" | "change" => Ok(Answer::ChangesWanted),
            _ => Err(format!(
                "`{text}` is not an answer; allowed: committed, declined and changes-wanted"
            )),
        }
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Matter::Comment => "comment",
            Matter::Milestone => "milestone",
            Matter::Objection => "objection",
            Matter::Removal => "removal",
        })
    }
}

impl fmt::Display for Disposition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Disposition::Accepted => "accepted",
            Disposition::Changed => "changed",
            Disposition::Declined => "declined",
            Disposition::Withdrawn => "withdrawn",
        })
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Answer::Committed => "committed",
            Answer::Declined => "declined",
            Answer::ChangesWanted => "changes-wanted",
        })
    }
}
