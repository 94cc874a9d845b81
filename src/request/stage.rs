//! The stages of a change request and the steps that each allows.

use std::fmt;

use super::state::State;

/// The stage of a change request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not entered yet.
    Unknown,
    /// Entered, and not forwarded to a body.
    Received,
    /// With the body that owns the standard, and not answered.
    Forwarded,
    /// The chair answered the submitter.
    Answered,
    /// It has a disposition. Only meetings and the sending of the answer can follow.
    Closed,
}

/// A step of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RequestTransition {
    /// Enter it.
    Receive,
    /// Forward it to the body that owns the standard.
    Forward,
    /// Answer the submitter.
    Reply,
    /// Record its disposition.
    Close,
    /// Record that the submitter withdrew it.
    TakeBack,
    /// Record a joint meeting.
    Meet,
    /// Record that the answer was sent to the submitter.
    Tell,
}

impl Stage {
    /// Every stage, in the order of the process.
    pub const ALL: [Stage; 5] = [
        Stage::Unknown,
        Stage::Received,
        Stage::Forwarded,
        Stage::Answered,
        Stage::Closed,
    ];

    /// The stage of a state.
    pub fn of(state: &State) -> Stage {
        if state.closed.is_some() {
            return Stage::Closed;
        }
        if state.answered().is_some() {
            return Stage::Answered;
        }
        match (&state.received, &state.holder) {
            (None, _) => Stage::Unknown,
            (Some(_), None) => Stage::Received,
            (Some(_), Some(_)) => Stage::Forwarded,
        }
    }
}

/// Checks that a stage allows a step; the error is what the step needs.
pub(super) fn check_transition(stage: Stage, step: RequestTransition) -> Result<(), &'static str> {
    const ENTERED: &str = "a request that was entered: `wr request add`";
    const OPEN: &str = "a request without a disposition; enter another matter as a new request";
    match (stage, step) {
        (Stage::Unknown, RequestTransition::Receive) => Ok(()),
        (
            Stage::Received | Stage::Forwarded | Stage::Answered | Stage::Closed,
            RequestTransition::Receive,
        ) => Err("an unused id"),
        (
            Stage::Unknown,
            RequestTransition::Forward
            | RequestTransition::Reply
            | RequestTransition::Close
            | RequestTransition::TakeBack
            | RequestTransition::Meet
            | RequestTransition::Tell,
        ) => Err(ENTERED),
        (
            Stage::Received | Stage::Forwarded | Stage::Answered,
            RequestTransition::Forward | RequestTransition::TakeBack,
        ) => Ok(()),
        (
            Stage::Received,
            RequestTransition::Reply | RequestTransition::Close | RequestTransition::Tell,
        ) => Err("the body that owns the standard: `wr request forward ID --to BODY`"),
        (Stage::Forwarded | Stage::Answered, RequestTransition::Reply)
        | (Stage::Answered, RequestTransition::Close) => Ok(()),
        (Stage::Forwarded, RequestTransition::Close | RequestTransition::Tell) => {
            Err("the chair's answer to the submitter first: `wr request answer ID --text TEXT`")
        }
        (
            Stage::Closed,
            RequestTransition::Forward
            | RequestTransition::Reply
            | RequestTransition::Close
            | RequestTransition::TakeBack,
        ) => Err(OPEN),
        // DSP4003 5.3.2 has meetings in which the group explains its disposition.
        (
            Stage::Received | Stage::Forwarded | Stage::Answered | Stage::Closed,
            RequestTransition::Meet,
        ) => Ok(()),
        // The answer may be sent after the request was closed.
        (Stage::Answered | Stage::Closed, RequestTransition::Tell) => Ok(()),
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Unknown => "unknown",
            Stage::Received => "received",
            Stage::Forwarded => "forwarded",
            Stage::Answered => "answered",
            Stage::Closed => "closed",
        })
    }
}
