//! The stages of a register and the steps of the process. `stage/table.rs` says which stage allows which step.

mod acts;
mod bounds;
mod kinds;
mod table;

pub use self::bounds::{Basis, rests_on};
pub use self::kinds::{Stage, Transition};
pub use self::table::{Blocked, By, check_transition};
