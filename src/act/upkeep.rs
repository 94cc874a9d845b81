//! The acts that keep a register in force alive (DSP4003 4): a review without a change, and milestones as they
//! complete.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// The owner's word that the text was looked at and stays as it is. It starts the review clock anew.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Review {
    /// What was looked at, and why it stays.
    pub note: String,
}

/// How far a milestone of the revision in force has come. Nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Milestone {
    /// Its id in the text.
    pub milestone: Id,
    /// What became of it.
    pub status: Progress,
    /// What was delivered, or why it is open again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What becomes of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// It is delivered.
    Completed,
    /// It was entered as delivered by mistake.
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
