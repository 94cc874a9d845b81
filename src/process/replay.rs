//! Replays the acts of a register or a change request in the order of `after`, and judges each in the state before it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::ledger::{Ledger, apply};
use super::{Refusal, State};
use crate::act::StoredAct;
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

/// Replays the acts of a register or a change request. Total: any list of acts gives a state.
///
/// The order is that of `after`; acts that do not know of each other are ordered by `at`, then by digest.
pub fn replay<'a, L: Ledger<'a>>(ledger: &L) -> Replay<'a, L::State> {
    let mut state = L::State::default();
    let mut entries = Vec::new();
    for stored in in_order(ledger.acts()) {
        let void = match apply(&state, stored, ledger) {
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
        let acts: Vec<&'a StoredAct> = entries.iter().map(|entry| entry.stored).collect();
        Replay {
            state,
            entries,
            missing: missing(&acts),
            heads: heads(&acts),
        }
    }

    /// The latest acts among those recorded by `latest`. An act from the future, which every check rejects, must not
    /// block new acts.
    pub fn heads_by(&self, latest: Moment) -> Vec<Digest> {
        let recorded: Vec<&StoredAct> = self
            .entries
            .iter()
            .map(|entry| entry.stored)
            .filter(|stored| stored.act.at <= latest)
            .collect();
        heads(&recorded)
    }
}

fn digests(acts: &[&StoredAct]) -> BTreeSet<Digest> {
    acts.iter().map(|stored| stored.digest).collect()
}

/// The acts that no other names in `after`.
fn heads(acts: &[&StoredAct]) -> Vec<Digest> {
    let named: BTreeSet<Digest> = acts
        .iter()
        .flat_map(|stored| stored.act.after.iter().copied())
        .collect();
    digests(acts).difference(&named).copied().collect()
}

/// The acts that others name in `after` and that are not there.
fn missing<'a>(acts: &[&'a StoredAct]) -> Vec<Missing<'a>> {
    let there = digests(acts);
    let named = acts.iter().flat_map(|named_by| {
        named_by.act.after.iter().map(|digest| Missing {
            digest: *digest,
            named_by,
        })
    });
    named
        .filter(|missing| !there.contains(&missing.digest))
        .collect()
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

/// The sort key of an act that is ready. An act that names no acts follows the others of the same moment.
fn turn(stored: &StoredAct) -> (Moment, bool, Digest) {
    let is_free = !stored.act.action.names_acts();
    (stored.act.at, is_free, stored.digest)
}
