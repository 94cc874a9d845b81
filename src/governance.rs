//! The versions of roster and policy: which of them are in force, and by whose consent.
//!
//! A roster may name *roots*: people who must consent, by a threshold and each with a signature, to the next roster and
//! the next policy. A consent names its version and digest, and the roster and the policy in force. So the versions
//! form one chain, and a version that was in force cannot return. A version without enough consents is pending.
//!
//! The roots of the *old* roster consent. The first roster with roots is consented to by its own roots, which proves
//! only that they agree; before it, anyone who can write to the repository can change everything.

mod chain;
mod consent;
mod decide;
mod introduction;
mod pending;
mod rosters;
mod succession;
#[cfg(test)]
mod tests;
mod version;

pub use self::chain::Chain;
pub use self::consent::{Consent, Consented};
pub use self::introduction::{Introduced, Introduction, KEY, KeyIntroduction};
pub use self::pending::{Pending, Unfit};
pub use self::rosters::{Rosters, allowed_keys, stolen};
pub use self::succession::{Break, Thing, breaks, revived};
pub use self::version::{NumberedVersion, Versions};
