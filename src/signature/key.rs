//! Public keys, as the roster has them.

use std::str::FromStr;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, PrivateKey, PublicKey};

use super::Fingerprint;

/// A public key; its comment is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(pub(super) PublicKey);

/// Why a text is no public key that may stand in a roster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It cannot be read as one.
    #[error("it is no SSH public key, which looks like `ssh-ed25519 AAAA...`: {0}")]
    Unreadable(String),
    /// It is the secret half.
    #[error(
        "it is a private key, which nobody else may ever see; the public one is in the file that ends in `.pub`"
    )]
    Private,
    /// It is RSA, and short enough to be worked out one day.
    #[error("it is an RSA key of {0} bits; one of fewer than 2048 is not taken")]
    Short(u32),
    /// It is of a kind that nobody should sign with any more.
    #[error(
        "`{0}` keys are not taken; use ed25519, ecdsa, rsa, or one of a hardware token (`sk-`)"
    )]
    Kind(String),
}

impl Key {
    /// The key without a comment.
    pub(super) fn of(data: &KeyData) -> Key {
        Key(PublicKey::new(data.clone(), ""))
    }

    /// What OpenSSH calls it by.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.0)
    }

    /// The public half of a private key, which its file holds in clear even where a passphrase protects it.
    pub fn of_private(text: &str) -> Option<Key> {
        let private = PrivateKey::from_openssh(text).ok()?;
        Some(Key::of(private.public_key().key_data()))
    }

    /// Its kind, as OpenSSH writes it: `ssh-ed25519`.
    pub fn kind(&self) -> String {
        self.0.algorithm().to_string()
    }

    /// Its line in a file of public keys, without a comment.
    pub fn line(&self) -> String {
        self.0.to_openssh().unwrap_or_default()
    }

    /// Whether signatures of it can be checked without another program.
    pub fn is_checked_here(&self) -> bool {
        matches!(
            self.0.algorithm(),
            Algorithm::Ed25519
                | Algorithm::Ecdsa {
                    curve: EcdsaCurve::NistP256
                }
                | Algorithm::SkEd25519
                | Algorithm::SkEcdsaSha2NistP256
        )
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Key, NotAKey> {
        if text.contains("PRIVATE KEY") {
            return Err(NotAKey::Private);
        }
        if text.trim().contains(['\n', '\r']) {
            return Err(NotAKey::Unreadable("it has more than one line".to_string()));
        }
        let key = PublicKey::from_openssh(text.trim())
            .map_err(|why| NotAKey::Unreadable(why.to_string()))?;
        let kind = key.algorithm();
        if let Some(bits) = key
            .key_data()
            .rsa()
            .map(modulus)
            .filter(|bits| *bits < 2048)
        {
            return Err(NotAKey::Short(bits));
        }
        let is_taken = matches!(
            kind,
            Algorithm::Ed25519
                | Algorithm::Ecdsa { .. }
                | Algorithm::Rsa { .. }
                | Algorithm::SkEd25519
                | Algorithm::SkEcdsaSha2NistP256
        );
        if !is_taken {
            return Err(NotAKey::Kind(kind.to_string()));
        }
        Ok(Key::of(key.key_data()))
    }
}

/// The bits of an RSA key.
fn modulus(key: &ssh_key::public::RsaPublicKey) -> u32 {
    let bytes = key.n.as_positive_bytes().unwrap_or_default();
    let first = bytes.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(bytes.len() * 8)
        .unwrap_or(u32::MAX)
        .saturating_sub(first)
}
