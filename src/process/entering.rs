//! Votes that enter a store after its roster has changed: whether they still count.
//!
//! A vote is mailed, or cast on a branch, under the versions that its author had. It is judged by its ballot, and by who
//! its voter is now.

use super::History;
use crate::act::{Action, StoredAct};
use crate::roster::Roster;
use crate::signature::Key;

/// Whether a vote counts that enters a store where this roster is in force and these keys are known to be stolen.
///
/// # Errors
/// The voter no longer speaks for the seat, or the key does not count: in words.
pub fn entering_vote(
    history: &History<'_>,
    stored: &StoredAct,
    in_force: &Roster,
    stolen: &[Key],
) -> Result<(), String> {
    let Action::Vote(vote) = &stored.act.action else {
        return Ok(());
    };
    // What is no vote in any ballot is told of elsewhere.
    let Some(opened) = history
        .act(vote.ballot)
        .and_then(|ballot| history.opened(ballot))
    else {
        return Ok(());
    };
    opened.speaks(&stored.act.by, &vote.seat, in_force, stored.act.at.day())?;
    let signed = opened.without(stolen).signer(stored).map(|_| ());
    signed.map_err(|why| format!("{}; it needs {}", why.state, why.needs))
}
