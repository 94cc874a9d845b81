//! The stages of a register and the steps of the process. `stage/table.rs` says what each step is and which stage allows
//! it.

mod basis;
mod stages;
mod table;

pub use self::basis::Basis;
pub use self::stages::Stage;
pub use self::table::{Blocked, By, Concern, Transition, check_transition};
