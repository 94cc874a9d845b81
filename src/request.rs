//! Change requests to standards that the home organization owns (DSP4003 5.3).
//!
//! They have their own acts, state and stages. Everything else about acts is as for registers: the same [`apply()`]
//! decides on them, and the same [`replay()`] computes the state.

mod apply;
pub mod duties;
pub mod ip_policy;
mod stage;
mod state;
mod table1;

pub use self::stage::RequestStage;
pub use self::state::{
    Partnership, Received, RequestHistory, RequestState, Step, SubmitterAnswer, TextOnDay,
};
pub use self::table1::{owning_body, row};
pub use crate::process::{apply, replay};
