//! Public keys, as a roster lists them.

use std::fmt;
use std::str::FromStr;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, PrivateKey, PublicKey};

/// A public key without its comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(pub(super) PublicKey);

/// OpenSSH's fingerprint of a key: `SHA256:` and 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a roster cannot list a text as a public key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It cannot be parsed.
    #[error("it is not an SSH public key, such as `ssh-ed25519 AAAA...`: {0}")]
    Unreadable(String),
    /// It is a private key.
    #[error(
        "it is a private key, which must stay secret; the public key is in the file that ends in `.pub`"
    )]
    Private,
    /// It is an RSA key that is too short.
    #[error("it is an RSA key of {0} bits; the minimum is 2048")]
    Short(u32),
    /// Its kind is not secure, or not supported.
    #[error("`{0}` keys are not accepted; use ed25519, ecdsa, rsa, or a hardware key (`sk-`)")]
    Kind(String),
}

impl Key {
    /// The key without a comment.
    pub(super) fn of(data: &KeyData) -> Key {
        Key(PublicKey::new(data.clone(), ""))
    }

    /// OpenSSH's fingerprint of the key.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.0)
    }

    /// The public half of a private key file, which is in clear text even with a passphrase.
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

    /// Whether this process can check its signatures without another program.
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

impl Fingerprint {
    fn of(key: &ssh_key::PublicKey) -> Fingerprint {
        Fingerprint(key.fingerprint(HashAlg::Sha256).to_string())
    }

    /// The beginning, which distinguishes a few keys: `SHA256:` and 8 characters.
    pub fn short(&self) -> &str {
        self.0.get(..15).unwrap_or(&self.0)
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

/// The length of an RSA key in bits.
fn modulus(key: &ssh_key::public::RsaPublicKey) -> u32 {
    let bytes = key.n.as_positive_bytes().unwrap_or_default();
    let first = bytes.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(bytes.len() * 8)
        .unwrap_or(u32::MAX)
        .saturating_sub(first)
}
