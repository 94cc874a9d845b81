//! The judge in the states of the small world (T1 to T3). It accepts the plain act. It rejects the same act with a day
//! before its basis, with a moment before what its author knew, without an act that its author had, or backdated by a
//! person who lost the office.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use wr::act::{Act, Action, StoredAct};
use wr::date::Moment;
use wr::judge::{Before, CommitHistory, KnownVersions, LedgerProgress, MainLineStep, Position};
use wr::process::Refusal;
use wr::source::Digest;

use super::small::{LATER, Move, Node, Small};

/// A main line of one commit for each act, and one before them all. A commit is called as its number.
struct Line<'a> {
    acts: Vec<&'a StoredAct>,
    added: BTreeMap<String, Position>,
    /// The roster in force before the last step; before all others it is the first.
    last_roster: Digest,
    /// When the last step is made.
    next: Moment,
}

impl<'a> Line<'a> {
    fn of(acts: Vec<&'a StoredAct>, next: Moment) -> Line<'a> {
        let added = acts
            .iter()
            .enumerate()
            .map(|(at, stored)| (stored.path(), at + 1))
            .collect();
        Line {
            acts,
            added,
            last_roster: Digest::of(b"roster"),
            next,
        }
    }
}

impl CommitHistory for Line<'_> {
    fn date_of(&self, seen: &str, step: Position) -> Option<Moment> {
        let at: Position = seen.parse().ok()?;
        (at < step).then(|| self.date(at))
    }

    fn had(&self, seen: &str, path: &str) -> bool {
        let at: Option<Position> = seen.parse().ok();
        at.zip(self.added.get(path))
            .is_some_and(|(at, added)| *added <= at)
    }

    fn before(&self, step: Position) -> Before {
        let roster = if step > self.acts.len() {
            self.last_roster
        } else {
            Digest::of(b"roster")
        };
        let policy = Digest::of(b"policy");
        let known = BTreeSet::from([Digest::of(b"roster"), roster, policy]);
        Before::Store(Arc::new(KnownVersions {
            roster: Some(roster),
            policy: Some(policy),
            known,
        }))
    }

    fn date(&self, step: Position) -> Moment {
        let of_act = step
            .checked_sub(1)
            .map(|at| self.acts.get(at).map_or(self.next, |stored| stored.act.at));
        of_act.unwrap_or("2026-01-01T00:00:00Z".parse().unwrap())
    }

    fn added(&self, path: &str) -> Option<Position> {
        self.added.get(path).copied()
    }

    fn now(&self) -> Moment {
        self.next
    }
}

/// The verdict on the act that comes last, after all of a node's acts have entered one by one.
fn enters(
    small: &Small,
    before: &Node,
    next: &Node,
    line: &Line<'_>,
    last: &StoredAct,
) -> Result<(), Refusal> {
    let votes = BTreeMap::new();
    let mut standing = LedgerProgress::empty(small.history(Vec::new(), &votes, &next.texts));
    let of = |name: &str| next.votes.get(name).into_iter().flatten();
    let with_votes = |stored: &StoredAct| {
        // A ballot of this world is counted in the step that brings its vote.
        let Action::Result(result) = &stored.act.action else {
            return Vec::new();
        };
        of(&result.of)
            .map(|vote| (result.of.clone(), vote))
            .collect()
    };
    let brought: Vec<_> = line
        .acts
        .iter()
        .copied()
        .chain([last])
        .map(with_votes)
        .collect();
    for (at, stored) in line.acts.iter().copied().chain([last]).enumerate() {
        let votes = brought[at]
            .iter()
            .map(|(name, vote)| (name.as_str(), *vote))
            .collect();
        let step = MainLineStep {
            at: at + 1,
            acts: vec![stored],
            votes,
            revisions: Vec::new(),
        };
        standing.judge_step(&step, line);
    }
    let entries = &standing.entries;
    let (last, earlier) = entries.split_last().expect("the last act");
    let void = earlier.iter().find(|entry| entry.void.is_some());
    assert!(
        void.is_none(),
        "an honest act does not enter: {:?}\n{:#?}",
        void,
        before.moves
    );
    last.void.clone().map_or(Ok(()), Err)
}

/// The last act of a node with something about it changed.
fn changed(next: &Node, change: impl FnOnce(&mut Act)) -> StoredAct {
    let mut act = next.acts.last().expect("an act").act.clone();
    change(&mut act);
    act.stored()
}

/// Puts the acts that could follow each of these states to the judge.
pub(super) fn only_honest_acts_enter(small: &Small, nodes: &[Node]) {
    let mut tried = BTreeMap::from([
        ("honest", 0),
        ("early", 0),
        ("hasty", 0),
        ("forgetful", 0),
        ("former", 0),
    ]);
    let mut count = |what| *tried.get_mut(what).unwrap() += 1;
    for node in nodes.iter().step_by(29) {
        for step in small.moves(node) {
            let Ok(next) = small.play(node, &step) else {
                continue;
            };
            let judge =
                |line: &Line<'_>, stored: &StoredAct| enters(small, node, &next, line, stored);
            let tell = |what: &str| format!("{what}: {step:?} after {:#?}", node.moves);
            let stored = StoredAct::clone(next.acts.last().unwrap());
            let mut line = Line::of(node.acts(), stored.act.at);
            judge(&line, &stored)
                .unwrap_or_else(|why| panic!("{}: {why:?}", tell("it does not enter")));
            count("honest");
            if node.acts.is_empty() {
                continue;
            }
            let long_ago = "2025-12-31".parse().unwrap();
            // Earlier records have days of their own (T4).
            if step != Move::Backfill {
                let early = changed(&next, |act| act.on = long_ago);
                assert!(
                    judge(&line, &early).is_err(),
                    "{}",
                    tell("dated before everything")
                );
                count("early");
            }
            let hasty = changed(&next, |act| {
                act.at = "2025-12-31T12:00:00Z".parse().unwrap();
                act.on = long_ago;
            });
            assert!(
                judge(&line, &hasty).is_err(),
                "{}",
                tell("recorded before what it follows")
            );
            count("hasty");
            let last = node.acts.last().unwrap();
            let is_bound = !matches!(stored.act.action, Action::Feedback(_));
            // What only was said, and not decided, may be unknown as well, but not to who had it.
            if is_bound {
                let forgetful = changed(&next, |act| act.after = last.act.after.clone());
                assert!(
                    judge(&line, &forgetful).is_err(),
                    "{}",
                    tell("leaves out what its author had")
                );
                count("forgetful");
            }
            // Everybody has left since, and says that it was done before.
            line.last_roster = Digest::of(LATER.as_bytes());
            line.next = stored.act.at.plus_days(20);
            let former = changed(&next, |act| {
                act.roster = line.last_roster;
                act.at = line.next;
            });
            assert!(
                judge(&line, &former).is_err(),
                "{}",
                tell("done by who has left")
            );
            count("former");
        }
    }
    println!("{tried:?}");
    assert!(tried.values().all(|tried| *tried > 200), "{tried:?}");
}
