//! What vouches for the bytes of a file: the signature beside it, checked once when both are read.

use super::{Key, NotASignature, Refused, Signature, Verifier};

/// What vouches for the bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SignatureStatus {
    /// Nothing yet: this is being drafted, and is signed when it has been decided on. No file is ever read as one.
    #[default]
    Draft,
    /// There is no signature.
    Missing,
    /// What lies beside it is no signature.
    Unreadable(NotASignature),
    /// A signature.
    Made(Box<CheckedSignature>),
}

/// A signature, for what it was made, by which key, and whether it fits the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSignature {
    /// The namespace it names.
    pub namespace: String,
    /// The key it was made with.
    pub key: Key,
    /// Whether that key signed these bytes.
    pub verification: Verification,
}

/// Whether a key signed certain bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// It did.
    Fits,
    /// It did not.
    Differs,
    /// It did, and it is in a hardware key that nobody touched.
    Untouched,
    /// Nobody could tell: keys of this kind are checked by `ssh-keygen` alone, and that was not there.
    Unknown,
}

impl SignatureStatus {
    /// What a signature file is to these bytes. `elsewhere` is what `ssh-keygen` says of it, where somebody asked.
    pub fn of(
        signature: &[u8],
        message: &[u8],
        elsewhere: Option<Verification>,
    ) -> SignatureStatus {
        SignatureStatus::by(&Verifier::default(), signature, message, elsewhere)
    }

    /// The same by somebody who checks many.
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

    /// Whether one of `keys` signed the bytes for `namespace`: that key; nothing when there is no signature.
    pub fn signer<'k>(&self, namespace: &str, keys: &'k [Key]) -> Result<Option<&'k Key>, Refused> {
        self.signer_among(namespace, |made| keys.iter().find(|key| *key == made))
    }

    /// The same with keys from several places.
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

    /// The key that it was made with, if it is a signature.
    pub fn key(&self) -> Option<&Key> {
        match self {
            SignatureStatus::Made(made) => Some(&made.key),
            SignatureStatus::Draft | SignatureStatus::Missing | SignatureStatus::Unreadable(_) => {
                None
            }
        }
    }
}
