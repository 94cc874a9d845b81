//! A meeting with people of the partner: who attended, who hosted it, what came of it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// A meeting that took place, on the act's `on`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Meeting {
    /// What kind of meeting it was.
    pub meeting: MeetingKind,
    /// The body that hosted it, when one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Id>,
    /// Who attended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<Attendee>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kinds of meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// A conference call with the partner, to complete or to approve a register (DSP4003 3.1, 3.2).
    Call,
}

/// Somebody who attended: a person of the roster, or anybody else by name and company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Attendee {
    /// The person of the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id>,
    /// The name of anybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The company of anybody else, or the organization that person speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
}

impl fmt::Display for MeetingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MeetingKind::Call => f.write_str("call"),
        }
    }
}
