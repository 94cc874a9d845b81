//! The IP policy in a joint meeting (DSP4003 5.3.2): who has to acknowledge it, and when the meeting had to stop.

use crate::act::{JointMeeting, Participant, Response};
use crate::date::{Day, Daytime};
use crate::process::attendance::{called, is_of_member};
use crate::roster::Roster;

/// The point at which a meeting had to stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// The time; `None` where it could not begin.
    pub at: Option<Daytime>,
    /// The attendee who stayed without acknowledging, with the company.
    pub because_of: String,
}

/// Whether an attendee has to acknowledge the IP policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IpPolicyDuty {
    /// The company is a member: its agreement with the home organization contains the policy.
    Member,
    /// The company is not a member, or there is none: the attendee acknowledges the policy aloud.
    Outsider,
}

/// The duty of a participant, by the company's membership on the day of the meeting. Observers have it too.
pub fn standing(roster: &Roster, participant: &Participant, on: Day) -> IpPolicyDuty {
    match is_of_member(roster, &participant.who, on) {
        true => IpPolicyDuty::Member,
        false => IpPolicyDuty::Outsider,
    }
}

/// The point at which a meeting had to stop: the arrival of the first outsider who stayed without acknowledging.
pub fn stopped(meeting: &JointMeeting, roster: &Roster, on: Day) -> Option<Stopped> {
    let stays = |participant: &&Participant| {
        participant.response == Some(Response::Stayed)
            && standing(roster, participant, on) == IpPolicyDuty::Outsider
    };
    // `None` is the outset and sorts first.
    let first = meeting
        .participants
        .iter()
        .filter(stays)
        .min_by_key(|participant| participant.arrived)?;
    Some(Stopped {
        at: first.arrived,
        because_of: called(roster, &first.who),
    })
}

impl Stopped {
    /// Whether the meeting had to stop at or before this time.
    pub fn is_over_at(&self, time: Daytime) -> bool {
        self.at.is_none_or(|at| at <= time)
    }

    /// The time as text, for example `at 14:30`.
    pub fn time(&self) -> String {
        self.at
            .map_or("at the outset".to_string(), |at| format!("at {at}"))
    }
}
