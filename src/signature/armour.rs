//! The armour of a signature. Readers differ in what they take besides the plain form (measured: OpenSSH takes text
//! after it, two signatures and lines of another length; `ssh-key` takes text before it and CR LF), so only what
//! both would write is read.

use ssh_key::{LineEnding, SshSig};

use super::NotASignature;

/// More than any signature has: RSA with 16,384 bits comes to 6 KiB.
const LIMIT: usize = 16 * 1024;

pub(super) fn read(bytes: &[u8]) -> Result<SshSig, NotASignature> {
    if bytes.len() > LIMIT {
        return Err(NotASignature::Unreadable(format!(
            "it has {} bytes; none has over {LIMIT}",
            bytes.len()
        )));
    }
    let signature = SshSig::from_pem(bytes).map_err(|why| NotASignature::Unreadable(why.to_string()))?;
    // The version is not signed: of an older one, which nobody ever made, a signature would have two forms.
    if write(&signature) != bytes || signature.version() != SshSig::VERSION {
        return Err(NotASignature::NotCanonical);
    }
    if !signature.reserved().is_empty() {
        return Err(NotASignature::Reserved);
    }
    Ok(signature)
}

pub(super) fn write(signature: &SshSig) -> Vec<u8> {
    // What cannot be written is no armour, and equals none.
    let mut text = signature.to_pem(LineEnding::LF).unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.into_bytes()
}
