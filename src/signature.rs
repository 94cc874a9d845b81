//! Detached signatures: SSHSIG, as stock `ssh-keygen -Y sign` makes and `ssh-keygen -Y verify` checks them.
//!
//! A signature is a file beside what it signs. Its namespace says what kind of act it is for, so that a vote can
//! never be taken for an acceptance; whose key has to have made it, the reader says and never the file.

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

/// Why bytes are no signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASignature {
    /// They cannot be read as one.
    #[error("it is no SSH signature: {0}")]
    Unreadable(String),
    /// One reader takes them for a signature and another does not: text around the armour, other line ends, lines
    /// of another length, two signatures in one file.
    #[error(
        "it is not written as `ssh-keygen` writes one, byte for byte, so that not every reader would take it"
    )]
    NotCanonical,
    /// It has data in a field that is kept empty.
    #[error("its reserved field is not empty")]
    Reserved,
}

/// Why a signature proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is none.
    #[error(transparent)]
    Unreadable(NotASignature),
    /// It was made for something else.
    #[error("it was made for `{found}`, and this needs one for `{needed}`")]
    Namespace {
        /// The namespace it names.
        found: String,
        /// The one it must name.
        needed: String,
    },
    /// It was made with a key that the signer does not have.
    #[error("it was made with the key {0}, which is none of theirs")]
    Key(Fingerprint),
    /// The bytes are not those that were signed.
    #[error("it does not fit these bytes")]
    Bytes,
    /// A hardware key made it, and nobody touched that: whatever runs on its owner's machine could have asked for it.
    #[error(
        "it was made by a hardware key that nobody touched, so nobody says that its owner knew of it"
    )]
    Untouched,
    /// Nobody was there to check it.
    #[error("`{0}` keys are checked by `ssh-keygen` alone, which is not installed here")]
    Elsewhere(String),
}

/// The name that OpenSSH gives to a key: `SHA256:` and 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Signature {
    /// Reads the armour of a signature.
    pub fn read(bytes: &[u8]) -> Result<Signature, NotASignature> {
        armour::read(bytes).map(Signature)
    }

    /// The armour: lines of 70 characters, each ended with a line feed.
    pub fn to_bytes(&self) -> Vec<u8> {
        armour::write(&self.0)
    }

    /// The key that it says it was made with.
    pub fn key(&self) -> Key {
        Key::of(self.0.public_key())
    }

    /// What it says it was made for.
    pub fn namespace(&self) -> &str {
        self.0.namespace()
    }

    /// Whether its own key signed `message`, for what it says it was made for. Nothing for keys of a kind that is
    /// not checked in this process.
    pub fn fits(&self, message: &[u8]) -> Option<Verification> {
        self.fits_by(&Verifier::default(), message)
    }

    /// The same with the keys that were met before.
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

    /// Its beginning, which is enough to tell a few keys apart: `SHA256:` and 8 characters.
    pub fn short(&self) -> &str {
        self.0.get(..15).unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests;
