//! `wr sync` when the network fails, others push first, and repositories are in unusual states.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use super::world::{World, ran};

const AT: &str = "2026-01-29T10:00:00Z";

/// A remote and two clones of it, beside the store.
pub(crate) fn shared(given: &str) -> World {
    let mut world = World::kept(&format!("clones-{given}"), || cloned(given));
    world.here = world.outside().join("two");
    world
}

fn cloned(given: &str) -> World {
    let mut world = World::given(given);
    world.git(
        "vera",
        &["clone", "--quiet", "--bare", ".", "../origin.git"],
    );
    for name in ["one", "two"] {
        world.git(
            "vera",
            &["clone", "--quiet", "../origin.git", &format!("../{name}")],
        );
        world.here = world.outside().join(name);
        // By a path that is right in a copy of this world as well.
        world.git("vera", &["config", "remote.origin.url", "../origin.git"]);
        world.here = world.outside().join("store");
    }
    world
}

pub(crate) fn did(world: &mut World, at: &str, who: &str, line: &str) -> String {
    let ran = world.run(at, who, line);
    assert_eq!(
        ran.code, 0,
        "{who} $ wr {line}\n{}{}",
        ran.stdout, ran.stderr
    );
    ran.stdout + &ran.stderr
}

pub(crate) fn to(world: &mut World, clone: &str) {
    world.here = world.outside().join(clone);
}

