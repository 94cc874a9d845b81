//! Signed acts: made with or without `ssh-keygen`, checked by `ssh-keygen` alone, and forged in every way that a detached
//! signature allows. A forged act is void, and `wr` says why.

use std::fs;
use std::path::Path;
use std::process::Command;

use wr::act::{Act, Action, canonical};
use wr::process::replay;
use wr::rules;
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};

use super::world::{World, ran, secret};

/// Whether `ssh-keygen` is installed. A test that needs it is skipped otherwise, but not where `WR_TEST_OPENSSH` is set.
pub(crate) fn has_keygen() -> bool {
    let is_here = Command::new("ssh-keygen").arg("-?").output().is_ok();
    if !is_here {
        skip_without("ssh-keygen");
    }
    is_here
}

/// Says that a test was skipped for want of a program of OpenSSH; fails where `WR_TEST_OPENSSH` is set.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
pub(crate) fn skip_without(program: &str) {
    assert!(
        std::env::var_os("WR_TEST_OPENSSH").is_none(),
        "{program} is missing, and WR_TEST_OPENSSH is set"
    );
    eprintln!("skipped: {program} is not installed");
}

fn tree(world: &World) -> Tree {
    let paths = world.files("registers", "").into_iter();
    paths
        .map(|path| SourceFile::new(path.clone(), fs::read(world.path(&path)).unwrap()))
        .collect()
}

/// The only file below the register whose path holds `part` and ends so.
fn path(tree: &Tree, part: &str, end: &str) -> String {
    let mut found = tree
        .files()
        .map(|file| file.path())
        .filter(|path| path.contains(part) && path.ends_with(end));
    let one = found.next().unwrap_or_else(|| panic!("no {part}"));
    assert_eq!(found.next(), None, "{part} is no only one");
    one.to_string()
}

fn put(tree: &mut Tree, path: &str, bytes: impl Into<Vec<u8>>) {
    tree.insert(SourceFile::new(path, bytes.into()));
}

/// Why acts and votes are void, each by its path.
fn void(tree: &Tree) -> Vec<(String, String)> {
    let snapshot = Snapshot::load(tree);
    let findings = rules::check(&snapshot, wr::date::Day::of(2026, 3, 1));
    let told = findings
        .into_iter()
        .filter(|found| ["act-void", "vote-void"].contains(&found.rule));
    told.map(|found| {
        (
            found
                .place
                .map_or(String::new(), |it| it.file.path().to_string()),
            found.message,
        )
    })
    .collect()
}

fn act(tree: &Tree, path: &str) -> Act {
    canonical::read(tree.get(path).unwrap()).unwrap()
}

fn sealed(act: &Act, who: &str, namespace: &str) -> Vec<u8> {
    secret(who)
        .sign(namespace, &act.to_bytes())
        .unwrap()
        .to_bytes()
}

const ASSIGN: &str = "assign@wr.dmtf.org";

#[test]
fn a_signed_store_is_taken_as_it_is() {
    let world = World::signed("committees-approved");
    let tree = tree(&world);
    assert_eq!(void(&tree), []);
    let acts = tree.files().filter(|file| {
        wr::path::StorePath::of(file.path()).is_some_and(|it| it.subject().is_some())
    });
    for file in
        acts.filter(|file| file.path().contains("/acts/") || file.path().contains("/ballots/"))
    {
        let signed = file
            .path()
            .strip_suffix(".sig")
            .map_or(format!("{}.sig", file.path()), str::to_string);
        assert!(tree.get(&signed).is_some(), "{} is alone", file.path());
    }
}

