//! Evidence: who approved which text, when, and with which key, in order.
//!
//! The report of `wr verify` and the page in a bundle show it. The JSON of these types is published: do not change it
//! by accident.

mod approval;
mod ballot;
mod context;
mod register;
mod removal;
mod request;
mod signed;
mod text;

pub use self::approval::{ApprovalAccount, Way};
pub use self::ballot::{BallotEvidence, SeatAccount};
pub use self::register::{NamedRef, RegisterEvidence};
pub use self::removal::{RecommendationAccount, RemovalEvidence};
pub use self::request::RequestEvidence;
pub use self::signed::{ActAccount, Totals, VoidAccount};
pub use self::text::{RevisionStatus, TextAccount};
