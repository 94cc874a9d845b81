//! Checks that an act has its recorder's signature, as the policy requires.

use super::envelope::StoredAct;
use crate::policy::Policy;
use crate::policy::assurance::Assurance;
use crate::roster::Roster;
use crate::signature::{Key, SignatureStatus};

/// Why the signature of an act is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unvouched {
    /// What is wrong.
    pub state: String,
    /// What is needed.
    pub needs: String,
}

/// The key that signed an act, under this roster and this policy; `None` for an unsigned act, if the policy accepts
/// it.
///
/// # Errors
/// The signature is missing although the policy requires it, or it is not valid.
pub fn verify_signature<'r>(
    stored: &StoredAct,
    roster: &'r Roster,
    policy: &Policy,
) -> Result<Option<&'r Key>, Unvouched> {
    verify_signature_by(stored, roster, policy, &|| {
        roster.keys_of(stored.act.recorder()).iter().collect()
    })
}

/// Like [`verify_signature`], with the recorder's keys computed only if needed: for a vote, those that count in its
/// ballot.
///
/// # Errors
/// The signature is missing although the policy requires it, or it is not valid.
pub fn verify_signature_by<'r>(
    stored: &StoredAct,
    roster: &Roster,
    policy: &Policy,
    keys: &dyn Fn() -> Vec<&'r Key>,
) -> Result<Option<&'r Key>, Unvouched> {
    let (recorder, kind) = (stored.act.recorder(), stored.act.action.kind());
    // The usual case in most stores, without any lookup.
    if policy.assurance == Assurance::Recorded
        && matches!(
            stored.signature,
            SignatureStatus::Missing | SignatureStatus::Draft
        )
    {
        return Ok(None);
    }
    let keys = keys();
    let namespace = policy.signing_domain.namespace(kind);
    let refuse = |state: String| {
        let name = roster.person_name(recorder);
        let known: Vec<String> = keys
            .iter()
            .map(|key| key.fingerprint().to_string())
            .collect();
        let needs = match known.is_empty() {
            true => {
                format!("a key of {name} in the roster: `wr key add FILE.pub`, `wr save roster`")
            }
            false => {
                format!(
                    "the signature of {name} with a key in the roster: {}",
                    known.join(", ")
                )
            }
        };
        Err(Unvouched { state, needs })
    };
    match stored.signature.signer_of(&namespace, &keys) {
        Err(why) => refuse(format!("the signature of this {kind} is not valid: {why}")),
        Ok(Some(key)) => Ok(Some(key)),
        // A draft is judged before it is signed; without a key it can never be signed.
        Ok(None) if stored.signature == SignatureStatus::Draft && !keys.is_empty() => Ok(None),
        Ok(None) => refuse(format!(
            "this {kind} is not signed, but the policy requires signed acts"
        )),
    }
}
