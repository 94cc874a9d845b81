//! Commits are signed if git is configured so, and git verifies the signatures; acts do not depend on them.

use std::fs;

use super::signatures::has_keygen;
use super::world::{World, secret};

const AT: &str = "2026-01-29T08:00:00Z";

/// A store of Ann's whose git signs commits with her key, and knows whom to believe.
fn signing() -> World {
    let world = World::signed("balloting");
    let key = world.outside().join("home-ann/.ssh/id_ed25519");
    let known = world.outside().join("known_signers");
    fs::write(
        &known,
        format!("ann@acme.example {}\n", secret("ann").key().line()),
    )
    .unwrap();
    for (name, value) in [
        ("gpg.format", "ssh"),
        ("user.signingkey", key.to_str().unwrap()),
        ("gpg.ssh.allowedSignersFile", known.to_str().unwrap()),
        ("commit.gpgsign", "true"),
    ] {
        world.git("ann", &["config", name, value]);
    }
    world
}

#[test]
fn git_takes_the_commits_that_it_was_configured_to_sign() {
    if !has_keygen() {
        return;
    }
    let mut world = signing();
    let ran = world.run(AT, "ann", "vote xyz approve --ballot alliance");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let verified = world.try_git(AT, "ann", &["verify-commit", "HEAD"]);
    assert!(
        verified.code == 0 && verified.stderr.contains("Good \"git\" signature"),
        "{}",
        verified.stderr
    );
    let raw = world.git("ann", &["cat-file", "commit", "HEAD"]);
    assert!(
        raw.contains("author Ann Adams <ann@acme.example> 1769673600 +0000"),
        "{raw}"
    );
    assert!(
        raw.contains("\ngpgsig -----BEGIN SSH SIGNATURE-----") && raw.contains("Wr-Act: sha256:"),
        "{raw}"
    );
    assert_eq!(world.git("ann", &["status", "--porcelain"]), "");
    // What the record says rests on acts alone: the same without the configuration.
    world.git("ann", &["config", "commit.gpgsign", "false"]);
    assert_eq!(
        world
            .run(AT, "bob", "vote xyz approve --ballot alliance")
            .code,
        0
    );
    assert_eq!(world.try_git(AT, "ann", &["verify-commit", "HEAD"]).code, 1);
    assert_eq!(world.run(AT, "vera", "verify").code, 0);
}

#[test]
fn commits_that_are_brought_onto_others_are_signed_as_well() {
    if !has_keygen() {
        return;
    }
    let mut world = super::pull_requests::share(signing());
    let origin = world.outside().join("store");
    for name in [
        "gpg.format",
        "user.signingkey",
        "gpg.ssh.allowedSignersFile",
        "commit.gpgsign",
    ] {
        let value = {
            let mut git = world.command("git", AT, "ann");
            let output = git
                .arg("-C")
                .arg(&origin)
                .args(["config", name])
                .output()
                .unwrap();
            String::from_utf8(output.stdout).unwrap().trim().to_string()
        };
        world.git("ann", &["config", name, &value]);
    }
    world.git("vera", &["clone", "--quiet", "../origin.git", "../bobs"]);
    let here = world.here.clone();
    world.here = world.outside().join("bobs");
    assert_eq!(
        world
            .run(AT, "bob", "vote xyz approve --ballot alliance")
            .code,
        0
    );
    assert_eq!(world.run(AT, "bob", "sync").code, 0);
    world.here = here;
    assert_eq!(
        world
            .run(AT, "ann", "vote xyz approve --ballot alliance")
            .code,
        0
    );
    let synced = world.run(AT, "ann", "sync");
    assert_eq!(synced.code, 0, "{}", synced.stderr);
    let verified = world.try_git(AT, "ann", &["verify-commit", "origin/main"]);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert_ne!(
        world
            .try_git(AT, "ann", &["verify-commit", "origin/main~1"])
            .code,
        0
    );
}

#[test]
fn without_the_key_nothing_is_committed() {
    if !has_keygen() {
        return;
    }
    let mut world = signing();
    world.git("ann", &["config", "user.signingkey", "/nowhere/id_ed25519"]);
    let before = world.fingerprint();
    let ran = world.run(AT, "ann", "vote xyz approve --ballot alliance");
    assert!(
        ran.code == 2 && ran.stderr.contains("commit.gpgsign"),
        "{}",
        ran.stderr
    );
    assert_eq!(world.fingerprint(), before);
}
