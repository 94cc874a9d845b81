//! Acting commands share by themselves: networks that break, servers that refuse, and clones that act at once.

use std::process::Stdio;

use super::sync::{did, remote_tip, shared, tip, to};
#[cfg(unix)]
use super::sync::{run_with, script};
use super::world::{Ran, World, ran};

const AT: &str = "2026-01-29T10:00:00Z";
const VOTE: &[&str] = &["vote", "xyz", "approve"];
const ALL_SHARED: &str = "shared with origin\n";

/// A remote and two clones, in a store whose policy says how to share.
fn sharing(how: &str) -> World {
    let mut world = shared("alliance-asked");
    to(&mut world, "one");
    let policy = world
        .read("registers/policy.yaml")
        .replace("format: 1", &format!("format: 1\nsharing: {how}"));
    world.write("registers/policy.yaml", &policy);
    did(
        &mut world,
        "2026-01-29T07:00:00Z",
        "vera",
        "save policy --no-share",
    );
    world.git("vera", &["push", "--quiet"]);
    to(&mut world, "two");
    world.git("vera", &["pull", "--quiet"]);
    world
}

fn says(ran: &Ran, words: &str) {
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, 0, "{told}");
    assert!(told.contains(words), "{told}");
}

/// A push that breaks off before it arrives is not shared; one whose answer is lost is looked up; and where the remote
/// cannot be asked, that is said.
#[cfg(unix)]
#[test]
fn a_push_that_breaks_off_is_looked_up() {
    let world = sharing("push");
    let before = remote_tip(&world);
    let lost = "case \"$*\" in *push*) REAL \"$@\" >/dev/null 2>&1; echo 'fatal: the remote end hung up' >&2; exit 128;; esac\nexec REAL \"$@\"\n";
    let dead = "case \"$*\" in *push*) touch ../dead; exit 128;; *fetch*) [ -e ../dead ] && exit 128;; esac\nexec REAL \"$@\"\n";
    let gone = "case \"$*\" in *push*) echo 'fatal: no route to host' >&2; exit 128;; esac\nexec REAL \"$@\"\n";

    says(
        &run_with(&world, gone, VOTE),
        "recorded here, NOT shared: `origin` cannot be reached (no route to host); run `wr sync`",
    );
    assert_eq!(remote_tip(&world), before);
    let more = ["feedback", "add", "xyz", "--text", "One"];
    says(
        &run_with(&world, dead, &more),
        "recorded here, unknown whether shared; run `wr sync`",
    );
    assert_eq!(remote_tip(&world), before);
    std::fs::remove_file(world.outside().join("dead")).unwrap();
    let more = ["feedback", "add", "xyz", "--text", "Two"];
    says(&run_with(&world, lost, &more), ALL_SHARED);
    assert_eq!(remote_tip(&world), tip(&world, "HEAD"));
    assert_eq!(
        world.git(
            "ann",
            &["rev-list", "--count", &format!("{}..", before.trim())]
        ),
        "3\n"
    );
}

/// A server that refuses by a hook is quoted, with the setting that helps.
#[cfg(unix)]
#[test]
fn a_server_that_refuses_is_quoted() {
    let mut world = sharing("push");
    let hook = "echo 'main takes pull requests only' >&2; exit 1\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(&ran, "NOT shared: `origin` refused the push");
    says(&ran, "main takes pull requests only");
    says(&ran, "`sharing: pull-request`");
    assert_eq!(remote_tip(&world), before);
}

/// The page that the host names for a pull request is printed, and the main branches stay.
#[cfg(unix)]
#[test]
fn the_link_of_a_pull_request_is_printed() {
    let mut world = sharing("pull-request");
    let hook = "case $1 in refs/heads/main) exit 1;; esac\n\
        echo 'Create a pull request by visiting:' >&2; echo \"  https://host.example/new/$1\" >&2\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(
        &ran,
        "pull request: https://host.example/new/refs/heads/wr/ann/vote-xyz-",
    );
    assert_eq!(
        (remote_tip(&world), tip(&world, "HEAD")),
        (before.clone(), before)
    );
    assert_eq!(world.git("ann", &["status", "--porcelain"]), "");
    // An act that follows it joins its branch.
    let branches = world.git(
        "ann",
        &["branch", "--list", "wr/*", "--format=%(refname:short)"],
    );
    world.git("ann", &["switch", "--quiet", branches.trim()]);
    let ran = world.run(AT, "ann", "feedback add xyz --text \"And why\"");
    says(&ran, ALL_SHARED);
    assert_eq!(
        world.git("ann", &["rev-list", "--count", "origin/main..@{upstream}"]),
        "2\n"
    );
}

