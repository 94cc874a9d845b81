//! The acts that maintain a register in force (DSP4003 4): a review without a change, and the completion of
//! milestones.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// The owner's statement that the text was reviewed and stays as it is. It restarts the review period.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Review {
    /// What was reviewed, and why it stays.
    pub note: String,
}

/// The progress of a milestone of the revision in force. It needs no approval.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct MilestoneProgress {
    /// Its id in the text.
    pub milestone: Id,
    /// Its new status.
    pub status: Progress,
    /// What was delivered, or why it is open again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The status of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// It was delivered.
    Completed,
    /// Its completion was recorded by mistake.
    Reopened,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Progress::Completed => "completed",
            Progress::Reopened => "open again",
        })
    }
}
