//! What feedback stops: how far an organization goes beyond DSP4003, which asks for feedback and no answers.

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

/// Which comments need a disposition before the board is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dispositions {
    /// Every one: feedback, and what members said who opposed in a committee's ballot.
    Required,
    /// Feedback alone.
    #[default]
    Feedback,
    /// None.
    Optional,
}

/// Whether a committee's ballot waits for the answers of the working groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commitments {
    /// It does not close as approved before each of them has answered, unless its chair says so.
    Required,
    /// Answers are recorded and shown, and nothing waits for them.
    #[default]
    Optional,
}
