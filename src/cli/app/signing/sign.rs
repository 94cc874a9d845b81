//! Signs an act, or another message, with a key of a person.

use anyhow::{Context as _, Result};

use super::find::{FoundKey, found};
use crate::act::StoredAct;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Context;
use crate::cli::app::keygen;
use crate::id::Id;
use crate::policy::Policy;
use crate::policy::assurance::Assurance;
use crate::roster::Roster;
use crate::signature::{Key, SignatureStatus};

/// An act with its signature, if it has one.
pub(crate) struct Signed {
    /// The act, with the status of its signature.
    pub stored: StoredAct,
    /// The bytes of the `.sig` file; none for an unsigned act.
    pub signature: Option<Vec<u8>>,
    /// Why the act is unsigned although the roster has a key of the recorder.
    pub without: Option<String>,
}

/// Signs an act with one of `keys`, the keys of its recorder that count. If the policy accepts unsigned acts and none
/// of the keys is found, the act stays unsigned.
///
/// # Errors
/// The policy requires a signature and none of the keys is found, or signing fails.
pub(crate) fn sign(
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

/// Signs a message with a key that the roster has for `person`; returns the signature's status and bytes, or why no key
/// can sign.
///
/// # Errors
/// Signing fails, or the new signature is not valid.
pub(crate) fn sign_as(
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

/// Like `sign_as`, with one of `keys` instead of all keys of the roster.
///
/// # Errors
/// Signing fails, or the new signature is not valid.
pub(crate) fn sign_with(
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
        None => Some(keygen::check(&bytes, message, namespace)),
    };
    let signature = SignatureStatus::of(&bytes, message, elsewhere);
    // The signature may come from another program, so it is verified like one from a file.
    signature
        .signer(namespace, keys)
        .map_err(|why| Rejected::Message(format!("the new signature is not valid: {why}")))?;
    Ok(Ok((signature, bytes)))
}

/// Checks, before anything irrevocable, that one of `keys` can sign where the policy requires signatures.
///
/// # Errors
/// None of them is found.
pub(crate) fn check_key(
    context: &Context,
    roster: &Roster,
    recorder: &Id,
    keys: &[Key],
    policy: &Policy,
) -> Result<()> {
    if policy.assurance == Assurance::Recorded {
        return Ok(());
    }
    let found = found(context, keys)?;
    if found.iter().any(|found| keys.contains(&found.key)) {
        return Ok(());
    }
    Err(Rejected::Message(without_a_key(roster, recorder, keys, &found)).into())
}

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
        "no key of {} was found; the roster has: {known}; this machine has: {here}\n  needs:  one of the roster's keys as \
         git's user.signingkey (with gpg.format ssh), in ~/.ssh or in the agent; or `wr key add FILE.pub`",
        roster.person_name(recorder)
    )
}
