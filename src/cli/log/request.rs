//! Acts on change requests in words. The submitter's address is in none of them.

use crate::act::{Action, Request, StoredAct};
use crate::cli::meeting::held;
use crate::cli::request::submitter;
use crate::roster::Roster;

/// An act on a change request in words; nothing for one on a register.
pub(super) fn what(stored: &StoredAct, roster: &Roster) -> Option<String> {
    let action = &stored.act.action;
    if let Action::Request(request) = action {
        return Some(entered(request, roster));
    }
    if let Action::Forward(forward) = action {
        let note = forward
            .note
            .as_ref()
            .map_or(String::new(), |note| format!(": {note}"));
        return Some(format!(
            "forwards it to the {}{note}",
            roster.body_name(&forward.to)
        ));
    }
    if let Action::Reply(reply) = action {
        return Some(format!("answers the submitter: {}", reply.text));
    }
    if let Action::Close(close) = action {
        let release = close
            .release
            .as_ref()
            .map_or(String::new(), |release| format!(", in {release}"));
        return Some(format!(
            "closes it as {}{release}: {}",
            close.disposition, close.because
        ));
    }
    if let Action::JointMeeting(meeting) = action {
        return Some(format!("records {}", held(meeting, roster, stored.act.on)));
    }
    None
}

fn entered(request: &Request, roster: &Roster) -> String {
    let to = request.to.as_ref().map_or(String::new(), |to| {
        format!(", for the {}", roster.body_name(to))
    });
    let of = submitter(request);
    format!(
        "enters {} of {of}, to change `{}`{to}: {}",
        request.portal, request.standard, request.summary
    )
}
