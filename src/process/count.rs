//! A ballot of the record with the count of its votes so far.

use super::{Record, State};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::roster::Body;

impl<'a> Record<'a> {
    /// The ballot of this name, until its end with all extensions, and the count of its votes so far; nothing when
    /// there is none, or it cannot be read.
    pub fn count(&self, state: &State, name: &str) -> Option<(Opened<'a>, Tally)> {
        let standing = state.ballots.get(name)?;
        let filed = self.act(standing.act)?;
        let roster = self.rosters.get(&filed.act.roster)?;
        let chair = roster.body(&standing.body).and_then(Body::acting_chair);
        let opened = Opened::of(filed, chair)?.until(standing.closes);
        let votes = self.votes.get(name).into_iter().flatten().copied();
        Some((opened, Tally::count(opened, votes)))
    }
}
