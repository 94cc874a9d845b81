//! A meeting with people of the partner: its attendees, its host, its outcome.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// A meeting that took place, on the act's `on`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Meeting {
    /// The kind of meeting.
    pub meeting: MeetingKind,
    /// The body that hosted it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Id>,
    /// Who attended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<Attendee>,
    /// The outcome.
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

/// An attendee: a person of the roster, or another by name and company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Attendee {
    /// The person of the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id>,
    /// The name of another person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The company of another person, or the organization that this person speaks for.
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
