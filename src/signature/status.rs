//! The status of the signature next to a file, computed once when both are read.

use super::armour::NotASignature;
use super::key::{Fingerprint, Key};
use super::sshsig::{Signature, Verification};
use super::verifier::Verifier;

/// The status of a file's signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SignatureStatus {
    /// A draft, which is signed after it is judged. No file on disk has this status.
    #[default]
    Draft,
    /// There is no signature.
    Missing,
    /// The signature file is not a signature.
    Unreadable(NotASignature),
    /// The file has a signature.
    Made(Box<CheckedSignature>),
}

/// A signature: its namespace, its key, and whether it matches the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSignature {
    /// The namespace in the signature.
    pub namespace: String,
    /// The key in the signature.
    pub key: Key,
    /// Whether that key signed these bytes.
    pub verification: Verification,
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

impl SignatureStatus {
    /// The status of a signature file for these bytes. `elsewhere` is the verdict of `ssh-keygen`, if it was called.
    pub fn of(
        signature: &[u8],
        message: &[u8],
        elsewhere: Option<Verification>,
    ) -> SignatureStatus {
        SignatureStatus::by(&Verifier::default(), signature, message, elsewhere)
    }

    /// Like [`of`](SignatureStatus::of), with a verifier that caches keys.
    pub fn by(
        verifier: &Verifier,
        signature: &[u8],
        message: &[u8],
        elsewhere: Option<Verification>,
    ) -> SignatureStatus {
        match Signature::read(signature) {
            Err(why) => SignatureStatus::Unreadable(why),
            Ok(signature) => {
                let verification = signature
                    .fits_by(verifier, message)
                    .or(elsewhere)
                    .unwrap_or(Verification::Unknown);
                let namespace = signature.namespace().to_string();
                SignatureStatus::Made(Box::new(CheckedSignature {
                    namespace,
                    key: signature.key(),
                    verification,
                }))
            }
        }
    }

    /// The one of `keys` that signed the bytes for `namespace`; `None` without a signature.
    pub fn signer<'k>(&self, namespace: &str, keys: &'k [Key]) -> Result<Option<&'k Key>, Refused> {
        self.signer_among(namespace, |made| keys.iter().find(|key| *key == made))
    }

    /// Like [`signer`](SignatureStatus::signer), for keys from several places.
    pub fn signer_of<'k>(
        &self,
        namespace: &str,
        keys: &[&'k Key],
    ) -> Result<Option<&'k Key>, Refused> {
        self.signer_among(namespace, |made| {
            keys.iter().copied().find(|key| *key == made)
        })
    }

    fn signer_among<'k>(
        &self,
        namespace: &str,
        find: impl FnOnce(&Key) -> Option<&'k Key>,
    ) -> Result<Option<&'k Key>, Refused> {
        let made = match self {
            SignatureStatus::Draft | SignatureStatus::Missing => return Ok(None),
            SignatureStatus::Unreadable(why) => return Err(Refused::Unreadable(why.clone())),
            SignatureStatus::Made(made) => made,
        };
        if made.namespace != namespace {
            let (found, needed) = (made.namespace.clone(), namespace.to_string());
            return Err(Refused::Namespace { found, needed });
        }
        let Some(key) = find(&made.key) else {
            return Err(Refused::Key(made.key.fingerprint()));
        };
        match made.verification {
            Verification::Fits => Ok(Some(key)),
            Verification::Differs => Err(Refused::Bytes),
            Verification::Untouched => Err(Refused::Untouched),
            Verification::Unknown => Err(Refused::Elsewhere(made.key.kind())),
        }
    }

    /// The key of the signature, if there is one.
    pub fn key(&self) -> Option<&Key> {
        match self {
            SignatureStatus::Made(made) => Some(&made.key),
            SignatureStatus::Draft | SignatureStatus::Missing | SignatureStatus::Unreadable(_) => {
                None
            }
        }
    }
}