/// Clone `one` has shared a vote and a comment; clone `two` has a vote that stays as it is and an objection that is made
/// anew, because the roster is another by now.
pub(crate) fn diverged(
    line: &'static str,
    done: &[(&'static str, usize)],
) -> (
    World,
    &'static str,
    &'static str,
    &'static str,
    Vec<(&'static str, usize)>,
) {
    let mut world = shared("alliance-asked");
    to(&mut world, "one");
    did(
        &mut world,
        "2026-01-29T08:00:00Z",
        "bob",
        "vote xyz approve",
    );
    did(
        &mut world,
        "2026-01-29T08:10:00Z",
        "bob",
        "feedback add xyz --text \"Which schema?\"",
    );
    let text = world
        .read("registers/roster.yaml")
        .replace("Fjord Labs", "Fjord Laboratories");
    world.write("registers/roster.yaml", &text);
    did(&mut world, "2026-01-29T08:20:00Z", "vera", "save roster");
    did(&mut world, "2026-01-29T08:30:00Z", "bob", "sync");
    to(&mut world, "two");
    did(
        &mut world,
        "2026-01-29T08:00:00Z",
        "ann",
        "vote xyz approve",
    );
    did(
        &mut world,
        "2026-01-29T09:00:00Z",
        "ann",
        "feedback add xyz --text \"Which version?\"",
    );
    (world, AT, "ann", line, done.to_vec())
}

pub(crate) fn tip(world: &World, name: &str) -> String {
    world.git("vera", &["rev-parse", name])
}

pub(crate) fn remote_tip(world: &World) -> String {
    let mut bare = World::empty();
    bare.here = world.outside().join("origin.git");
    tip(&bare, "main")
}

#[cfg(unix)]
pub(crate) fn script(path: PathBuf, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{text}")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Runs `wr sync` with another program in the place of `git`.
#[cfg(unix)]
fn sync_with(world: &World, git: &str) -> super::world::Ran {
    run_with(world, git, &["sync"])
}

/// Runs `wr` as Ann with another program in the place of `git`.
#[cfg(unix)]
pub(crate) fn run_with(world: &World, git: &str, args: &[&str]) -> super::world::Ran {
    let folder = world.outside().join("bin");
    let real = String::from_utf8(
        std::process::Command::new("sh")
            .args(["-c", "command -v git"])
            .output()
            .unwrap()
            .stdout,
    );
    script(
        folder.join("git"),
        &git.replace("REAL", real.unwrap().trim()),
    );
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), AT, "ann");
    let path = std::env::var("PATH").unwrap();
    command
        .env("PATH", format!("{}:{path}", folder.display()))
        .args(args)
        .stdin(Stdio::null());
    ran(command.output().unwrap())
}

/// The network goes before the push: here nothing is changed. It goes after the push: the next run finds it done, and
/// what was made anew is not there twice.
#[cfg(unix)]
#[test]
fn a_network_that_goes_away_loses_and_doubles_nothing() {
    let (mut world, ..) = diverged("sync", &[]);
    let (before, shared) = (tip(&world, "HEAD"), remote_tip(&world));
    let gone = "case \"$*\" in *push*) echo 'fatal: unable to access: no route to host' >&2; exit 128;; esac\nexec REAL \"$@\"\n";
    let ran = sync_with(&world, gone);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("no route to host"), "{}", ran.stderr);
    assert_eq!(
        (tip(&world, "HEAD"), remote_tip(&world)),
        (before.clone(), shared)
    );
    assert_eq!(world.git("vera", &["status", "--porcelain"]), "");

    let lost = "case \"$*\" in *push*) REAL \"$@\" >/dev/null 2>&1; echo 'fatal: the remote end hung up' >&2; exit 128;; esac\nexec REAL \"$@\"\n";
    let ran = sync_with(&world, lost);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(tip(&world, "HEAD"), before);
    // What is recorded meanwhile comes after it, also when the network goes once more.
    did(
        &mut world,
        "2026-01-29T10:10:00Z",
        "ann",
        "feedback add xyz --text \"One more\"",
    );
    let ran = sync_with(&world, gone);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    did(&mut world, "2026-01-29T10:20:00Z", "ann", "sync");
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    assert_eq!(world.files("registers/xyz", "-feedback-").len(), 3);
    assert_eq!(world.files("registers/xyz", "/votes/").len(), 2);
    assert_eq!(
        did(&mut world, AT, "ann", "sync"),
        "nothing to do: main equals origin/main\n"
    );
    did(&mut world, AT, "vera", "check --strict");
}

/// Another person pushes between our fetch and our push, twice. The third attempt gets through.
#[cfg(unix)]
#[test]
fn who_is_overtaken_goes_round_again() {
    let (mut world, ..) = diverged("sync", &[]);
    to(&mut world, "one");
    did(
        &mut world,
        "2026-01-29T08:40:00Z",
        "cleo",
        "vote xyz approve",
    );
    did(
        &mut world,
        "2026-01-29T08:41:00Z",
        "dan",
        "vote xyz approve",
    );
    to(&mut world, "two");
    // The first push waits until one commit of the others has gone out, the second until both have.
    let racing = "case \"$*\" in *push*)\n n=$(cat ../n 2>/dev/null || echo 0); n=$((n+1)); echo $n > ../n\n \
        [ $n = 1 ] && REAL -C ../one push -q origin HEAD~1:main\n [ $n = 2 ] && REAL -C ../one push -q origin HEAD:main;; esac\n\
        exec REAL \"$@\"\n";
    let ran = sync_with(&world, racing);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(
        fs::read_to_string(world.outside().join("n"))
            .unwrap()
            .trim(),
        "3"
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    assert_eq!(world.files("registers/xyz", "/votes/").len(), 4);
    assert_eq!(world.files("registers/xyz", "-feedback-").len(), 2);
    did(&mut world, AT, "vera", "check --strict");
}

/// A server that refuses says why, and nothing is changed here.
#[cfg(unix)]
#[test]
fn the_words_of_a_server_that_refuses_are_shown() {
    let (world, ..) = diverged("sync", &[]);
    let before = tip(&world, "HEAD");
    script(
        world.outside().join("origin.git/hooks/pre-receive"),
        "echo 'closed until Monday' >&2; exit 1\n",
    );
    let mut world = world;
    let ran = world.run(AT, "ann", "sync");
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("closed until Monday"), "{}", ran.stderr);
    assert_eq!(tip(&world, "HEAD"), before);
}

/// Edits of files that others changed stay; files that others took away go; what was not touched comes.
#[test]
fn open_edits_survive() {
    let mut world = shared("alliance-asked");
    to(&mut world, "one");
    for (path, text) in [
        ("notes/a.txt", "a\n"),
        ("notes/b.txt", "b\n"),
        ("run.sh", "true\n"),
    ] {
        world.write(path, text);
    }
    world.git("vera", &["add", "."]);
    world.git("vera", &["update-index", "--chmod=+x", "run.sh"]);
    world.git("vera", &["commit", "--quiet", "-m", "notes"]);
    did(&mut world, AT, "vera", "sync");
    to(&mut world, "two");
    did(&mut world, AT, "vera", "sync");
    assert_eq!(world.git("vera", &["status", "--porcelain"]), "");
    to(&mut world, "one");
    world.git("vera", &["rm", "--quiet", "notes/a.txt", "notes/b.txt"]);
    world.write("notes", "a file now\n");
    world.write(
        "registers/xyz/contacts.yaml",
        &(world.read("registers/xyz/contacts.yaml") + "# theirs\n"),
    );
    world.git("vera", &["add", "."]);
    world.git("vera", &["commit", "--quiet", "-m", "tidy"]);
    did(&mut world, AT, "vera", "sync");
    to(&mut world, "two");
    let mine = world.read("registers/xyz/contacts.yaml") + "# mine\n";
    world.write("registers/xyz/contacts.yaml", &mine);
    world.write("staged.txt", "staged\n");
    world.git("ann", &["add", "staged.txt"]);
    did(&mut world, AT, "ann", "vote xyz approve");
    let told = did(&mut world, AT, "ann", "sync");
    assert!(
        told.contains("registers/xyz/contacts.yaml was edited here"),
        "{told}"
    );
    assert_eq!(world.read("registers/xyz/contacts.yaml"), mine);
    assert_eq!(world.read("notes"), "a file now\n");
    assert_eq!(
        world.git("ann", &["status", "--porcelain"]),
        " M registers/xyz/contacts.yaml\nA  staged.txt\n"
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// What is odd is refused in one sentence, and what git is half-way through as well.
#[test]
fn odd_states_are_refused() {
    let mut world = shared("alliance-asked");
    let head = tip(&world, "HEAD");
    fs::write(world.path(".git/MERGE_HEAD"), &head).unwrap();
    let ran = world.run(AT, "ann", "sync");
    assert_eq!(
        (ran.code, ran.stderr.contains("git merge --abort")),
        (2, true),
        "{}",
        ran.stderr
    );
    fs::remove_file(world.path(".git/MERGE_HEAD")).unwrap();
    world.git("ann", &["remote", "remove", "origin"]);
    let ran = world.run(AT, "ann", "sync");
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
}

/// A merge that git made of two clones is brought along as it is, and is taken apart where it has to be.
#[test]
fn merges_of_git_are_understood() {
    let (mut world, ..) = diverged("sync", &[]);
    world.git("ann", &["fetch", "--quiet"]);
    world.git("ann", &["merge", "--quiet", "--no-edit", "origin/main"]);
    did(&mut world, AT, "ann", "sync");
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    assert_eq!(world.files("registers/xyz", "-feedback-").len(), 2);
    did(&mut world, AT, "vera", "check --strict");
}

/// Five clones at once.
#[test]
fn all_share_at_once() {
    let mut world = shared("alliance-asked");
    let voters = ["ann", "bob", "cleo", "dan", "eve"];
    for who in voters {
        world.git(
            who,
            &[
                "clone",
                "--quiet",
                "../origin.git",
                &format!("../clone-{who}"),
            ],
        );
    }
    for who in voters {
        to(&mut world, &format!("clone-{who}"));
        did(&mut world, AT, who, "vote xyz approve");
    }
    let children: Vec<_> = voters
        .into_iter()
        .map(|who| {
            to(&mut world, &format!("clone-{who}"));
            world.spawn(AT, who, "sync", Stdio::piped())
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    to(&mut world, "one");
    did(&mut world, AT, "vera", "sync");
    assert_eq!(world.files("registers/xyz", "/votes/").len(), 5);
    did(&mut world, AT, "vera", "check --strict");
}

/// A vote in the mail names what its author had seen; a clone that is behind says so, and takes it once it is not.
#[test]
fn mail_from_a_person_who_has_seen_more_has_to_wait() {
    let mut world = shared("alliance-asked");
    to(&mut world, "two");
    did(
        &mut world,
        "2026-01-29T08:00:00Z",
        "ann",
        "vote xyz approve",
    );
    did(&mut world, "2026-01-29T08:01:00Z", "ann", "sync");
    did(
        &mut world,
        "2026-01-29T08:02:00Z",
        "bob",
        "vote xyz approve --out ../mail",
    );
    let name = fs::read_dir(world.outside().join("mail"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .file_name();
    let line = format!("import-act ../mail/{}", name.to_string_lossy());
    to(&mut world, "one");
    let ran = world.run(AT, "carl", &line);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("which is not on the main branch"),
        "{}",
        ran.stderr
    );
    did(&mut world, AT, "carl", "sync");
    // A clock that is a year behind: the vote seems to come from the future.
    let ran = world.run("2025-01-29T10:00:00Z", "carl", &line);
    assert_eq!(
        (ran.code, ran.stderr.contains("it is now 2025-01-29")),
        (1, true),
        "{}",
        ran.stderr
    );
    let policy = world
        .read("registers/policy.yaml")
        .replace("backfill_until: 2026-12-31", "backfill_until: 2026-11-30");
    world.write("registers/policy.yaml", &policy);
    did(&mut world, AT, "vera", "save policy");
    // A vote names its ballot: another policy does it no harm.
    did(&mut world, AT, "carl", &format!("{line} --dry-run"));
    world.git("vera", &["reset", "--quiet", "--hard", "HEAD~1"]);
    did(&mut world, AT, "carl", &line);
    did(&mut world, AT, "carl", "sync");
    did(&mut world, AT, "vera", "check --strict");
}

/// The lock of another git is waited for and then named, before anything leaves this clone.
#[test]
fn a_lock_is_named_before_anything_is_shared() {
    let (mut world, ..) = diverged("sync", &[]);
    let (head, shared) = (tip(&world, "HEAD"), remote_tip(&world));
    world.write(".git/index.lock", "");
    let ran = world.run(AT, "ann", "sync");
    assert_eq!(
        (ran.code, ran.stderr.contains("index.lock")),
        (2, true),
        "{}",
        ran.stderr
    );
    assert_eq!((tip(&world, "HEAD"), remote_tip(&world)), (head, shared));
}
