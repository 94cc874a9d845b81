//! Acts: one small immutable file in canonical form for each recorded step.

pub mod approval;
pub mod ballot;
pub mod canonical;
pub mod ending;
mod envelope;
pub mod feedback;
pub mod joint;
mod kind;
pub mod letter;
pub mod meeting;
mod path;
pub mod request;
pub mod upkeep;
pub mod voucher;

pub use self::approval::{
    Accept, Approve, Approver, Assign, Backfill, Class, Confirm, Decline, PARTNER, Propose,
    Proposer, Records, Schedule, Send, Submit,
};
pub use self::ballot::{
    Ballot, Choice, Counted, Extend, Question, RollSeat, SeatStatus, Vote, Withdraw,
};
pub use self::ending::{End, Reason, Recommend, Remove};
pub use self::envelope::{Act, FORMAT, StoredAct};
pub use self::feedback::{Answer, Commitment, Disposition, Feedback, Matter, Resolve};
pub use self::joint::{Decision, JointMeeting, MeetingPlace, Participant, Response};
pub use self::kind::Action;
pub(crate) use self::kind::kinds;
pub use self::letter::{Letter, LetterKind};
pub use self::meeting::{Attendee, Meeting, MeetingKind};
pub use self::request::{Behalf, Close, Forward, Reply, Request, Template};
pub use self::upkeep::{Milestone, Progress, Review};
pub use crate::path::{REQUESTS, Subject};
