//! A joint meeting about a change request: its announcement, its participants and their answers, its decisions.

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
    /// How the participants met.
    pub place: MeetingPlace,
    /// The body that hosted it.
    pub host: Id,
    /// Where it was announced: a message, a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<String>,
    /// How the announcement gave the IP policy: as a link, or as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip_policy: Option<String>,
    /// The person who advised all participants of the IP policy at the outset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advised_by: Option<Id>,
    /// All participants, observers included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// What was decided, in the order of the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// The outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The two ways to meet in DSP4003 5.3.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingPlace {
    /// Face to face.
    InPerson,
    /// In a teleconference.
    Phone,
}

/// A participant in any form, silent observers included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Participant {
    /// The participant.
    pub who: Attendee,
    /// The response of a participant whose company is not a member to the request to acknowledge the IP policy aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The time of arrival, for latecomers; absent for those present at the outset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Daytime>,
}

/// The response to the request to acknowledge the IP policy aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Acknowledged acceptance aloud.
    Acknowledged,
    /// Did not acknowledge, and left the meeting.
    Left,
    /// Did not acknowledge, and stayed: the meeting shall not continue.
    Stayed,
}

/// A decision and its time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Decision {
    /// The time of the decision.
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
            _ => Err(format!(
                "`{text}` is not a response; allowed: acknowledged, left and stayed"
            )),
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
