//! The table of the kinds of acts.

use serde::{Deserialize, Serialize};

use super::approval::{
    Accept, Approve, Assign, Backfill, Confirm, Decline, Propose, Schedule, Send, Submit,
};
use super::ballot::{Ballot, Counted, Extend, Vote, Withdraw};
use super::ending::{End, Recommend, Remove};
use super::feedback::{Commitment, Feedback, Resolve};
use super::joint::JointMeeting;
use super::letter::Letter;
use super::meeting::Meeting;
use super::path::{FileNaming, ballot, by_day, result, vote, withdrawal};
use super::request::{Close, Forward, Reply, Request};
use super::upkeep::{MilestoneProgress, Review};
use crate::path::ActPath;

/// Calls the macro `$with` with the table of kinds: those of registers, of both, and of change requests.
///
/// A row has the variant with the type of its fields, the name in `kind` and in file names, the order, and the function
/// of [`path`](super::path) that names the file. The order of the rows is that of the error for an unknown kind.
macro_rules! kinds {
    ($with:ident) => {
        $with! {
            register {
                /// A register was proposed (DSP4003 3.1).
                Propose(Propose) => ("propose", Ordered, by_day);
                /// An owner was assigned (DSP4003 3.1).
                Assign(Assign) => ("assign", Ordered, by_day);
                /// The text was frozen as a revision and sent to the committees (DSP4003 3.1).
                Submit(Submit) => ("submit", Ordered, by_day);
                /// A ballot was opened (DSP4003 3.2).
                Ballot(Ballot) => ("ballot", Ordered, ballot);
                /// A seat voted.
                Vote(Vote) => ("vote", Free, vote);
                /// A ballot was counted and closed.
                Result(Counted) => ("result", Ordered, result);
                /// A ballot was withdrawn.
                Withdraw(Withdraw) => ("withdraw", Ordered, withdrawal);
                /// The board's approval was scheduled (DSP4003 2.5).
                Schedule(Schedule) => ("schedule", Ordered, by_day);
                /// The board approved (DSP4003 2.6).
                Approve(Approve) => ("approve", Ordered, by_day);
                /// The approved register was sent to the partner (DSP4003 3.2).
                Send(Send) => ("send", Ordered, by_day);
                /// The partner acknowledged acceptance (DSP4003 3.2).
                Accept(Accept) => ("accept", Ordered, by_day);
                /// A register that was approved before the store existed was entered.
                Backfill(Backfill) => ("backfill", Ordered, by_day);
                /// The originating chair confirmed that a change is editorial.
                Confirm(Confirm) => ("confirm", Ordered, by_day);
                /// The partner declined the register that was sent (DSP4003 3.2).
                Decline(Decline) => ("decline", Ordered, by_day);
                /// A call with the partner took place (DSP4003 3.1, 3.2).
                Meeting(Meeting) => ("meeting", Ordered, by_day);
                /// A ballot was extended (DSP4003 3.2).
                Extend(Extend) => ("extend", Ordered, by_day);
                /// Feedback on a revision was given (DSP4003 3.1).
                Feedback(Feedback) => ("feedback", Free, by_day);
                /// Feedback or the comment of a vote got its disposition.
                Resolve(Resolve) => ("resolve", Ordered, by_day);
                /// A working group answered the milestones that name it (DSP4003 2.4, 3.2).
                Commitment(Commitment) => ("commitment", Ordered, by_day);
                /// The text was reviewed and stays as it is (DSP4003 4).
                Review(Review) => ("review", Ordered, by_day);
                /// A milestone was completed (DSP4003 4).
                Milestone(MilestoneProgress) => ("milestone", Ordered, by_day);
                /// A removal was recommended (DSP4003 4.1).
                Recommend(Recommend) => ("recommend", Ordered, by_day);
                /// The board resolved on a removal (DSP4003 4.1).
                Remove(Remove) => ("remove", Ordered, by_day);
                /// A proposal ended before a revision came into force.
                End(End) => ("end", Ordered, by_day);
            }
            both {
                /// A letter was sent (DSP4003 2.2, 3.1).
                Letter(Letter) => ("letter", Ordered, by_day);
            }
            request {
                /// A request to change a standard was received (DSP4003 5.3.1).
                Request(Request) => ("request", Ordered, by_day);
                /// A change request was forwarded to the body that owns the standard (DSP4003 5.3.2).
                Forward(Forward) => ("forward", Ordered, by_day);
                /// The chair answered the submitter of a change request (DSP4003 5.3.2).
                Reply(Reply) => ("reply", Ordered, by_day);
                /// A change request got its disposition (DSP4003 5.3.2).
                Close(Close) => ("close", Ordered, by_day);
                /// A joint meeting about a change request took place (DSP4003 5.3.2).
                JointMeeting(JointMeeting) => ("joint-meeting", Ordered, by_day);
            }
        }
    };
}
pub(crate) use kinds;

/// How an act relates to the earlier acts of its register or change request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Its `after` names the latest acts that its author had.
    Ordered,
    /// It names no acts, so that people can act without each other's acts.
    Free,
}

macro_rules! define {
    ($($subject:ident { $(
        $(#[$doc:meta])*
        $kind:ident($fields:ty) => ($name:literal, $order:ident, $path:ident);
    )* })*) => {
        /// The action of an act, with its fields.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(tag = "kind")]
        pub enum Action {
            $($(
                $(#[$doc])*
                #[serde(rename = $name)]
                $kind($fields),
            )*)*
        }

        impl Action {
            /// The names of all kinds.
            pub const KINDS: &[&str] = &[$($($name,)*)*];

            /// The kind of act, as in its file's `kind` and name.
            pub fn kind(&self) -> &'static str {
                match self {
                    $($(Action::$kind(_) => $name,)*)*
                }
            }

            fn order(&self) -> Order {
                match self {
                    $($(Action::$kind(_) => Order::$order,)*)*
                }
            }

            /// The path of an act with this action, from the folder of its register or change request.
            pub(super) fn path(&self, naming: &FileNaming) -> ActPath {
                match self {
                    $($(Action::$kind(fields) => $path(fields, naming),)*)*
                }
            }
        }
    };
}
kinds!(define);

impl Action {
    /// Whether the act names in `after` the latest acts that its author had.
    pub fn names_acts(&self) -> bool {
        self.order() == Order::Ordered
    }

    /// The submission in an act that freezes a text: `submit`, or the board's approval or the partner's acceptance
    /// with changes.
    pub fn freezes(&self) -> Option<&Submit> {
        if let Action::Submit(submit) = self {
            return Some(submit);
        }
        if let Action::Approve(approve) = self {
            return approve.changed.as_ref();
        }
        if let Action::Accept(accept) = self {
            accept.changed.as_ref()
        } else {
            None
        }
    }
}
