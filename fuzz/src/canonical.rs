//! The canonical form: whatever an act, a consent or a statement about a key says, its bytes say the same.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use wr::act::{Act, canonical};
use wr::governance::{Consent, Introduction};
use wr::source::SourceFile;

use crate::edits::{edited, has_empty};
use crate::samples;

/// Makes an act, a consent or a statement about a key as the bytes say, writes it and reads it again.
pub fn check(bytes: &[u8]) {
    // Bytes that end too early make nothing, and are no finding.
    let _ = try_check(&mut Unstructured::new(bytes));
}

fn try_check(bytes: &mut Unstructured<'_>) -> Result<()> {
    let acts = samples::acts();
    match bytes.int_in_range(0..=15)? {
        0 => consent(edited(a_consent(), acts, bytes)?),
        1 => introduction(edited(an_introduction(), acts, bytes)?),
        _ => act(edited(bytes.choose(acts)?.clone(), acts, bytes)?),
    }
    Ok(())
}

fn act(tree: Value) {
    let Ok(act) = serde_json::from_value::<Act>(tree) else {
        return;
    };
    let Ok(told) = serde_json::to_value(&act) else {
        panic!("no tree of values: {act:?}")
    };
    let written = act.to_bytes();
    if written.is_empty() {
        return assert!(has_empty(&told), "the form has no shape for {act:?}");
    }
    let read = canonical::read(&SourceFile::new("act.yaml", written.clone()));
    match read {
        Ok(read) => assert_eq!(read, act, "an act is read as another"),
        Err(why) => panic!(
            "{}\n{}\n{act:?}",
            why.message,
            String::from_utf8_lossy(&written)
        ),
    }
    assert!(written.ends_with(b"\n") && !written.contains(&b'\r'));
    let _ = act.stored().path();
}

fn a_consent() -> Value {
    let digest = "sha256:c6836f7ad1c4da8a997c009a4b4b120c237b1993693239e194d6307d9d0b8c3a";
    json!({
        "format": Consent::FORMAT, "store": "0123456789abcdef0123456789abcdef", "by": "ann", "at": "2026-01-12T00:00:00Z",
        "to": "roster", "version": 2, "digest": digest, "roster": digest, "policy": digest,
    })
}

fn consent(tree: Value) {
    let Ok(consent) = serde_json::from_value::<Consent>(tree) else {
        return;
    };
    let read = Consent::read(&SourceFile::new("consent.yaml", consent.to_bytes()));
    match read {
        Ok(read) => assert_eq!(read, consent, "a consent is read as another"),
        Err(why) => assert_ne!(
            consent.format,
            Consent::FORMAT,
            "{}: {consent:?}",
            why.message
        ),
    }
}

fn an_introduction() -> Value {
    json!({
        "format": Introduction::FORMAT, "store": "0123456789abcdef0123456789abcdef", "by": "ann",
        "at": "2026-01-12T00:00:00Z", "key": "ssh-ed25519 AAAA",
    })
}

fn introduction(tree: Value) {
    let Ok(introduction) = serde_json::from_value::<Introduction>(tree) else {
        return;
    };
    let read = Introduction::read(&SourceFile::new("key.yaml", introduction.to_bytes()));
    match read {
        Ok(read) => assert_eq!(read, introduction, "a statement is read as another"),
        Err(why) => {
            assert_ne!(
                introduction.format,
                Introduction::FORMAT,
                "{}: {introduction:?}",
                why.message
            )
        }
    }
}
