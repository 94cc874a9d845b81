//! Ballots with their votes and results.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Action, Counted, StoredAct};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::process::{BallotStatus, History, State};

/// A ballot with its votes.
pub(crate) struct BallotWithVotes<'a> {
    pub(crate) name: String,
    pub(crate) opened: Opened<'a>,
    /// The result that closed the ballot, or else the first that claims to.
    pub(crate) result: Option<(&'a StoredAct, &'a Counted)>,
    pub(crate) votes: Vec<&'a StoredAct>,
    /// The count of the votes that the result lists, or of all votes without a result.
    pub(crate) tally: Tally,
}

impl<'a> BallotWithVotes<'a> {
    /// Every ballot of a register, void ones included.
    pub(crate) fn all(history: &History<'a>, state: &State) -> Vec<BallotWithVotes<'a>> {
        let result = |stored: &&'a StoredAct| {
            let Action::Result(counted) = &stored.act.action else {
                return None;
            };
            Some((counted.of.as_str(), (*stored, counted)))
        };
        // The result that closed the ballot; without one, the first that claims to.
        let closed = |name: &str, stored: &StoredAct| {
            let status = state.ballots.get(name).map(|standing| &standing.status);
            matches!(status, Some(BallotStatus::Closed { result, .. }) if *result == stored.digest)
        };
        let mut results: Vec<_> = history.acts.iter().filter_map(result).collect();
        results.sort_by_key(|(name, (stored, counted))| {
            (closed(name, stored), Reverse(counted.number))
        });
        let results = results.into_iter().collect();
        history
            .acts
            .iter()
            .filter_map(|stored| BallotWithVotes::of(stored, history, state, &results))
            .collect()
    }

    fn of(
        stored: &'a StoredAct,
        history: &History<'a>,
        state: &State,
        results: &BTreeMap<&str, (&'a StoredAct, &'a Counted)>,
    ) -> Option<BallotWithVotes<'a>> {
        let Action::Ballot(ballot) = &stored.act.action else {
            return None;
        };
        let opened = history.opened(stored)?;
        let name = opened.name();
        // The state contains the valid extensions; a void ballot has none.
        let standing = state
            .ballots
            .get(&name)
            .filter(|standing| standing.act == stored.digest);
        let opened = opened.until(standing.map_or(ballot.closes, |standing| standing.closes));
        let result = results.get(name.as_str()).copied();
        let votes = history
            .votes
            .get(name.as_str())
            .cloned()
            .unwrap_or_default();
        let listed: Option<BTreeSet<_>> = result.map(|(_, counted)| counted.votes.iter().collect());
        let counts = |stored: &&&StoredAct| {
            listed
                .as_ref()
                .is_none_or(|listed| listed.contains(&stored.digest))
        };
        let tally = Tally::count(opened, votes.iter().filter(counts).copied());
        Some(BallotWithVotes {
            name,
            opened,
            result,
            votes,
            tally,
        })
    }

    /// The votes that the result does not list; none without a result.
    pub(crate) fn unlisted(&self) -> impl Iterator<Item = &'a StoredAct> {
        let listed = self
            .result
            .map(|(_, counted)| counted.votes.iter().collect::<BTreeSet<_>>());
        let votes = self.votes.clone();
        votes.into_iter().filter(move |vote| {
            listed
                .as_ref()
                .is_some_and(|listed| !listed.contains(&vote.digest))
        })
    }
}
