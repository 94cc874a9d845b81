//! One signature in the format SSHSIG.

use ssh_key::SshSig;
use ssh_key::public::KeyData;

use super::armour::{self, NotASignature};
use super::key::Key;
use super::verifier::Verifier;

/// A signature in its one canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(pub(super) SshSig);

/// Whether a key signed certain bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// The key signed them.
    Fits,
    /// The key did not sign them.
    Differs,
    /// The key signed them, and is a hardware key that was not touched.
    Untouched,
    /// Unknown: only `ssh-keygen` checks this kind of key, and it was not available.
    Unknown,
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
    pub(super) fn fits_by(&self, verifier: &Verifier, message: &[u8]) -> Option<Verification> {
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
