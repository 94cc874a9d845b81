//! The policy about feedback. DSP4003 asks for feedback; an organization may also require answers to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who resolves an objection that its author does not withdraw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Objections {
    /// The chair of the register's originating committee.
    #[default]
    Originating,
    /// The chair of the Alliance Committee.
    Alliance,
}

/// Which comments need a disposition before the board's ballot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dispositions {
    /// All: feedback, and the comments of votes to oppose in a committee's ballot.
    Required,
    /// Only feedback.
    #[default]
    Feedback,
    /// None.
    Optional,
}

/// Whether a committee's ballot waits for the answers of the working groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commitments {
    /// It does not close as approved before each of them has answered, unless its chair decides otherwise.
    Required,
    /// Answers are recorded and shown, and ballots do not wait for them.
    #[default]
    Optional,
}
