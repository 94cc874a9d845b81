//! Whether an act is signed as the policy asks, by the one who recorded it.

use super::StoredAct;
use crate::policy::Policy;
use crate::policy::assurance::Assurance;
use crate::roster::Roster;
use crate::signature::{Key, SignatureStatus};

/// Why an act is not vouched for: what is the case, and what is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unvouched {
    /// What is the case.
    pub state: String,
    /// What is needed.
    pub needs: String,
}

/// The key that vouches for an act under this roster and this policy; nothing for one that is only recorded, where
/// the policy takes those.
///
/// # Errors
/// The signature is missing where the policy asks for it, or it is there and proves nothing.
pub fn verify_signature<'r>(
    stored: &StoredAct,
    roster: &'r Roster,
    policy: &Policy,
) -> Result<Option<&'r Key>, Unvouched> {
    verify_signature_by(stored, roster, policy, &|| {
        roster.keys_of(stored.act.recorder()).iter().collect()
    })
}

/// The same with the keys of the one who recorded it, which are asked for where they matter: a vote's are those that
/// count in its ballot.
///
/// # Errors
/// The signature is missing where the policy asks for it, or it is there and proves nothing.
pub fn verify_signature_by<'r>(
    stored: &StoredAct,
    roster: &Roster,
    policy: &Policy,
    keys: &dyn Fn() -> Vec<&'r Key>,
) -> Result<Option<&'r Key>, Unvouched> {
    let (recorder, kind) = (stored.act.recorder(), stored.act.action.kind());
    // Most acts of most stores: nothing has to be looked up.
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
                    "the signature of {name}, by a key that the roster has: {}",
                    known.join(", ")
                )
            }
        };
        Err(Unvouched { state, needs })
    };
    match stored.signature.signer_of(&namespace, &keys) {
        Err(why) => refuse(format!(
            "the signature of this {kind} proves nothing: {why}"
        )),
        Ok(Some(key)) => Ok(Some(key)),
        // It is decided on before it is signed; without a key it never could be.
        Ok(None) if stored.signature == SignatureStatus::Draft && !keys.is_empty() => Ok(None),
        Ok(None) => refuse(format!(
            "this {kind} is not signed, and policy takes signed acts alone"
        )),
    }
}
