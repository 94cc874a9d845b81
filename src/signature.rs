//! Detached signatures: SSHSIG, as `ssh-keygen -Y sign` makes and `ssh-keygen -Y verify` checks them.
//!
//! A signature is a file next to the file it signs. Its namespace names the kind of act, so that a vote never passes
//! for an acceptance. The caller decides whose key must have made it; the file cannot.

mod armour;
mod key;
mod seal;
mod sign;
mod verifier;

use std::fmt;

use ssh_key::public::KeyData;
use ssh_key::{HashAlg, SshSig};

pub use self::key::{Key, NotAKey};
pub use self::seal::{CheckedSignature, SignatureStatus, Verification};
pub use self::sign::{CannotSign, Secret};
pub use self::verifier::Verifier;

/// A signature in its one canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(SshSig);

/// Why bytes are not a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASignature {
    /// They cannot be parsed.
    #[error("it is not an SSH signature: {0}")]
    Unreadable(String),
    /// Readers disagree about it: text around the armor, other line endings, lines of another length, two signatures
    /// in one file.
    #[error(
        "it differs from the bytes that `ssh-keygen` writes, so not every reader would accept it"
    )]
    NotCanonical,
    /// A reserved field has data.
    #[error("its reserved field is not empty")]
    Reserved,
}

/// Why a signature is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is not a signature.
    #[error(transparent)]
    Unreadable(NotASignature),
    /// It was made for another namespace.
    #[error("it was made for `{found}`, not for `{needed}`")]
    Namespace {
        /// The namespace in the signature.
        found: String,
        /// The required namespace.
        needed: String,
    },
    /// The signer does not have its key.
    #[error("it was made with the key {0}, which is not one of theirs")]
    Key(Fingerprint),
    /// Other bytes were signed.
    #[error("it does not match these bytes")]
    Bytes,
    /// A hardware key made it without a touch, so any program on its owner's machine could have requested it.
    #[error("it was made by a hardware key without a touch, so its owner may not know of it")]
    Untouched,
    /// It could not be checked.
    #[error("only `ssh-keygen` can check `{0}` keys, and it is not installed here")]
    Elsewhere(String),
}

/// OpenSSH's fingerprint of a key: `SHA256:` and 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Signature {
    /// Parses the armor of a signature.
    pub fn read(bytes: &[u8]) -> Result<Signature, NotASignature> {
        armour::read(bytes).map(Signature)
    }

    /// The armor: lines of 70 characters, each with a line feed at its end.
    pub fn to_bytes(&self) -> Vec<u8> {
        armour::write(&self.0)
    }

    /// The key that the signature names.
    pub fn key(&self) -> Key {
        Key::of(self.0.public_key())
    }

    /// The namespace that the signature names.
    pub fn namespace(&self) -> &str {
        self.0.namespace()
    }

    /// Whether its own key signed `message` for its namespace. `None` for a kind of key that this process cannot
    /// check.
    pub fn fits(&self, message: &[u8]) -> Option<Verification> {
        self.fits_by(&Verifier::default(), message)
    }

    /// Like [`fits`](Signature::fits), with cached keys.
    fn fits_by(&self, verifier: &Verifier, message: &[u8]) -> Option<Verification> {
        let is_signed = if let KeyData::Ed25519(key) = self.0.public_key() {
            verifier.has_signed(key, &self.0, message)
        } else {
            let key = Some(self.key()).filter(Key::is_checked_here)?;
            key.0.verify(self.0.namespace(), message, &self.0).is_ok()
        };
        Some(match (is_signed, armour::is_touched(&self.0)) {
            (true, true) => Verification::Fits,
            (true, false) => Verification::Untouched,
            (false, _) => Verification::Differs,
        })
    }
}

impl Fingerprint {
    fn of(key: &ssh_key::PublicKey) -> Fingerprint {
        Fingerprint(key.fingerprint(HashAlg::Sha256).to_string())
    }

    /// The beginning, which distinguishes a few keys: `SHA256:` and 8 characters.
    pub fn short(&self) -> &str {
        self.0.get(..15).unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests;
