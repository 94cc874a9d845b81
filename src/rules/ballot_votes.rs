//! A ballot as the store has it: what was opened, which votes lie with it, and what was said to be its result.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Action, Counted, StoredAct};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::process::{BallotStatus, History, State};

/// A ballot with its votes.
pub(super) struct BallotWithVotes<'a> {
    /// Its name.
    pub(super) name: String,
    /// The ballot.
    pub(super) opened: Opened<'a>,
    /// Its result, when it was counted.
    pub(super) result: Option<(&'a StoredAct, &'a Counted)>,
    /// The votes in its folder.
    pub(super) votes: Vec<&'a StoredAct>,
    /// What the votes add up to: those that the result lists, or all while there is none.
    pub(super) tally: Tally,
}

impl<'a> BallotWithVotes<'a> {
    /// Every ballot of a register, legal or not.
    pub(super) fn all(history: &History<'a>, state: &State) -> Vec<BallotWithVotes<'a>> {
        let result = |stored: &&'a StoredAct| {
            let Action::Result(counted) = &stored.act.action else {
                return None;
            };
            Some((counted.of.as_str(), (*stored, counted)))
        };
        // The result that closed the ballot; where none did, the first that says it does.
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
        // Extensions that have an effect are in the state; a void ballot has none.
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

    /// The votes that its result does not list.
    pub(super) fn unlisted(&self) -> impl Iterator<Item = &'a StoredAct> {
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
