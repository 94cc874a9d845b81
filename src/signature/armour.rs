//! The armor of a signature. Readers differ in what they accept besides the plain form (measured: OpenSSH accepts
//! text after it, two signatures and lines of another length; `ssh-key` accepts text before it and CR LF), so only
//! the form that both write is read.

use base64ct::{Base64, Encoding as _};
use ssh_key::{Algorithm, LineEnding, PublicKey, SshSig};

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

/// More than any signature needs: RSA with 16,384 bits takes 6 KiB.
const LIMIT: usize = 16 * 1024;

/// The length of what a hardware key adds to its signature: a byte of flags, and a counter of four bytes.
const TOLD: usize = 5;

/// The flag with which a hardware key reports a touch.
const TOUCHED: u8 = 1;

pub(super) fn read(bytes: &[u8]) -> Result<SshSig, NotASignature> {
    if bytes.len() > LIMIT {
        return Err(NotASignature::Unreadable(format!(
            "it has {} bytes; the limit is {LIMIT}",
            bytes.len()
        )));
    }
    let signature =
        SshSig::from_pem(bytes).map_err(|why| NotASignature::Unreadable(why.to_string()))?;
    // The version is not signed: if an older one, never in use, were accepted, a signature would have two forms.
    if write(&signature) != bytes || signature.version() != SshSig::VERSION {
        return Err(NotASignature::NotCanonical);
    }
    if !signature.reserved().is_empty() {
        return Err(NotASignature::Reserved);
    }
    Ok(signature)
}

/// Whether the hardware key was touched, if one made the signature.
pub(super) fn is_touched(signature: &SshSig) -> bool {
    let is_token = matches!(
        signature.algorithm(),
        Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256
    );
    let told = signature.signature_bytes().last_chunk::<TOLD>();
    !is_token || told.is_some_and(|[flags, ..]| flags & TOUCHED != 0)
}

pub(super) fn write(signature: &SshSig) -> Vec<u8> {
    if signature.algorithm() == Algorithm::SkEcdsaSha2NistP256 {
        return wrapped(&of_token(signature).unwrap_or_default());
    }
    // A signature that cannot be written has an empty armor, which no input equals.
    let mut text = signature.to_pem(LineEnding::LF).unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.into_bytes()
}

/// The blob in the armor of a hardware key's ECDSA signature. `ssh-key` reads these, but writes the token's flags and
/// counter inside the preceding field.
fn of_token(signature: &SshSig) -> Option<Vec<u8>> {
    let key = PublicKey::new(signature.public_key().clone(), "")
        .to_bytes()
        .ok()?;
    let (signed, told) = signature.signature_bytes().split_last_chunk::<TOLD>()?;
    let mut inner = Vec::new();
    put(&mut inner, signature.algorithm().as_str().as_bytes())?;
    put(&mut inner, signed)?;
    inner.extend(told);
    let mut blob = b"SSHSIG".to_vec();
    blob.extend(signature.version().to_be_bytes());
    for field in [
        &key,
        signature.namespace().as_bytes(),
        signature.reserved(),
        signature.hash_alg().as_str().as_bytes(),
        &inner,
    ] {
        put(&mut blob, field)?;
    }
    Some(blob)
}

/// Appends a field with its length in front.
pub(super) fn put(blob: &mut Vec<u8>, field: &[u8]) -> Option<()> {
    blob.extend(u32::try_from(field.len()).ok()?.to_be_bytes());
    blob.extend(field);
    Some(())
}

fn wrapped(blob: &[u8]) -> Vec<u8> {
    let mut text = "-----BEGIN SSH SIGNATURE-----\n".to_string();
    for (at, letter) in Base64::encode_string(blob).chars().enumerate() {
        if at > 0 && at % 70 == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text += "\n-----END SSH SIGNATURE-----\n";
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::Secret;

    fn signed_for(namespace: &str) -> SshSig {
        Secret::generate(&[7; 32])
            .sign(namespace, b"x")
            .expect("a signature")
            .0
    }

    /// Readers could disagree on reserved data later.
    #[test]
    fn a_signature_that_uses_what_is_reserved_is_none() {
        let plain = write(&signed_for("vote@wr.dmtf.org"));
        assert!(read(&plain).is_ok());
        let body: String = String::from_utf8_lossy(&plain)
            .lines()
            .filter(|it| !it.starts_with('-'))
            .collect();
        let mut blob = Base64::decode_vec(&body).expect("Base64");
        let reserved = blob
            .windows(4)
            .position(|it| it == [0; 4])
            .expect("an empty field");
        blob.splice(reserved..reserved + 4, [0, 0, 0, 1, b'x']);
        assert_eq!(read(&wrapped(&blob)), Err(NotASignature::Reserved));
    }

    #[test]
    fn a_signature_that_is_longer_than_any_is_none() {
        let fits = write(&signed_for(&"x".repeat(LIMIT / 2)));
        let exceeds = write(&signed_for(&"x".repeat(LIMIT)));
        assert!(read(&fits).is_ok());
        assert!(
            matches!(read(&exceeds), Err(NotASignature::Unreadable(why)) if why.starts_with("it has"))
        );
    }
}
