//! The actor's key: which one signs, and signing with it.
//!
//! Keys are found where git finds them, and nothing of a key is ever written anywhere. Private keys stay with
//! `ssh-keygen`, which knows agents, hardware tokens and passphrases; only where it is not installed are plain ed25519
//! files read here.

mod find;
mod keygen;

use std::path::PathBuf;

use anyhow::{Context as _, Result};

pub use self::find::{FoundKey, found};
pub use self::keygen::check;
use crate::act::StoredAct;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Context;
use crate::id::Id;
use crate::policy::Policy;
use crate::policy::assurance::Assurance;
use crate::roster::Roster;
use crate::signature::{Key, Secret, Signature, SignatureStatus};

/// Something that signs.
#[derive(Debug, Clone)]
pub enum Pen {
    /// A key in memory: a demonstration's.
    Secret(Box<Secret>),
    /// A file: the private key, or a public one whose private half an agent has.
    File(PathBuf),
    /// A public key whose private half an agent has.
    Agent(Key),
}

/// An act with the signature that is filed beside it, where it has one.
pub struct Signed {
    /// The act.
    pub stored: StoredAct,
    /// The signature's bytes.
    pub signature: Option<Vec<u8>>,
    /// Why it is not signed although the roster has a key of who recorded it.
    pub without: Option<String>,
}

/// Signs an act with one of the keys that count for the one who records it. Where the policy takes acts that are only
/// recorded, one without such a key stays unsigned.
pub fn sign(
    context: &Context,
    roster: &Roster,
    keys: &[Key],
    policy: &Policy,
    stored: StoredAct,
) -> Result<Signed> {
    let recorder = stored.act.recorder().clone();
    let unsigned = |stored: StoredAct, without| {
        Ok(Signed {
            stored: StoredAct {
                signature: SignatureStatus::Missing,
                ..stored
            },
            signature: None,
            without,
        })
    };
    if keys.is_empty() && policy.assurance == Assurance::Recorded {
        return unsigned(stored, None);
    }
    let (namespace, message) = (
        policy.signing_domain.namespace(stored.act.action.kind()),
        stored.act.to_bytes(),
    );
    match (
        sign_with(context, roster, &recorder, keys, &namespace, &message)?,
        policy.assurance,
    ) {
        (Ok((signature, bytes)), _) => Ok(Signed {
            stored: StoredAct {
                signature,
                ..stored
            },
            signature: Some(bytes),
            without: None,
        }),
        (Err(why), Assurance::Recorded) => unsigned(stored, Some(why)),
        (Err(why), Assurance::Signed) => Err(Rejected::Message(why).into()),
    }
}

/// Signs a message in somebody's name, with a key that the roster has for them: the seal, and the signature's bytes.
/// Without such a key, why.
pub fn sign_as(
    context: &Context,
    roster: &Roster,
    person: &Id,
    namespace: &str,
    message: &[u8],
) -> Result<Result<(SignatureStatus, Vec<u8>), String>> {
    sign_with(
        context,
        roster,
        person,
        roster.keys_of(person),
        namespace,
        message,
    )
}

/// The same with one of these keys of theirs.
pub fn sign_with(
    context: &Context,
    roster: &Roster,
    person: &Id,
    keys: &[Key],
    namespace: &str,
    message: &[u8],
) -> Result<Result<(SignatureStatus, Vec<u8>), String>> {
    let found = found(context, keys)?;
    let Some(FoundKey { key, pen, .. }) = found.iter().find(|found| keys.contains(&found.key))
    else {
        return Ok(Err(without_a_key(roster, person, keys, &found)));
    };
    let signature = pen.sign(context, namespace, message).with_context(|| {
        format!(
            "this could not be signed with the key {}",
            key.fingerprint()
        )
    })?;
    let bytes = signature.to_bytes();
    let elsewhere = match signature.fits(message) {
        Some(_) => None,
        None => Some(check(&bytes, message, namespace)),
    };
    let signature = SignatureStatus::of(&bytes, message, elsewhere);
    // What comes back from a program is believed as little as what comes from a file.
    signature
        .signer(namespace, keys)
        .map_err(|why| Rejected::Message(format!("the new signature is no good: {why}")))?;
    Ok(Ok((signature, bytes)))
}

/// Why nobody can sign: which keys the roster has, and which are here.
fn without_a_key(roster: &Roster, recorder: &Id, keys: &[Key], found: &[FoundKey]) -> String {
    let list = |keys: &mut dyn Iterator<Item = String>| match keys.collect::<Vec<_>>().as_slice() {
        [] => "none".to_string(),
        keys => keys.join(", "),
    };
    let known = list(&mut keys.iter().map(|key| key.fingerprint().to_string()));
    let here = list(
        &mut found
            .iter()
            .map(|found| format!("{} ({})", found.key.fingerprint(), found.place)),
    );
    format!(
        "no key of {} is at hand; the roster has: {known}; here are: {here}\n  needs:  one of the roster's keys as git's \
         user.signingkey (with gpg.format ssh), in ~/.ssh or in the agent; or `wr key add FILE.pub`",
        roster.person_name(recorder)
    )
}

impl Pen {
    /// Signs a message for a namespace.
    fn sign(&self, context: &Context, namespace: &str, message: &[u8]) -> Result<Signature> {
        match self {
            Pen::Secret(secret) => Ok(secret.sign(namespace, message)?),
            Pen::File(path) => keygen::sign(context, path, namespace, message),
            Pen::Agent(key) => keygen::sign_by_agent(context, key, namespace, message),
        }
    }
}
