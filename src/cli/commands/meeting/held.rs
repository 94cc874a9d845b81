//! The output of a joint meeting, as JSON and in one line.

use serde::Serialize;

use crate::act::{Action, StoredAct};
use crate::process::attendance::called;
use crate::request::ip_policy::stopped;
use crate::roster::Roster;

/// A joint meeting in the JSON output.
#[derive(Debug, Serialize)]
pub(crate) struct Held {
    on: String,
    place: String,
    host: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    announcement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_policy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advised_by: Option<String>,
    participants: Vec<Present>,
    decisions: Vec<Decided>,
    /// When the meeting had to stop, and because of whom: a participant stayed without acknowledging the IP policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<Stop>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct Present {
    who: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<String>,
    /// When the participant arrived; absent if that was at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    arrived: Option<String>,
}

#[derive(Debug, Serialize)]
struct Decided {
    at: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct Stop {
    when: String,
    because_of: String,
}

impl Held {
    /// The joint meeting that an act records, with names from `roster`; none for another act.
    pub(crate) fn of(stored: &StoredAct, roster: &Roster) -> Option<Held> {
        let Action::JointMeeting(meeting) = &stored.act.action else {
            return None;
        };
        let present = meeting.participants.iter().map(|participant| Present {
            who: called(roster, &participant.who),
            response: participant.response.map(|response| response.to_string()),
            arrived: participant.arrived.map(|time| time.to_string()),
        });
        let decided = meeting.decisions.iter().map(|decision| Decided {
            at: decision.made.to_string(),
            text: decision.text.clone(),
        });
        let stop = stopped(meeting, roster, stored.act.on);
        Some(Held {
            on: stored.act.on.to_string(),
            place: meeting.place.to_string(),
            host: roster.body_name(&meeting.host),
            announcement: meeting.announcement.clone(),
            ip_policy: meeting.ip_policy.clone(),
            advised_by: meeting.advised_by.as_ref().map(|id| roster.person_name(id)),
            participants: present.collect(),
            decisions: decided.collect(),
            stopped: stop.map(|stop| Stop {
                when: stop.time(),
                because_of: stop.because_of,
            }),
            note: meeting.note.clone(),
        })
    }

    /// The meeting in one line.
    pub(crate) fn line(&self) -> String {
        let people: Vec<String> = self.participants.iter().map(Present::line).collect();
        let decided: Vec<String> = self
            .decisions
            .iter()
            .map(|it| format!("; {} {}", it.at, it.text))
            .collect();
        let stop = self.stopped.as_ref().map_or(String::new(), |stop| {
            format!(
                "; stopped {}, because {} stayed",
                stop.when, stop.because_of
            )
        });
        let note = self
            .note
            .as_ref()
            .map_or(String::new(), |note| format!("; {note}"));
        let (on, place, host) = (&self.on, &self.place, &self.host);
        format!(
            "{on} {place}, hosted by the {host}, with {}{}{stop}{note}",
            people.join(", "),
            decided.concat()
        )
    }
}

impl Present {
    fn line(&self) -> String {
        let more: Vec<&str> = [&self.response, &self.arrived]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if more.is_empty() {
            self.who.clone()
        } else {
            format!("{} [{}]", self.who, more.join(" "))
        }
    }
}
