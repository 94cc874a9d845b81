//! What is said about a text before it is approved: feedback, what became of it, and the answers of working groups.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::source::Digest;

/// Feedback on a revision (DSP4003 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Feedback {
    /// What kind of feedback it is.
    pub matter: Matter,
    /// The committee or working group that it speaks for; absent when somebody speaks for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id>,
    /// What is said.
    pub text: String,
}

/// What kind of feedback it is, which says what waits for its disposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// A comment.
    Comment,
    /// A proposal for the milestones (DSP4003 2.4).
    Milestone,
    /// An objection: while it is open, nobody approves.
    Objection,
    /// That the partner is disbanded, or does not maintain the relationship (DSP4003 4.1).
    Removal,
}

/// What became of feedback, or of the comment of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Resolve {
    /// The digest of the feedback, or of the vote.
    pub of: Digest,
    /// What became of it.
    pub disposition: Disposition,
    /// Why; what is declined has a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// What becomes of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// Taken up as it was said.
    Accepted,
    /// Taken up in another way.
    Changed,
    /// Not taken up.
    Declined,
    /// Taken back by its author.
    Withdrawn,
}

/// A working group's answer to the milestones that name it (DSP4003 2.4, 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Commitment {
    /// The working group.
    pub group: Id,
    /// What it answers.
    pub answer: Answer,
    /// The milestones that it answers for; when absent, all that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Id>,
    /// Why, or what it would have otherwise; every answer but `committed` has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a working group answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It will do the work by the date.
    Committed,
    /// It will not.
    Declined,
    /// It would, if the milestone were another.
    ChangesWanted,
}

impl FromStr for Matter {
    type Err = String;

    fn from_str(text: &str) -> Result<Matter, String> {
        match text {
            "comment" => Ok(Matter::Comment),
            "milestone" => Ok(Matter::Milestone),
            "objection" => Ok(Matter::Objection),
            "removal" => Ok(Matter::Removal),
            _ => Err(format!(
                "`{text}` is no kind of feedback; there are comment, milestone, objection and removal"
            )),
        }
    }
}

impl FromStr for Disposition {
    type Err = String;

    fn from_str(text: &str) -> Result<Disposition, String> {
        match text {
            "accepted" => Ok(Disposition::Accepted),
            "changed" => Ok(Disposition::Changed),
            "declined" => Ok(Disposition::Declined),
            "withdrawn" => Ok(Disposition::Withdrawn),
            _ => Err(format!(
                "`{text}` is no disposition; there are accepted, changed, declined and withdrawn"
            )),
        }
    }
}

impl FromStr for Answer {
    type Err = String;

    fn from_str(text: &str) -> Result<Answer, String> {
        match text {
            "committed" => Ok(Answer::Committed),
            "declined" => Ok(Answer::Declined),
            "changes-wanted" => Ok(Answer::ChangesWanted),
            _ => Err(format!(
                "`{text}` is no answer; there are committed, declined and changes-wanted"
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
