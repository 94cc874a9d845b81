//! The judge: decides whether the acts and votes that a step of the main line adds may enter.
//!
//! An act is judged where it enters the main line: on the store before the step that adds it, under the roster and the
//! policy in force there, and by what its author could know. The acting command, `wr check --base`, the pre-receive
//! hook and `wr verify` all call this one function.

mod count;
mod line;
mod progress;
mod time;

pub use self::count::counted;
pub use self::line::{Before, CommitHistory, KnownVersions, MainLineStep, Position};
pub use self::progress::{Judged, LedgerProgress, entered};
pub use self::time::{TOLERANCE, latest_bound};
pub use crate::process::{Ledger, Votes};

/// The version of the judge. Raise it with every change that may alter the verdict on an old act: a clone verifies
/// history again that it verified under another version.
pub const VERSION: u32 = 1;
