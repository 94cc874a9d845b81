//! Acts that enter a store after its roster or policy has changed: whether those that are in force there let them be.
//!
//! An act is mailed, or made on a branch, under the versions that its author had. It has to be legal under those, and under
//! the versions in force where it enters: then a change that does not concern it costs nobody anything, and a key or an
//! office that was taken away is of no use on an old branch. A vote is judged by its ballot, and by who its voter is now.

use std::cell::RefCell;

use super::{Record, Refusal, decide, through};
use crate::act::{Deed, Filed};
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

/// The acts of a register that are legal under the versions that they name, and not under these: each with why. Only
/// those that `is_new` names are looked at.
pub fn entering(
    record: &Record<'_>,
    is_new: impl Fn(&Filed) -> bool,
    roster: Digest,
    policy: Digest,
) -> Vec<(Digest, Refusal)> {
    refused_under(&record.acts, is_new, roster, policy, |state, filed| decide(state, filed, record))
}

/// The same for whatever `decide` decides on.
pub fn refused_under<S: Default>(
    acts: &[&Filed],
    is_new: impl Fn(&Filed) -> bool,
    roster: Digest,
    policy: Digest,
    decide: impl Fn(&S, &Filed) -> Result<S, Refusal>,
) -> Vec<(Digest, Refusal)> {
    let found = RefCell::new(Vec::new());
    through(acts, |state, filed| {
        let next = decide(state, filed)?;
        if is_new(filed)
            && let Err(refusal) = decide(state, &filed.under(roster, policy))
        {
            found.borrow_mut().push((filed.digest, refusal));
        }
        Ok(next)
    });
    found.into_inner()
}

/// Whether a vote counts that enters a store where this roster is in force and these keys are known to be stolen.
///
/// # Errors
/// The voter no longer speaks for the seat, or the key does not count: in words.
pub fn entering_vote(
    record: &Record<'_>,
    filed: &Filed,
    in_force: &Roster,
    stolen: &[Key],
) -> Result<(), String> {
    let Deed::Vote(vote) = &filed.act.deed else { return Ok(()) };
    // What is no vote in any ballot is told of elsewhere.
    let Some(opened) = record.act(vote.ballot).and_then(|ballot| record.opened(ballot)) else {
        return Ok(());
    };
    opened.speaks(&filed.act.by, &vote.seat, in_force, filed.act.at.day())?;
    let signed = opened.without(stolen).signer(filed).map(|_| ());
    signed.map_err(|why| format!("{}; it needs {}", why.state, why.needs))
}
