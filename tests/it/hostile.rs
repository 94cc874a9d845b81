//! Hostile files: the program ends with an answer and uses little memory.

use std::process::Command;
use std::sync::Mutex;

use proptest::prelude::*;
use wr::date::Day;
use wr::report::{Colour, ReportStyle, write};
use wr::rules;
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};

use super::world::{CONTACTS, POLICY, REGISTER, ROSTER, World};

#[path = "../../benches/hostile.rs"]
mod texts;

/// The most memory that a check of one register may take, in KiB.
const MEMORY: &str = "204800";

#[test]
#[cfg(target_os = "linux")]
fn hostile_files_are_answered_in_little_memory() {
    let texts = Mutex::new(texts::texts(REGISTER).into_iter());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let world = World::given("assigned");
                loop {
                    let next = texts.lock().unwrap().next();
                    let Some((name, bytes)) = next else { break };
                    is_answered(&world, name, &bytes);
                }
            });
        }
    });
}

/// The shell holds the program to its memory: what asks for more is killed, and has no exit code.
#[cfg(target_os = "linux")]
fn is_answered(world: &World, name: &str, bytes: &[u8]) {
    std::fs::write(world.path("registers/xyz/register.yaml"), bytes).unwrap();
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -d $0 && exec \"$@\"",
        MEMORY,
        env!("CARGO_BIN_EXE_wr"),
        "check",
        "xyz",
    ]);
    command
        .current_dir(&world.here)
        .env("WR_NOW", "2026-01-20T09:00:00Z");
    let ended = command.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    // Killed by a signal, or by a panic, there is no such answer.
    assert!(
        matches!(ended.status.code(), Some(0 | 1)),
        "{name}: {}\n{said}",
        ended.status
    );
}

/// A store in which one file was replaced, checked, and reported in every format.
fn survive(path: &str, bytes: &[u8]) {
    let mut tree = Tree::default();
    for (path, text) in [
        ("registers/policy.yaml", POLICY),
        ("registers/roster.yaml", ROSTER),
        ("registers/xyz/register.yaml", REGISTER),
        ("registers/xyz/contacts.yaml", CONTACTS),
    ] {
        tree.insert(SourceFile::new(path, text));
    }
    tree.insert(SourceFile::new(path, bytes));
    let findings = rules::check(&Snapshot::load(&tree), Day::of(2026, 1, 20));
    for format in [
        ReportStyle::Text,
        ReportStyle::Json,
        ReportStyle::Sarif(&[]),
        ReportStyle::Github,
        ReportStyle::Gitlab,
        ReportStyle::Markdown,
    ] {
        write(&findings, format, Colour::Plain);
    }
}

/// What an editor, a disk or a mail program may do to a text: a stretch is lost, doubled, replaced.
fn damaged(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(b"".to_vec()),
        Just(b": ".to_vec()),
        Just(b"\n- ".to_vec()),
        Just(b"\n  ".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"[{".to_vec()),
        Just(b"&a *a".to_vec()),
        Just(b"<<: ".to_vec()),
        Just("\u{202e}é👧".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 1..4),
    ];
    let place = (
        any::<prop::sample::Index>(),
        0..40_usize,
        part,
        any::<bool>(),
    );
    proptest::collection::vec(place, 1..6).prop_map(move |places| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, length, part, doubles) in places {
            let at = at.index(bytes.len().max(1));
            let end = (at + length).min(bytes.len());
            let gone: Vec<u8> = bytes.splice(at.min(end)..end, part).collect();
            if doubles {
                bytes.splice(at.min(bytes.len())..at.min(bytes.len()), gone);
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_register_is_survived(bytes in damaged(REGISTER)) {
        survive("registers/xyz/register.yaml", &bytes);
    }

    #[test]
    fn a_damaged_roster_is_survived(bytes in damaged(ROSTER)) {
        survive("registers/roster.yaml", &bytes);
    }

    #[test]
    fn a_damaged_policy_is_survived(bytes in damaged(POLICY)) {
        survive("registers/policy.yaml", &bytes);
    }

    #[test]
    fn damaged_contacts_are_survived(bytes in damaged(CONTACTS)) {
        survive("registers/xyz/contacts.yaml", &bytes);
    }
}