/// What was recorded without a network is shared by `wr sync` on a branch as well.
#[test]
fn sync_shares_for_a_pull_request() {
    let mut world = sharing("pull-request");
    did(&mut world, AT, "ann", "vote xyz approve --no-share");
    let told = did(&mut world, AT, "ann", "sync");
    assert!(
        told.starts_with("shared with origin on the branch wr/ann/vote-xyz-"),
        "{told}"
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    assert_eq!(
        did(&mut world, AT, "ann", "sync"),
        "nothing to do: main equals origin/main\n"
    );
}

/// Five clones vote at once, with automatic sharing: no vote is lost, and every answer is true.
#[test]
fn all_vote_at_once() {
    let mut world = sharing("push");
    let voters = ["ann", "bob", "cleo", "dan", "eve"];
    for who in voters {
        let clone = format!("../clone-{who}");
        world.git(who, &["clone", "--quiet", "../origin.git", &clone]);
    }
    let mut running = Vec::new();
    for who in voters {
        to(&mut world, &format!("clone-{who}"));
        running.push((
            who,
            world.spawn(AT, who, "vote xyz approve", Stdio::piped()),
        ));
    }
    let mut shared = 0;
    for (who, child) in running {
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{who}: {}{}", ran.stdout, ran.stderr);
        let is_shared = !ran.stderr.contains("hared");
        assert!(is_shared || ran.stderr.contains("NOT shared"), "{ran:?}");
        shared += usize::from(is_shared);
    }
    to(&mut world, "two");
    did(&mut world, AT, "vera", "sync");
    assert_eq!(world.files("registers/xyz", "/votes/").len(), shared);
    assert!(shared >= 3, "only {shared} got through");
    did(&mut world, AT, "vera", "check --strict");
}

/// A text that two people save is merged, and neither undoes the other's change; the same lines are left to people.
#[test]
fn saved_texts_are_merged() {
    const TEXT: &str = "registers/xyz/register.yaml";
    let mut world = sharing("push");
    let change = |world: &World, old: &str, new: &str| {
        let text = world.read(TEXT);
        assert!(text.contains(old), "{text}");
        world.write(TEXT, &text.replace(old, new));
    };
    change(
        &world,
        "benefits: One schema",
        "benefits: One common schema",
    );
    to(&mut world, "one");
    change(
        &world,
        "First profiles published",
        "First profiles are published",
    );
    says(&world.run(AT, "olga", "save xyz"), ALL_SHARED);
    to(&mut world, "two");
    says(&world.run(AT, "olga", "save xyz"), ALL_SHARED);
    let text = world.read(TEXT);
    assert!(text.contains("One common schema") && text.contains("profiles are published"));
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));

    let shared = remote_tip(&world);
    to(&mut world, "one");
    change(&world, "One schema", "A single schema");
    let ran = world.run(AT, "vera", "save xyz");
    says(&ran, "recorded here, NOT shared: ");
    says(
        &ran,
        "changed the same lines of registers/xyz/register.yaml; run `wr sync`",
    );
    assert_eq!(remote_tip(&world), shared);
    assert!(world.read(TEXT).contains("A single schema"));
}

/// What was not fetched for a day is marked as old.
#[test]
fn reading_says_how_fresh_it_is() {
    let mut world = sharing("push");
    did(&mut world, "2026-01-29T10:00:00Z", "ann", "sync");
    let told = did(&mut world, "2026-01-30T09:00:00Z", "ann", "status");
    assert!(!told.contains("as of the last fetch"), "{told}");
    let told = did(&mut world, "2026-01-30T11:00:00Z", "ann", "status");
    assert!(
        told.starts_with("as of the last fetch, 2026-01-29; `wr sync` updates\n"),
        "{told}"
    );
    let told = did(&mut world, "2026-01-30T12:00:00Z", "ann", "next");
    assert!(!told.contains("as of the last fetch"), "{told}");
}
