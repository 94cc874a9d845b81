//! A joint meeting about a change request: what was announced, who took part under which word, what was decided.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::meeting::Attendee;
use crate::date::Daytime;
use crate::id::Id;
use crate::text::says_something;

/// A joint meeting that took place, on the act's `on` (DSP4003 5.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct JointMeeting {
    /// How people met.
    pub place: MeetingPlace,
    /// The body that hosted it.
    pub host: Id,
    /// Where it was announced: a message, a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<String>,
    /// How the announcement carried the IP policy: the link, or that its text was in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip_policy: Option<String>,
    /// Who advised everybody of the IP policy at the outset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advised_by: Option<Id>,
    /// Everybody who was there, observers too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// What was decided, in the order of the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How people met: DSP4003 5.3.2 has two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingPlace {
    /// Face to face.
    InPerson,
    /// In a teleconference.
    Phone,
}

/// Somebody who took part in any form, silent observers included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Participant {
    /// Who.
    pub who: Attendee,
    /// What somebody whose company is no member did when asked to acknowledge the IP policy aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// When, for those who came late; the others were there at the outset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Daytime>,
}

/// What somebody did when asked to acknowledge the IP policy aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Acknowledged acceptance aloud.
    Acknowledged,
    /// Did not, and left the meeting.
    Left,
    /// Did not, and stayed: the meeting shall not continue.
    Stayed,
}

/// A decision, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Decision {
    /// When.
    pub made: Daytime,
    /// What was decided.
    pub text: String,
}

impl JointMeeting {
    /// Whether it was announced, with the IP policy or a link to it.
    pub fn is_announced_with_policy(&self) -> bool {
        says_something(&self.announcement) && says_something(&self.ip_policy)
    }
}

impl FromStr for Response {
    type Err = String;

    fn from_str(text: &str) -> Result<Response, String> {
        match text {
            "acknowledged" => Ok(Response::Acknowledged),
            "left" => Ok(Response::Left),
            "stayed" => Ok(Response::Stayed),
            _ => Err(format!("`{text}` is none of acknowledged, left and stayed")),
        }
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Response::Acknowledged => "acknowledged",
            Response::Left => "left",
            Response::Stayed => "stayed",
        })
    }
}

impl fmt::Display for MeetingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MeetingPlace::InPerson => "in person",
            MeetingPlace::Phone => "by phone",
        })
    }
}
