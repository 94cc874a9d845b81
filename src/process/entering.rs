//! Whether votes that enter a store after a roster change still count.
//!
//! A vote is mailed, or cast on a branch, under the versions that its author had. Its ballot and the current roster
//! entry of its voter decide whether it counts.

use super::{History, Refusal};
use crate::act::{Action, StoredAct};
use crate::governance::stolen;
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

/// Checks that a vote counts in a store where `in_force` is the roster in force and the keys `stolen` are stolen.
///
/// # Errors
/// The voter no longer represents the seat, or the key does not count; the text says why.
pub fn entering_vote(
    history: &History<'_>,
    stored: &StoredAct,
    in_force: &Roster,
    stolen: &[Key],
) -> Result<(), String> {
    let Action::Vote(vote) = &stored.act.action else {
        return Ok(());
    };
    // Another rule reports votes without a ballot.
    let Some(opened) = history
        .act(vote.ballot)
        .and_then(|ballot| history.opened(ballot))
    else {
        return Ok(());
    };
    opened.speaks(&stored.act.by, &vote.seat, in_force, stored.act.at.day())?;
    let signed = opened.without(stolen).signer(stored).map(|_| ());
    signed.map_err(|why| format!("{}; needs: {}", why.state, why.needs))
}

/// Checks that a vote counts where it enters under this roster.
pub(super) fn admit_vote(
    history: &History<'_>,
    vote: &StoredAct,
    roster: Digest,
) -> Result<(), Refusal> {
    let Some(roster) = history.rosters.get(&roster) else {
        return Ok(());
    };
    let refuse = |why: String| {
        Refusal::new(
            why,
            "a vote by the seat's voter, signed with a valid key",
            "DSP4003 3.2",
        )
    };
    entering_vote(history, vote, roster, &[]).map_err(refuse)?;
    // A vote signed with a stolen key is a violation, not a conflict.
    entering_vote(history, vote, roster, &stolen(roster)).map_err(|why| refuse(why).violation())
}
