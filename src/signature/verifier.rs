//! Checks many signatures of few keys.

use std::cell::RefCell;
use std::collections::HashMap;

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use ssh_key::SshSig;
use ssh_key::public::Ed25519PublicKey;

/// Checks signatures as `ssh-key` does, and caches the ed25519 keys, because decoding a key takes a tenth of the
/// work.
#[derive(Debug, Default)]
pub struct Verifier {
    /// Decoded keys by their bytes; `None` if these are not a point of the curve.
    keys: RefCell<HashMap<[u8; 32], Option<VerifyingKey>>>,
}

impl Verifier {
    /// Whether `key` made an ed25519 signature of `message` for the namespace that the signature names.
    pub(super) fn has_signed(
        &self,
        key: &Ed25519PublicKey,
        signature: &SshSig,
        message: &[u8],
    ) -> bool {
        let signed = SshSig::signed_data(signature.namespace(), signature.hash_alg(), message);
        let (Ok(signed), Ok(signature)) = (signed, Signature::try_from(signature.signature()))
        else {
            return false;
        };
        let mut keys = self.keys.borrow_mut();
        let known = keys
            .entry(key.0)
            .or_insert_with(|| VerifyingKey::from_bytes(&key.0).ok());
        known.is_some_and(|key| key.verify(&signed, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use ssh_key::public::KeyData;
    use ssh_key::{Algorithm, HashAlg, PublicKey};

    use super::*;
    use crate::signature::Secret;

    const NAMESPACE: &str = "vote@wr.dmtf.org";

    /// The verdict on a signature by this key with these bytes; both verifiers must agree.
    fn said(verifier: &Verifier, key: [u8; 32], signature: &[u8], message: &[u8]) -> bool {
        let key = Ed25519PublicKey(key);
        let signature = ssh_key::Signature::new(Algorithm::Ed25519, signature).expect("64 bytes");
        let data = KeyData::Ed25519(key);
        let signature =
            SshSig::new(data.clone(), NAMESPACE, HashAlg::Sha512, signature).expect("a namespace");
        let own = verifier.has_signed(&key, &signature, message);
        assert_eq!(
            own,
            PublicKey::new(data, "")
                .verify(NAMESPACE, message, &signature)
                .is_ok()
        );
        own
    }

    #[test]
    fn whatever_was_damaged_it_says_what_ssh_key_says() {
        let sound = Secret::generate(&[7; 32])
            .sign(NAMESPACE, b"x")
            .expect("a signature")
            .0;
        let KeyData::Ed25519(key) = sound.public_key() else {
            unreachable!()
        };
        let (key, bytes) = (key.0, sound.signature_bytes());
        let verifier = Verifier::default();
        assert!(said(&verifier, key, bytes, b"x") && !said(&verifier, key, bytes, b"y"));
        for bit in 0..96 * 8 {
            let mut both = [&key, bytes].concat();
            both[bit / 8] ^= 1 << (bit % 8);
            let (key, bytes) = both.split_at(32);
            assert!(
                !said(&verifier, key.try_into().expect("32 bytes"), bytes, b"x"),
                "{bit}"
            );
        }
    }

    #[test]
    fn points_of_small_order_are_judged_alike() {
        let point = |first: u8| {
            let mut bytes = [0; 32];
            bytes[0] = first;
            bytes
        };
        let verifier = Verifier::default();
        for (key, nonce) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)] {
            said(
                &verifier,
                point(key),
                &[point(nonce), [0; 32]].concat(),
                b"x",
            );
        }
    }
}
