//! Ballots with the votes that were cast so far.

use super::{Record, State};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::roster::Body;

/// A ballot of this name, with the end that its extensions gave it, and the count of its votes as the record has them.
pub fn counted<'a>(record: &Record<'a>, state: &State, name: &str) -> Option<(Opened<'a>, Tally)> {
    let standing = state.ballots.get(name)?;
    let filed = record.act(standing.act)?;
    let roster = record.rosters.get(&filed.act.roster)?;
    let chair = roster.body(&standing.body).and_then(Body::acting_chair);
    let opened = Opened::of(filed, chair)?.until(standing.closes);
    let votes = record.votes.get(name).into_iter().flatten().copied();
    Some((opened, Tally::count(opened, votes)))
}
