//! The status of the signature next to a file, computed once when both are read.

use super::{Key, NotASignature, Refused, Signature, Verifier};

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
