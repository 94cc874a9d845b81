//! Signatures: the armour's reader, and what a signature is good for.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use base64ct::{Base64, Encoding};
use wr::signature::{Key, Refused, Secret, Signature, SignatureStatus};

const VOTE: &str = "vote@wr.dmtf.org";
const ACCEPT: &str = "accept@wr.dmtf.org";
const MESSAGE: &[u8] = b"format: 1\nkind: \"vote\"\n";

/// An even first byte: the rest is read as it is. An odd one: the rest says what is done to a good signature.
pub fn check(bytes: &[u8]) {
    match bytes.split_first() {
        Some((choice, rest)) if choice % 2 == 0 => any(rest),
        Some((_, rest)) => {
            // Bytes that end too early forge nothing, and are no finding.
            let _ = forged(&mut Unstructured::new(rest));
        }
        None => any(bytes),
    }
}

/// What is read is written back byte for byte, and a signature that was not made belongs to no one.
fn any(bytes: &[u8]) {
    let good = good();
    match Signature::read(bytes) {
        Ok(signature) => {
            assert_eq!(signature.to_bytes(), bytes, "one signature has two forms");
            assert!(!signature.key().fingerprint().to_string().is_empty());
            assert!(!signature.key().kind().is_empty());
            let _ = (signature.namespace(), signature.fits(MESSAGE));
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
    holds_for_nothing_else(good, bytes);
}

/// A good signature, and what it is good for.
struct Good {
    armour: Vec<u8>,
    /// What the armour wraps.
    blob: Vec<u8>,
    key: Key,
    other: Key,
}

fn good() -> &'static Good {
    static GOOD: OnceLock<Good> = OnceLock::new();
    GOOD.get_or_init(|| {
        let secret = Secret::generate(&[1; 32]);
        let signature = secret.sign(VOTE, MESSAGE).expect("a signature");
        let armour = signature.to_bytes();
        let text = String::from_utf8(armour.clone()).expect("text");
        let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let blob = Base64::decode_vec(&lines).expect("base64");
        assert_eq!(wrapped(&blob), armour, "the armour is made in another way");
        Good {
            armour,
            blob,
            key: secret.key(),
            other: Secret::generate(&[2; 32]).key(),
        }
    })
}

/// The armour that OpenSSH puts around a signature.
fn wrapped(blob: &[u8]) -> Vec<u8> {
    let text = Base64::encode_string(blob);
    let mut out = b"-----BEGIN SSH SIGNATURE-----\n".to_vec();
    for line in text.as_bytes().chunks(70) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
    out.extend_from_slice(b"-----END SSH SIGNATURE-----\n");
    out
}

/// Edits the signature, in its armour or below it, where the fields are.
fn forged(bytes: &mut Unstructured<'_>) -> Result<()> {
    let good = good();
    let is_below = bytes.arbitrary::<bool>()?;
    let mut edited = if is_below {
        good.blob.clone()
    } else {
        good.armour.clone()
    };
    for _ in 0..bytes.int_in_range(1..=6)? {
        edit(&mut edited, bytes)?;
    }
    let armour = if is_below { wrapped(&edited) } else { edited };
    any(&armour);
    Ok(())
}

fn edit(at: &mut Vec<u8>, bytes: &mut Unstructured<'_>) -> Result<()> {
    let place = bytes.choose_index(at.len().max(1))?;
    let end = (place + bytes.int_in_range(1..=40)?).min(at.len());
    match bytes.int_in_range(0..=4)? {
        0 if place < at.len() => at[place] ^= 1 << bytes.int_in_range(0..=7)?,
        1 => at.insert(place.min(at.len()), bytes.arbitrary()?),
        2 if place < end => drop(at.drain(place..end)),
        3 if place < end => at.copy_within(place..end, 0),
        _ => {
            let new: Vec<u8> = bytes.arbitrary::<&[u8]>()?.to_vec();
            at.splice(place.min(at.len())..end.max(place.min(at.len())), new);
        }
    }
    Ok(())
}

/// Whatever file lies beside an act: only the one that its signer made proves anything, and that for one message, one
/// key and one namespace.
fn holds_for_nothing_else(good: &Good, bytes: &[u8]) {
    let keys = [good.key.clone()];
    let signature = SignatureStatus::of(bytes, MESSAGE, None);
    let is_good = bytes == good.armour;
    let signer = signature.signer(VOTE, &keys);
    assert_eq!(
        matches!(signer, Ok(Some(_))),
        is_good,
        "forged: {}",
        String::from_utf8_lossy(bytes)
    );
    assert!(
        signer != Ok(None),
        "a file is taken for no signature at all"
    );
    let proves = |signature: &SignatureStatus, namespace, keys: &[Key]| {
        matches!(signature.signer(namespace, keys), Ok(Some(_)))
    };
    assert!(
        !proves(&signature, ACCEPT, &keys),
        "a vote is taken for an acceptance"
    );
    assert!(
        !proves(&signature, VOTE, std::slice::from_ref(&good.other)),
        "one key is taken for another"
    );
    assert!(
        !proves(&signature, VOTE, &[]),
        "an unknown key is taken for a person's"
    );
    let another = SignatureStatus::of(bytes, b"format: 1\nkind: \"vote\"\n\n", None);
    assert!(
        !proves(&another, VOTE, &keys),
        "one message is taken for another"
    );
    if is_good {
        assert_eq!(another.signer(VOTE, &keys), Err(Refused::Bytes));
    }
}
