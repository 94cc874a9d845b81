//! Signs in this process, for machines without `ssh-keygen`; plain ed25519 keys only.

use std::fmt;

use ssh_key::private::Ed25519Keypair;
use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey};

use super::key::Key;
use super::sshsig::Signature;

/// Why a private key cannot sign here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// It cannot be parsed.
    #[error("it is not an OpenSSH private key: {0}")]
    Unreadable(String),
    /// A passphrase protects it.
    #[error("it is protected by a passphrase, which needs `ssh-keygen`; install OpenSSH")]
    Encrypted,
    /// It is not an ed25519 key.
    #[error("`{0}` keys need `ssh-keygen` to sign; install OpenSSH")]
    Kind(String),
}

/// A private key that signs in this process. It is never printed, and erased when it is dropped.
#[derive(Clone)]
pub struct Secret(PrivateKey);

impl Secret {
    /// Parses a private key file.
    pub fn read(text: &str) -> Result<Secret, CannotSign> {
        let key = PrivateKey::from_openssh(text)
            .map_err(|why| CannotSign::Unreadable(why.to_string()))?;
        if key.is_encrypted() {
            return Err(CannotSign::Encrypted);
        }
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(CannotSign::Kind(key.algorithm().to_string()));
        }
        Ok(Secret(key))
    }

    /// A key of 32 random bytes for a demonstration; no file has it.
    pub fn generate(seed: &[u8; 32]) -> Secret {
        Secret(PrivateKey::from(Ed25519Keypair::from_seed(seed)))
    }

    /// The private key file as OpenSSH writes it, without a passphrase.
    pub fn to_file(&self) -> Result<String, CannotSign> {
        let text = self
            .0
            .to_openssh(LineEnding::LF)
            .map_err(|why| CannotSign::Unreadable(why.to_string()))?;
        Ok(text.to_string())
    }

    /// The public half.
    pub fn key(&self) -> Key {
        Key::of(self.0.public_key().key_data())
    }

    /// Signs a message for a namespace, which must not be empty.
    pub fn sign(&self, namespace: &str, message: &[u8]) -> Result<Signature, CannotSign> {
        let signed = self.0.sign(namespace, HashAlg::Sha512, message);
        signed
            .map(Signature)
            .map_err(|why| CannotSign::Unreadable(why.to_string()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.key().fingerprint())
    }
}
