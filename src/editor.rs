//! What an editor asks about a file that people write: what is here, what can be written here, and where a name is
//! defined. No I/O.

mod complete;
mod define;
mod describe;
mod hover;
mod names;

pub use self::complete::{Candidate, CandidateKind, complete};
pub use self::define::define;
pub use self::hover::{Hover, hover};
