//! The process of DSP4003: the state of a register, and what each act changes.
//!
//! State is not stored. [`replay()`] computes it from the text and the acts, with the same [`apply()`] that a command
//! calls before it records anything.

mod apply;
pub mod approvals;
pub mod attendance;
pub mod class;
pub mod count;
pub mod domains;
pub mod due;
pub mod editorial;
pub mod ending;
pub mod entering;
pub mod feedback;
pub mod groups;
pub mod head;
mod ledger;
pub mod letters;
pub mod milestones;
pub mod next_steps;
pub mod refusal;
mod replay;
pub mod review;
pub mod signature_policy;
pub mod stage;
mod state;
pub mod version;
pub mod worklist;

pub use self::apply::{proposer, unchanged};
pub use self::ledger::{CheckedAct, Ledger, Votes, apply};
pub use self::refusal::{Cause, Refusal};
pub use self::replay::{Missing, Replay, ReplayedAct, in_order, replay};
pub use self::stage::Stage;
pub use self::state::{
    ApproverDecision, BallotStanding, BallotStatus, Completed, Corrected, Editorial, Ended,
    Established, Ground, History, InForce, Objected, Proposal, Recommendation, Removed, Resolution,
    ReturnedToDraft, Revision, SOON, Sent, SentLetter, State, UnderWay,
};