#[test]
fn a_forged_signature_makes_an_act_void_and_says_why() {
    let world = World::signed("balloting");
    let honest = tree(&world);
    let assign = path(&honest, "-assign-", ".yaml");
    let signature = format!("{assign}.sig");
    let vera = act(&honest, &assign);
    let bytes = honest.get(&signature).unwrap().bytes().to_vec();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let propose = path(&honest, "-propose-", ".yaml.sig");
    let cases: Vec<(&str, Option<Vec<u8>>, &str)> = vec![
        (
            "none",
            None,
            "is not signed, but the policy requires signed acts",
        ),
        (
            "of another person",
            Some(sealed(&vera, "carl", ASSIGN)),
            "which is not one of theirs",
        ),
        (
            "of an unknown key",
            Some(sealed(&vera, "mallory", ASSIGN)),
            "which is not one of theirs",
        ),
        (
            "for another kind of act",
            Some(sealed(&vera, "vera", "vote@wr.dmtf.org")),
            "made for `vote@wr.dmtf.org`",
        ),
        (
            "of a commit",
            Some(sealed(&vera, "vera", "git")),
            "it was made for `git`",
        ),
        (
            "of another organization",
            Some(sealed(&vera, "vera", "assign@oasis.example")),
            "assign@oasis.example",
        ),
        (
            "of another act",
            Some(honest.get(&propose).unwrap().bytes().to_vec()),
            "made for `propose@wr.dmtf.org`",
        ),
        (
            "of other bytes",
            Some(sealed(
                &Act {
                    seen: "none".into(),
                    ..vera.clone()
                },
                "vera",
                ASSIGN,
            )),
            "does not match these bytes",
        ),
        (
            "with text after it",
            Some(format!("{text}Vera\n").into_bytes()),
            "is not valid",
        ),
        (
            "with text before it",
            Some(format!("Vera\n{text}").into_bytes()),
            "is not valid",
        ),
        (
            "with the line ends of mail",
            Some(text.replace('\n', "\r\n").into_bytes()),
            "differs from the bytes",
        ),
        ("twice", Some(text.repeat(2).into_bytes()), "is not valid"),
        (
            "that is empty",
            Some(Vec::new()),
            "it is not an SSH signature",
        ),
    ];
    for (name, forged, reason) in cases {
        let mut tree = honest.clone();
        match forged {
            Some(bytes) => put(&mut tree, &signature, bytes),
            None => tree.remove(&signature),
        }
        let void = void(&tree);
        let found = void.iter().find(|(path, _)| *path == assign);
        let Some((_, why)) = found else {
            panic!("a signature {name} is taken: {void:?}")
        };
        assert!(why.contains(reason), "{name}: {why}");
        // It has no effect: no one owns the register, as far as this act goes.
        let snapshot = Snapshot::load(&tree);
        let replay = replay(&snapshot.history(&snapshot.registers["xyz"]).unwrap());
        assert_eq!(replay.state.owner, None, "{name}");
    }
    // A signature beside no act is not read.
    let mut tree = honest.clone();
    tree.remove(&assign);
    let findings = rules::check(&Snapshot::load(&tree), wr::date::Day::of(2026, 3, 1));
    assert!(
        findings.into_iter().any(|found| found.rule == "stray-file"),
        "a signature without its act is a stray"
    );
}

