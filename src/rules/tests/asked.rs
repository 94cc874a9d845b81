//! Acts on change requests in the language of `script.rs`, recorded without any check.

use super::world::{POLICY, ROSTER, id, read};
use crate::act::{
    Act, Action, Attendee, Behalf, FORMAT, JointMeeting, MeetingPlace, Participant, Request,
    Response, StoredAct, Template,
};
use crate::date::Moment;
use crate::policy::Policy;
use crate::source::{Digest, Tree};

/// `request add ID [--cr-template]`, or `meeting add --for ID [--announcement TEXT] [--ip-policy TEXT]`; `None` for
/// other commands. The request is about the schema of `xyz`, which the Alliance Committee owns.
pub(super) fn act(words: &[&str], tree: &Tree) -> Option<StoredAct> {
    let option = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at + 1).map(ToString::to_string)
    };
    let (request, at, action) = match words {
        ["request", "add", request, ..] => {
            let template = words
                .contains(&"--cr-template")
                .then_some(Template::ChangeRequest);
            (
                *request,
                "2026-09-01T10:00:00Z",
                Action::Request(asked(template)),
            )
        }
        ["meeting", "add", "--for", request, ..] => {
            let meeting = met(option("--announcement"), option("--ip-policy"));
            (
                *request,
                "2026-09-02T10:00:00Z",
                Action::JointMeeting(meeting),
            )
        }
        _ => return None,
    };
    let folder = format!("registers/_requests/{request}/");
    let before = tree.under(&folder).map(|file| file.digest()).collect();
    let text = tree
        .get("registers/xyz/revisions/1.yaml")
        .expect("the text in force")
        .digest();
    let at: Moment = at.parse().expect("a moment");
    let is_entry = matches!(action, Action::Request(_));
    let act = Act {
        format: FORMAT,
        store: read::<Policy>(POLICY).store,
        register: id("xyz"),
        request: Some(id(request)),
        by: id("vic"),
        recorded_by: None,
        evidence: None,
        on: at.day(),
        at,
        seen: "none".to_string(),
        roster: Digest::of(ROSTER.as_bytes()),
        policy: Digest::of(POLICY.as_bytes()),
        revision: is_entry.then_some(1),
        digest: is_entry.then_some(text),
        after: before,
        action,
    };
    Some(act.stored())
}

fn asked(template: Option<Template>) -> Request {
    Request {
        standard: "xyz_ schema".to_string(),
        submitter: "Quinn Quist".to_string(),
        email: "quinn@forum.example".to_string(),
        behalf: Behalf::Individual,
        organization: None,
        portal: "FB-0417".to_string(),
        summary: "Add a property".to_string(),
        restriction: None,
        term: None,
        template,
        to: Some(id("alliance")),
    }
}

fn met(announcement: Option<String>, ip_policy: Option<String>) -> JointMeeting {
    let chair = Attendee {
        person: Some(id("ann")),
        name: None,
        company: None,
    };
    let partner = Attendee {
        person: Some(id("xia")),
        name: None,
        company: None,
    };
    JointMeeting {
        place: MeetingPlace::Phone,
        host: id("alliance"),
        announcement,
        ip_policy,
        advised_by: Some(id("ann")),
        participants: vec![
            Participant {
                who: chair,
                response: None,
                arrived: None,
            },
            Participant {
                who: partner,
                response: Some(Response::Acknowledged),
                arrived: None,
            },
        ],
        decisions: Vec::new(),
        note: None,
    }
}
