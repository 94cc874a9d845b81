//! Acts: one small immutable file in canonical form for each recorded step.

pub mod approval;
pub mod ballot;
pub mod canonical;
mod email;
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
mod words;

// Each file of acts has the types of its acts and nothing else.
pub use self::approval::*;
pub use self::ballot::*;
pub use self::email::{EmailEvidence, by_letter, recorded_by};
pub use self::ending::*;
pub use self::envelope::{Act, FORMAT, StoredAct};
pub use self::feedback::*;
pub use self::joint::*;
pub use self::kind::Action;
pub(crate) use self::kind::kinds;
pub use self::letter::*;
pub use self::meeting::*;
pub use self::request::*;
pub use self::upkeep::*;
pub use self::words::PersonalWord;
