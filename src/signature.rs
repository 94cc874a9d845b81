//! Detached signatures: SSHSIG, as `ssh-keygen -Y sign` makes and `ssh-keygen -Y verify` checks them.
//!
//! A signature is a file next to the file it signs. Its namespace names the kind of act, so that a vote never passes
//! for an acceptance. The caller decides whose key must have made it; the file cannot.

mod armour;
mod key;
mod sign;
mod sshsig;
mod status;
mod verifier;

pub use self::armour::NotASignature;
pub use self::key::{Fingerprint, Key, NotAKey};
pub use self::sign::{CannotSign, Secret};
pub use self::sshsig::{Signature, Verification};
pub use self::status::{CheckedSignature, Refused, SignatureStatus};
pub use self::verifier::Verifier;

#[cfg(test)]
mod tests;
