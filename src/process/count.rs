//! A ballot of the record with the count of its votes so far.

use super::{Record, State};
use crate::act::{Deed, Filed};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::roster::Body;

impl<'a> Record<'a> {
    /// The ballot that an act opened, with the roster and the policy that it froze; nothing when the act is another.
    pub fn opened(&self, filed: &'a Filed) -> Option<Opened<'a>> {
        let Deed::Ballot(ballot) = &filed.act.deed else { return None };
        let roster = self.rosters.get(&filed.act.roster);
        let chair = roster.and_then(|roster| roster.body(&ballot.body)).and_then(Body::acting_chair);
        let policy = self.policies.get(&filed.act.policy);
        Some(Opened::of(filed, chair)?.under(roster, policy).with(self.rosters))
    }

    /// The ballot of this name, until its end with all extensions, and the count of its votes so far; nothing when
    /// there is none, or it cannot be read.
    pub fn count(&self, state: &State, name: &str) -> Option<(Opened<'a>, Tally)> {
        let standing = state.ballots.get(name)?;
        let opened = self.opened(self.act(standing.act)?)?.until(standing.closes);
        let votes = self.votes.get(name).into_iter().flatten().copied();
        Some((opened, Tally::count(opened, votes)))
    }
}
