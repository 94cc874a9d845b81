//! Faults: kills at random moments, locks of git, several users at once. The store is in the old state or the new one.

use std::fs;
use std::process::Stdio;

use super::world::World;

const AT: &str = "2026-01-29T08:00:00Z";

/// Kills `wr vote` after longer and longer times. Whatever was killed, the next command finds a sound store.
#[test]
fn killed_at_any_instant_the_store_is_old_or_new() {
    let mut world = World::given("alliance-asked");
    let begun = std::time::Instant::now();
    assert_eq!(world.run(AT, "ann", "vote xyz approve").code, 0);
    // From at once to twice the time that a vote takes here and now.
    let step = begun.elapsed() / 30;
    let (mut old, mut new) = (0, 0);
    for round in 0..60u32 {
        let before = world.git("vera", &["rev-parse", "HEAD"]);
        let line = format!("vote xyz abstain --comment \"round {round}\"");
        let mut child = world.spawn(AT, "ann", &line, Stdio::null());
        std::thread::sleep(step * round);
        // The last few are let be, so that a machine that became slow meanwhile proves something as well.
        if round < 57 {
            let _ = child.kill();
        }
        child.wait().unwrap();
        // The next reader sees one of two states, and nothing in between.
        let ran = world.run(AT, "vera", "check");
        assert_eq!(ran.code, 0, "round {round}: {}{}", ran.stdout, ran.stderr);
        match world.git("vera", &["rev-parse", "HEAD"]) == before {
            true => old += 1,
            false => new += 1,
        }
        // The next command that writes finishes what was left unfinished, locks left over included.
        let again = world.run(
            AT,
            "bob",
            &format!("vote xyz abstain --comment \"round {round}\""),
        );
        assert_eq!(again.code, 0, "round {round}: {}", again.stderr);
        assert_eq!(
            world.git("vera", &["status", "--porcelain"]),
            "",
            "round {round}"
        );
    }
    assert!(
        old > 0 && new > 0,
        "{old} old and {new} new states: the kills prove nothing"
    );
    let left: Vec<_> = world.files("registers", ".wr-new").into_iter().collect();
    assert!(left.is_empty(), "left over: {left:?}");
    world.git("vera", &["fsck", "--strict", "--no-dangling"]);
}

/// A lock that git holds is waited for, and then refused with its path; nothing is changed.
#[test]
fn a_lock_of_git_is_respected() {
    let mut world = World::given("alliance-asked");
    fs::write(world.path(".git/index.lock"), "").unwrap();
    let before = world.git("vera", &["rev-parse", "HEAD"]);
    let ran = world.run(AT, "ann", "vote xyz approve");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("index.lock") && ran.stderr.lines().count() == 1,
        "{}",
        ran.stderr
    );
    assert_eq!(world.git("vera", &["rev-parse", "HEAD"]), before);
    fs::remove_file(world.path(".git/index.lock")).unwrap();
    assert_eq!(world.run(AT, "ann", "vote xyz approve").code, 0);
}

/// Everybody votes in the same clone at the same moment: every vote is recorded, none twice.
#[test]
fn all_vote_at_once() {
    let mut world = World::given("alliance-asked");
    let children: Vec<_> = ["ann", "bob", "cleo", "dan", "eve"]
        .into_iter()
        .map(|who| world.spawn(AT, who, "vote xyz approve", Stdio::piped()))
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(
        world
            .files("registers/xyz/ballots/adopt-1-alliance-1/votes", ".yaml")
            .len(),
        5
    );
    let ran = world.run("2026-02-05T08:00:00Z", "carl", "ballot close xyz");
    assert!(
        ran.stdout.contains("approved (5 for, 0 against"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
}

/// A folder that cannot be written: one line, nothing changed. As root, nothing is forbidden.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = World::given("alliance-asked");
    let objects = world.path(".git/objects");
    fs::set_permissions(&objects, fs::Permissions::from_mode(0o555)).unwrap();
    let forbidden = fs::write(objects.join("probe"), "").is_err();
    let before = world.git("vera", &["rev-parse", "HEAD"]);
    let ran = world.run(AT, "ann", "vote xyz approve");
    if forbidden {
        assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert_eq!(world.git("vera", &["rev-parse", "HEAD"]), before);
    }
    fs::set_permissions(&objects, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A user without a git identity learns so before `wr` writes anything.
#[test]
fn a_store_is_not_begun_without_a_person() {
    let world = World::empty();
    let ran = world.anonymously("init fresh");
    assert_eq!(
        (ran.code, ran.stderr.lines().count()),
        (2, 1),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("user.email"), "{}", ran.stderr);
    assert!(!world.path("fresh").exists(), "the folder is half made");
}

/// What libgit2 tries out in a folder, and leaves behind when it is killed meanwhile, is taken away; what looks like it is
/// a person's file.
#[cfg(unix)]
#[test]
fn what_was_tried_out_in_a_folder_is_not_in_the_way() {
    let (file, links) = (
        "fresh/_git2_a1B2c3",
        ["fresh/_git2_Zz9Yy8", "fresh/_git2_a127d115bc107041"],
    );
    for repository in ["nothing", "begun", "made"] {
        let mut world = World::empty();
        world.write(file, "");
        for link in links {
            std::os::unix::fs::symlink("testing", world.path(link)).unwrap();
        }
        match repository {
            "begun" => fs::create_dir(world.path("fresh/.git")).unwrap(),
            "made" => drop(world.git(
                "vera",
                &["init", "--quiet", "--initial-branch=main", "fresh"],
            )),
            _ => {}
        }
        let ran = world.run(AT, "vera", "init fresh");
        assert_eq!(ran.code, 0, "{repository}: {}", ran.stderr);
        assert_eq!(
            world.git("vera", &["-C", "fresh", "status", "--porcelain"]),
            "",
            "{repository}"
        );
    }
    for (name, text) in [
        ("_git2_a1B2c3", "mine"),
        ("_git2_notes", ""),
        ("git2_a1B2c3", ""),
    ] {
        let mut world = World::empty();
        world.write(&format!("fresh/{name}"), text);
        let ran = world.run(AT, "vera", "init fresh");
        assert!(
            ran.code == 2 && ran.stderr.contains("not empty"),
            "{name}: {}",
            ran.stderr
        );
        assert!(world.path(&format!("fresh/{name}")).exists());
    }
}
