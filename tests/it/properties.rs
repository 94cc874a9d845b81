//! Properties of the replay: it is total, it does not depend on the order of files, and a revision is in force only with
//! every approval that it needs.

use proptest::prelude::*;
use wr::act::{Action, Approver};
use wr::process::{BallotStatus, Ground, replay};
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};

use super::world::World;

/// Every file of a register's whole life: established, then updated and under way again.
fn life() -> Vec<(String, Vec<u8>)> {
    let mut world = World::given("established");
    let text = world
        .read("registers/xyz/register.yaml")
        .replace("2027-06", "2027-09");
    world.write("registers/xyz/register.yaml", &text);
    for (at, who, line) in [
        ("2026-06-01T09:00:00Z", "olga", "submit xyz"),
        (
            "2026-06-02T09:00:00Z",
            "carl",
            "ballot open xyz --body alliance",
        ),
        ("2026-06-03T09:00:00Z", "ann", "vote xyz approve"),
        (
            "2026-06-03T10:00:00Z",
            "dan",
            "feedback add xyz --objection --text Later.",
        ),
        (
            "2026-06-03T11:00:00Z",
            "dan",
            "feedback resolve xyz 1 withdrawn",
        ),
        (
            "2026-06-03T12:00:00Z",
            "vera",
            "commitment xyz --group networks committed --evidence minutes",
        ),
    ] {
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let files = world.files("registers", ".yaml").into_iter();
    files
        .map(|path| (path.clone(), std::fs::read(world.path(&path)).unwrap()))
        .collect()
}

fn snapshot(files: &[(String, Vec<u8>)]) -> Snapshot {
    let mut tree = Tree::default();
    files
        .iter()
        .for_each(|(path, bytes)| tree.insert(SourceFile::new(path.clone(), bytes.clone())));
    Snapshot::load(&tree)
}

/// Takes any of the acts, votes and frozen texts away: there is always a state, and it never claims more
/// than the acts that are left can give.
#[test]
fn with_any_files_missing_nothing_is_in_force_without_its_approvals() {
    let files = life();
    let removable: Vec<usize> = (0..files.len())
        .filter(|at| files[*at].0.contains("/acts/") || files[*at].0.contains("/ballots/"))
        .collect();
    let mut runner = proptest::test_runner::TestRunner::default();
    let strategy = proptest::collection::vec(any::<prop::sample::Index>(), 0..8);
    runner
        .run(&strategy, |picks| {
            let gone: Vec<usize> = picks
                .iter()
                .map(|pick| removable[pick.index(removable.len())])
                .collect();
            let left: Vec<_> = files
                .iter()
                .enumerate()
                .filter(|(at, _)| !gone.contains(at))
                .map(|(_, file)| file.clone())
                .collect();
            let snapshot = snapshot(&left);
            let Some(register_files) = snapshot.registers.values().next() else {
                return Ok(());
            };
            let replay = replay(&snapshot.history(register_files).expect("there is a policy"));
            if let Some(in_force) = &replay.state.in_force {
                let accepted = matches!(in_force.by, Ground::Accepted { .. });
                prop_assert!(accepted, "in force without acceptance");
                for who in ["alliance", "technical", "board"] {
                    let by = Approver::Body(who.parse().expect("an id"));
                    let approved = replay
                        .state
                        .approvals()
                        .any(|a| a.by == by && a.revision == in_force.revision);
                    prop_assert!(approved, "in force without {who}, gone: {gone:?}");
                }
                let accepted = replay.state.approvals().any(|a| a.by == Approver::Partner);
                prop_assert!(accepted);
            }
            Ok(())
        })
        .unwrap();
}

/// Takes any of the acts and votes of a removal away: nothing is removed unless the board approved that.
#[test]
fn with_any_files_missing_nothing_is_former_without_the_board() {
    let mut world = World::given("established");
    for (at, who, line) in REMOVAL {
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    }
    let files: Vec<_> = world.files("registers", ".yaml").into_iter().collect();
    let read = |path: &String| (path.clone(), std::fs::read(world.path(path)).unwrap());
    let files: Vec<(String, Vec<u8>)> = files.iter().map(read).collect();
    let state = |files: &[(String, Vec<u8>)]| {
        let snapshot = snapshot(files);
        let history = snapshot.history(&snapshot.registers["xyz"]);
        replay(&history.expect("there is a policy")).state
    };
    assert!(state(&files).removed.is_some());
    let removable: Vec<usize> = (0..files.len())
        .filter(|at| files[*at].0.contains("/ballots/remove-"))
        .collect();
    assert!(removable.len() >= 4);
    for gone in removable {
        let mut left = files.clone();
        let (path, _) = left.remove(gone);
        let state = state(&left);
        assert!(
            state.removed.is_none() && state.in_force.is_some(),
            "removed without {path}"
        );
    }
    let of_recommendation = files
        .iter()
        .position(|(path, _)| path.contains("-recommend-"))
        .unwrap();
    let mut left = files.clone();
    left.remove(of_recommendation);
    assert!(
        state(&left).removed.is_none(),
        "removed without a recommendation"
    );
}

const REMOVAL: [(&str, &str, &str); 6] = [
    (
        "2026-06-01T09:00:00Z",
        "vera",
        "remove recommend xyz --reason partner-withdrew --because letter",
    ),
    ("2026-06-02T09:00:00Z", "rita", "ballot open xyz --remove"),
    ("2026-06-03T09:00:00Z", "ann", "vote xyz approve"),
    ("2026-06-03T09:01:00Z", "bob", "vote xyz approve"),
    ("2026-06-17T09:00:00Z", "rita", "ballot close xyz"),
    (
        "2026-06-18T09:00:00Z",
        "sam",
        "remove approve xyz --resolution 2026-30",
    ),
];

/// Acts in any order give the same course.
#[test]
fn the_order_of_files_means_nothing() {
    let files = life();
    let snapshot = snapshot(&files);
    let register_files = snapshot.registers.values().next().unwrap();
    let history = snapshot.history(register_files).unwrap();
    let known = replay(&history);
    let mut runner = proptest::test_runner::TestRunner::default();
    let order = Just((0..history.acts.len()).collect::<Vec<usize>>()).prop_shuffle();
    runner
        .run(&order, |order| {
            let mut shuffled = history.clone();
            shuffled.acts = order.iter().map(|at| history.acts[*at]).collect();
            shuffled
                .votes
                .values_mut()
                .for_each(|votes| votes.reverse());
            let replay = replay(&shuffled);
            prop_assert_eq!(&replay.state, &known.state);
            prop_assert_eq!(&replay.heads, &known.heads);
            Ok(())
        })
        .unwrap();
    assert!(known.entries.iter().all(|entry| entry.void.is_none()));
}

/// What `wr` wrote reads back to the same bytes, and a change of any single byte is noticed.
#[test]
fn every_byte_of_an_act_counts() {
    let files = life();
    let acts: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.contains("/acts/"))
        .collect();
    for (path, bytes) in acts {
        for at in 0..bytes.len() {
            let mut edited = bytes.clone();
            edited[at] = edited[at].wrapping_add(1);
            let mut changed = files.clone();
            changed.retain(|(other, _)| other != path);
            let (before, after) = (
                SourceFile::new(path.clone(), bytes.clone()),
                SourceFile::new(path.clone(), edited),
            );
            assert_ne!(before.digest(), after.digest());
            // Read alone: the fold of a whole store for each byte would take too long.
            if let Ok(act) = wr::act::canonical::read(&after) {
                let stored = act.stored();
                assert_ne!(stored.path(), *path, "byte {at} of {path}");
            }
        }
    }
}

/// A vote that is taken out of a closed ballot makes the result void, whichever vote it is.
#[test]
fn a_result_stands_only_with_every_vote_it_counts() {
    let files = life();
    let votes: Vec<&String> = files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.contains("adopt-1-technical-1/votes"))
        .collect();
    assert!(votes.len() >= 2);
    for vote in votes {
        let left: Vec<_> = files
            .iter()
            .filter(|(path, _)| path != vote)
            .cloned()
            .collect();
        let snapshot = snapshot(&left);
        let register_files = snapshot.registers.values().next().unwrap();
        let replay = replay(&snapshot.history(register_files).unwrap());
        let ballot = &replay.state.ballots["adopt-1-technical-1"];
        assert_eq!(
            ballot.status,
            BallotStatus::Open,
            "{vote} is gone, and its ballot is closed"
        );
        let void = replay.entries.iter().filter(|entry| entry.void.is_some());
        assert!(
            void.into_iter()
                .any(|entry| matches!(entry.stored.act.action, Action::Result(_)))
        );
    }
}