#[test]
fn a_vote_is_signed_by_its_voter_with_a_key_that_the_ballot_froze() {
    let mut world = World::signed("balloting");
    for (who, line) in [
        ("ann", "vote xyz approve --ballot alliance"),
        ("bob", "vote xyz approve --ballot alliance"),
    ] {
        let ran = world.run("2026-01-29T08:00:00Z", who, line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let honest = tree(&world);
    assert_eq!(void(&honest), []);
    let (ann, bob) = (
        path(&honest, "votes/acme/", ".yaml"),
        path(&honest, "votes/bolt/", ".yaml"),
    );
    let vote = act(&honest, &ann);
    let forged = [
        ("not signed", None, "is not signed"),
        (
            "of another vote",
            Some(honest.get(&format!("{bob}.sig")).unwrap().bytes().to_vec()),
            "not one of theirs",
        ),
        (
            "of an acceptance",
            Some(sealed(&vote, "ann", "accept@wr.dmtf.org")),
            "made for `accept@wr.dmtf.org`",
        ),
        (
            "of the chair",
            Some(sealed(&vote, "carl", "vote@wr.dmtf.org")),
            "not one of theirs",
        ),
    ];
    for (name, bytes, reason) in forged {
        let mut tree = honest.clone();
        match bytes {
            Some(bytes) => put(&mut tree, &format!("{ann}.sig"), bytes),
            None => tree.remove(&format!("{ann}.sig")),
        }
        let void = void(&tree);
        assert!(
            void.iter()
                .any(|(path, why)| *path == ann && why.contains(reason)),
            "{name}: {void:?}"
        );
        let snapshot = Snapshot::load(&tree);
        let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
        let (_, tally) = history
            .count(&replay(&history).state, "adopt-1-alliance-1")
            .unwrap();
        assert_eq!(tally.counts.approve, 1, "{name}");
    }
    // The roster changes: the vote is judged by the one of its ballot, whichever it names.
    let roster = world.read("registers/roster.yaml");
    let line = secret("ann").key().line();
    world.write(
        "registers/roster.yaml",
        &roster.replace(&format!("\"{line}\""), ""),
    );
    assert_eq!(
        world
            .run("2026-01-30T08:00:00Z", "vera", "save roster")
            .code,
        0
    );
    let after = tree(&world);
    assert_eq!(void(&after), []);
    assert!(matches!(act(&after, &ann).action, Action::Vote(_)));
    // The retired key signs nothing else: not by a command, and not by hand under the roster that has it no more.
    let line = "feedback add xyz --text \"The scope is wide\"";
    let refused = world.run("2026-01-30T09:00:00Z", "ann", line);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("a key of Ann Adams in the roster"),
        "{}",
        refused.stderr
    );
    assert_eq!(world.run("2026-01-30T09:00:00Z", "bob", line).code, 0);
    let mut forged = tree(&world);
    let feedback = path(&forged, "-feedback-", ".yaml");
    let stored = Act {
        by: "ann".parse().unwrap(),
        ..act(&forged, &feedback)
    }
    .stored();
    put(&mut forged, &stored.path(), stored.act.to_bytes());
    put(
        &mut forged,
        &format!("{}.sig", stored.path()),
        sealed(&stored.act, "ann", "feedback@wr.dmtf.org"),
    );
    let void = void(&forged);
    assert!(
        void.iter()
            .any(|(path, why)| *path == stored.path() && why.contains("not one of theirs")),
        "{void:?}"
    );
}

#[test]
fn a_policy_that_takes_unsigned_acts_takes_no_wrong_signatures() {
    let honest = tree(&World::given("assigned"));
    let assign = path(&honest, "-assign-", ".yaml");
    assert_eq!(void(&honest), []);
    let mut forged = honest.clone();
    put(
        &mut forged,
        &format!("{assign}.sig"),
        sealed(&act(&honest, &assign), "vera", ASSIGN),
    );
    assert!(
        void(&forged)
            .iter()
            .any(|(_, why)| why.contains("not one of theirs")),
        "{:?}",
        void(&forged)
    );
}

#[test]
fn the_guide_shows_how_to_check_a_vote_with_ssh_keygen_alone() {
    if !has_keygen() {
        return;
    }
    let mut world = World::signed("balloting");
    assert_eq!(
        world
            .run(
                "2026-01-29T08:00:00Z",
                "ann",
                "vote xyz approve --ballot alliance"
            )
            .code,
        0
    );
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/signatures.md"))
            .unwrap();
    let told = readme
        .lines()
        .find(|line| line.starts_with("ssh-keygen -Y verify"))
        .expect("the command")
        .to_string();
    let vote = path(&tree(&world), "votes/acme/", ".yaml");
    let check = |told: &str| {
        let mut command = world.command("sh", "2026-01-29T08:00:00Z", "ann");
        ran(command
            .args(["-c", &format!("vote={vote}\n{told}")])
            .output()
            .unwrap())
    };
    let good = check(&told);
    assert_eq!(good.code, 0, "{told}: {}{}", good.stdout, good.stderr);
    assert!(
        good.stdout
            .contains("Good \"vote@wr.dmtf.org\" signature for ann"),
        "{}",
        good.stdout
    );
    for wrong in [
        told.replace("-I ann", "-I bob"),
        told.replace("vote@", "accept@"),
    ] {
        assert_ne!(wrong, told);
        assert_ne!(check(&wrong).code, 0, "{wrong}");
    }
    let text = world.read(&vote);
    world.write(
        &vote,
        &text.replace("choice: \"approve\"", "choice: \"oppose\""),
    );
    assert_ne!(world.read(&vote), text);
    assert_ne!(check(&told).code, 0, "an edited vote is taken");
}

#[test]
fn without_ssh_keygen_plain_files_sign_all_the_same() {
    let world = World::signed("balloting");
    let line = ["vote", "xyz", "approve", "--ballot", "alliance"];
    let at = "2026-01-29T08:00:00Z";
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), at, "ann");
    let ran = ran(command
        .env("PATH", world.outside())
        .args(line)
        .output()
        .unwrap());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let tree = tree(&world);
    let vote = path(&tree, "votes/acme/", ".yaml");
    // The very bytes that `ssh-keygen` would have written.
    let expected = sealed(&act(&tree, &vote), "ann", "vote@wr.dmtf.org");
    assert_eq!(tree.get(&format!("{vote}.sig")).unwrap().bytes(), expected);
    assert_eq!(void(&tree), []);
}

