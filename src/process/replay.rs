//! Replays the acts of a register in the order of `after`, and judges each in the state before it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::{History, Refusal, State, apply};
use crate::act::{Action, StoredAct};
use crate::date::Moment;
use crate::source::Digest;

/// The result of a replay of a register or a change request: the state, and each act with its verdict.
#[derive(Debug, Clone)]
pub struct Replay<'a, S = State> {
    /// The state after the last act.
    pub state: S,
    /// The acts in order. An act that is not legal at its place is void: it has no effect.
    pub entries: Vec<ReplayedAct<'a>>,
    /// Deleted acts: others name them in `after`, and they do not exist.
    pub missing: Vec<Missing<'a>>,
    /// The latest acts, which the next act names in `after`.
    pub heads: Vec<Digest>,
}

/// An act and its verdict.
#[derive(Debug, Clone)]
pub struct ReplayedAct<'a> {
    /// The act.
    pub stored: &'a StoredAct,
    /// The reason why it is void; `None` where it is legal.
    pub void: Option<Refusal>,
}

/// A missing act.
#[derive(Debug, Clone, Copy)]
pub struct Missing<'a> {
    /// The missing act.
    pub digest: Digest,
    /// The act that names it.
    pub named_by: &'a StoredAct,
}

/// Replays a register's acts. Total: any list of acts gives a state.
pub fn replay<'a>(history: &History<'a>) -> Replay<'a> {
    replay_with(&history.acts, |state, stored| apply(state, stored, history))
}

/// Replays acts with `decide` as the judge of each. Total: any list of acts gives a state.
///
/// The order is that of `after`; acts that do not know of each other are ordered by `at`, then by digest.
pub fn replay_with<'a, S: Default>(
    acts: &[&'a StoredAct],
    decide: impl Fn(&S, &StoredAct) -> Result<S, Refusal>,
) -> Replay<'a, S> {
    let mut state = S::default();
    let mut entries = Vec::new();
    for stored in in_order(acts) {
        let void = match decide(&state, stored) {
            Ok(next) => {
                state = next;
                None
            }
            Err(refusal) => Some(refusal),
        };
        entries.push(ReplayedAct { stored, void });
    }
    Replay::of(state, entries)
}

impl<'a, S> Replay<'a, S> {
    /// The replay of acts that were judged in this order.
    pub fn of(state: S, entries: Vec<ReplayedAct<'a>>) -> Replay<'a, S> {
        let acts = || entries.iter().map(|entry| entry.stored);
        let there: BTreeSet<Digest> = acts().map(|stored| stored.digest).collect();
        let named: BTreeSet<Digest> = acts()
            .flat_map(|stored| stored.act.after.iter().copied())
            .collect();
        let gaps = acts().flat_map(|named_by| {
            let gone = named_by
                .act
                .after
                .iter()
                .filter(|digest| !there.contains(digest));
            gone.map(move |digest| Missing {
                digest: *digest,
                named_by,
            })
        });
        let missing = gaps.collect();
        let heads = there.difference(&named).copied().collect();
        Replay {
            state,
            entries,
            missing,
            heads,
        }
    }

    /// The latest acts among those recorded by `latest`. An act from the future, which every check rejects, must not
    /// block new acts.
    pub fn heads_by(&self, latest: Moment) -> Vec<Digest> {
        let recorded = || {
            self.entries
                .iter()
                .map(|entry| entry.stored)
                .filter(|it| it.act.at <= latest)
        };
        let named: BTreeSet<Digest> = recorded()
            .flat_map(|stored| stored.act.after.iter().copied())
            .collect();
        let heads: BTreeSet<Digest> = recorded().map(|stored| stored.digest).collect();
        heads.difference(&named).copied().collect()
    }
}

/// The order of `after`, the earliest ready act first. Content names cannot form a circle.
pub fn in_order<'a>(acts: &[&'a StoredAct]) -> Vec<&'a StoredAct> {
    let by_digest: BTreeMap<Digest, &'a StoredAct> =
        acts.iter().map(|stored| (stored.digest, *stored)).collect();
    let mut waits: BTreeMap<Digest, usize> = BTreeMap::new();
    let mut followers: BTreeMap<Digest, Vec<Digest>> = BTreeMap::new();
    let mut ready: BinaryHeap<Reverse<(Moment, bool, Digest)>> = BinaryHeap::new();
    for (digest, stored) in &by_digest {
        let known: BTreeSet<&Digest> = stored
            .act
            .after
            .iter()
            .filter(|d| by_digest.contains_key(d))
            .collect();
        for earlier in &known {
            followers.entry(**earlier).or_default().push(*digest);
        }
        match known.len() {
            0 => ready.push(Reverse(turn(stored))),
            count => {
                waits.insert(*digest, count);
            }
        }
    }
    let mut order = Vec::with_capacity(acts.len());
    while let Some(Reverse((_, _, digest))) = ready.pop() {
        let Some(stored) = by_digest.get(&digest) else {
            continue;
        };
        order.push(*stored);
        for follower in followers.remove(&digest).unwrap_or_default() {
            let Some(count) = waits.get_mut(&follower) else {
                continue;
            };
            *count -= 1;
            if *count == 0
                && let Some(stored) = by_digest.get(&follower)
            {
                ready.push(Reverse(turn(stored)));
            }
        }
    }
    order
}

/// The sort key of an act that is ready. Feedback names no acts and follows other acts of the same moment.
fn turn(stored: &StoredAct) -> (Moment, bool, Digest) {
    (
        stored.act.at,
        matches!(stored.act.action, Action::Feedback(_)),
        stored.digest,
    )
}
