//! The stages of a change request and the steps that each allows.

use std::fmt;

use super::state::RequestState;

/// The stage of a change request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestStage {
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

impl RequestStage {
    /// Every stage, in the order of the process.
    pub const ALL: [RequestStage; 5] = [
        RequestStage::Unknown,
        RequestStage::Received,
        RequestStage::Forwarded,
        RequestStage::Answered,
        RequestStage::Closed,
    ];

    /// The stage of a state.
    pub fn of(state: &RequestState) -> RequestStage {
        if state.closed.is_some() {
            return RequestStage::Closed;
        }
        if state.answered().is_some() {
            return RequestStage::Answered;
        }
        match (&state.received, &state.holder) {
            (None, _) => RequestStage::Unknown,
            (Some(_), None) => RequestStage::Received,
            (Some(_), Some(_)) => RequestStage::Forwarded,
        }
    }
}

/// Checks that a stage allows a step; the error is what the step needs.
pub(super) fn check_transition(
    stage: RequestStage,
    step: RequestTransition,
) -> Result<(), &'static str> {
    const ENTERED: &str = "a request that was entered: `wr request add`";
    const OPEN: &str = "a request without a disposition; enter another matter as a new request";
    match (stage, step) {
        (RequestStage::Unknown, RequestTransition::Receive) => Ok(()),
        (
            RequestStage::Received
            | RequestStage::Forwarded
            | RequestStage::Answered
            | RequestStage::Closed,
            RequestTransition::Receive,
        ) => Err("an unused id"),
        (
            RequestStage::Unknown,
            RequestTransition::Forward
            | RequestTransition::Reply
            | RequestTransition::Close
            | RequestTransition::TakeBack
            | RequestTransition::Meet
            | RequestTransition::Tell,
        ) => Err(ENTERED),
        (
            RequestStage::Received | RequestStage::Forwarded | RequestStage::Answered,
            RequestTransition::Forward | RequestTransition::TakeBack,
        ) => Ok(()),
        (
            RequestStage::Received,
            RequestTransition::Reply | RequestTransition::Close | RequestTransition::Tell,
        ) => Err("the body that owns the standard: `wr request forward ID --body BODY`"),
        (RequestStage::Forwarded | RequestStage::Answered, RequestTransition::Reply)
        | (RequestStage::Answered, RequestTransition::Close) => Ok(()),
        (RequestStage::Forwarded, RequestTransition::Close | RequestTransition::Tell) => {
            Err("the chair's answer to the submitter first: `wr request answer ID --text TEXT`")
        }
        (
            RequestStage::Closed,
            RequestTransition::Forward
            | RequestTransition::Reply
            | RequestTransition::Close
            | RequestTransition::TakeBack,
        ) => Err(OPEN),
        // DSP4003 5.3.2 has meetings in which the group explains its disposition.
        (
            RequestStage::Received
            | RequestStage::Forwarded
            | RequestStage::Answered
            | RequestStage::Closed,
            RequestTransition::Meet,
        ) => Ok(()),
        // The answer may be sent after the request was closed.
        (RequestStage::Answered | RequestStage::Closed, RequestTransition::Tell) => Ok(()),
    }
}

impl fmt::Display for RequestStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RequestStage::Unknown => "unknown",
            RequestStage::Received => "received",
            RequestStage::Forwarded => "forwarded",
            RequestStage::Answered => "answered",
            RequestStage::Closed => "closed",
        })
    }
}
