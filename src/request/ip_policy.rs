//! The IP policy in a joint meeting (DSP4003 5.3.2): who has to acknowledge it, and when the meeting was stopped.

use crate::act::{JointMeeting, Participant, Response};
use crate::date::{Day, Daytime};
use crate::process::attendance::{called, is_of_member};
use crate::roster::Roster;

/// That a meeting shall not continue, from when on, and because of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// When; nothing means that it was never to begin.
    pub at: Option<Daytime>,
    /// Who stayed without acknowledging, with the company.
    pub because_of: String,
}

/// What somebody has to be asked, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IpPolicyDuty {
    /// The company is a member, whose agreement with the home organization has the policy in it.
    Member,
    /// The company is none, or there is none: the policy is acknowledged aloud.
    Outsider,
}

/// Whether somebody's company was a member on the day of the meeting. Silent observers are asked like all others.
pub fn standing(roster: &Roster, participant: &Participant, on: Day) -> IpPolicyDuty {
    match is_of_member(roster, &participant.who, on) {
        true => IpPolicyDuty::Member,
        false => IpPolicyDuty::Outsider,
    }
}

/// When a meeting was stopped, if it was: when the first outsider stayed who did not acknowledge.
pub fn stopped(meeting: &JointMeeting, roster: &Roster, on: Day) -> Option<Stopped> {
    let stays = |participant: &&Participant| {
        participant.response == Some(Response::Stayed)
            && standing(roster, participant, on) == IpPolicyDuty::Outsider
    };
    // Nobody's arrival is earlier than the outset.
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
    /// Whether what happened at this time came after it.
    pub fn is_over_at(&self, time: Daytime) -> bool {
        self.at.is_none_or(|at| at <= time)
    }

    /// When, in words.
    pub fn time(&self) -> String {
        self.at
            .map_or("at the outset".to_string(), |at| format!("at {at}"))
    }
}