#[test]
fn keys_that_only_ssh_keygen_checks_are_checked_by_it_or_not_believed() {
    if !has_keygen() {
        return;
    }
    let world = World::signed("proposed");
    let home = world.outside().join("home-vera/.ssh");
    fs::remove_file(home.join("id_ed25519")).unwrap();
    fs::remove_file(home.join("id_ed25519.pub")).unwrap();
    let mut keygen = Command::new("ssh-keygen");
    let made = keygen
        .args(["-q", "-t", "rsa", "-b", "2048", "-N", "", "-C", "", "-f"])
        .arg(home.join("id_rsa"));
    assert!(made.status().unwrap().success());
    let at = "2026-01-20T09:10:00Z";
    let run = |path: Option<&Path>, line: &[&str]| {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), at, "vera");
        if let Some(path) = path {
            command.env("PATH", path);
        }
        ran(command.args(line).output().unwrap())
    };
    let public = home.join("id_rsa.pub");
    let refused = run(None, &["assign", "xyz", "--owner", "olga"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("no key of Vera Vance was found"),
        "{}",
        refused.stderr
    );
    assert_eq!(run(None, &["key", "add", public.to_str().unwrap()]).code, 0);
    assert_eq!(run(None, &["save", "roster"]).code, 0);
    let assigned = run(None, &["assign", "xyz", "--owner", "olga"]);
    assert_eq!(assigned.code, 0, "{}", assigned.stderr);
    let there = run(None, &["status", "xyz"]);
    assert!(
        there.stdout.contains("Olga Owens"),
        "{}{}",
        there.stdout,
        there.stderr
    );
    // Where it cannot be checked, it is not believed.
    let without = run(Some(world.outside()), &["status", "xyz"]);
    assert!(without.stdout.contains("none yet"), "{}", without.stdout);
    let log = run(Some(world.outside()), &["log", "xyz"]);
    assert!(
        log.stdout.contains("only `ssh-keygen` can check"),
        "{}",
        log.stdout
    );
}

#[test]
fn git_says_which_key_signs() {
    if !has_keygen() {
        return;
    }
    let world = World::signed("proposed");
    let home = world.outside().join("home-vera/.ssh");
    let elsewhere = world.outside().join("elsewhere");
    fs::rename(home.join("id_ed25519"), &elsewhere).unwrap();
    fs::remove_file(home.join("id_ed25519.pub")).unwrap();
    world.git("vera", &["config", "gpg.format", "ssh"]);
    world.git(
        "vera",
        &["config", "user.signingkey", elsewhere.to_str().unwrap()],
    );
    let run = |line: &[&str]| {
        ran(world
            .command(env!("CARGO_BIN_EXE_wr"), "2026-01-20T09:10:00Z", "vera")
            .args(line)
            .output()
            .unwrap())
    };
    let who = run(&["whoami"]);
    assert!(
        who.stdout.contains("signs (git's user.signingkey)"),
        "{}",
        who.stdout
    );
    assert_eq!(run(&["assign", "xyz", "--owner", "olga"]).code, 0);
    assert_eq!(void(&tree(&world)), []);
    // Another program in the place of `ssh-keygen`, which signs nothing: nothing is recorded.
    world.git("vera", &["config", "gpg.ssh.program", "true"]);
    let before = world.fingerprint();
    let refused = run(&["assign", "xyz", "--owner", "ann"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("`true` wrote no signature"),
        "{}",
        refused.stderr
    );
    assert_eq!(world.fingerprint(), before);
}
