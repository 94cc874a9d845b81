//! Kills before every call that writes, and errors of a full or broken disk at each of them: the store is in the old
//! state or the new one, and the same command, run again, completes.
//!
//! `strace` counts the calls of a run and then injects a fault at one of them. By default a few calls of each command are
//! tried, spread over its whole run; `WR_FAULTS=all` tries them all. Without `strace` the tests are skipped with a message,
//! or fail if `WR_TEST_STRACE` is set.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use super::world::{Ran, World, ran, words};

/// The calls by which a program changes what is on disk.
const WRITING: &str = "openat,write,pwrite64,writev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,\
                       fsync,fdatasync,ftruncate,rmdir";

/// How many calls of a command are tried where not all are.
const SOME: usize = 6;

/// A command in a store, and what tells that it was done once.
struct Case {
    world: World,
    at: &'static str,
    who: &'static str,
    line: &'static str,
    /// The acts that are there when it is done, by a part of their paths, and how many.
    done: Vec<(&'static str, usize)>,
    /// What git's status tells then: people's edits that are none of the command's business.
    edits: &'static str,
}

/// The edits of who has written a first text, and not submitted it.
const WRITTEN: &str = " M registers/xyz/contacts.yaml\n M registers/xyz/register.yaml\n";

/// One call of a run: its name and the how many-th of that name it is.
type Call = (String, usize);

#[allow(clippy::print_stderr)]
fn has_strace() -> bool {
    let works = Command::new("strace")
        .args(["-o", "/dev/null", "-e", "trace=none", "true"])
        .output();
    let works = works.is_ok_and(|output| output.status.success());
    assert!(
        works || std::env::var_os("WR_TEST_STRACE").is_none(),
        "strace is missing, and WR_TEST_STRACE is set"
    );
    if !works {
        eprintln!("skipped: no `strace` that may trace is here, so no command is killed");
    }
    works
}

/// Runs a command under `strace` with these arguments.
fn traced(world: &World, case: &Case, args: &[&str]) -> Ran {
    let mut command = world.command("strace", case.at, case.who);
    command
        .args(["-o", world.outside().join("trace").to_str().unwrap()])
        .args(args);
    command.arg(env!("CARGO_BIN_EXE_wr")).args(words(case.line));
    ran(command.output().unwrap())
}

/// Every call of a whole run that writes, in order.
fn calls(case: &Case) -> Vec<Call> {
    let world = case.world.copy();
    let whole = traced(&world, case, &["-e", &format!("trace={WRITING}")]);
    assert_eq!(
        whole.code, 0,
        "{}: {}{}",
        case.line, whole.stdout, whole.stderr
    );
    let told = fs::read_to_string(world.outside().join("trace")).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in told.lines() {
        let Some((name, rest)) = line.split_once('(') else {
            continue;
        };
        if !WRITING.split(',').any(|writing| writing == name) {
            continue;
        }
        let count = counts.entry(name.to_string()).or_default();
        *count += 1;
        let reads = name == "openat" && !rest.contains("O_CREAT");
        let prints = name == "write" && (rest.starts_with("1,") || rest.starts_with("2,"));
        if !reads && !prints {
            calls.push((name.to_string(), *count));
        }
    }
    assert!(
        calls.len() > 10,
        "{}: {} calls write, which proves nothing",
        case.line,
        calls.len()
    );
    calls
}

/// All calls, or some of them from first to last.
fn chosen(calls: Vec<Call>) -> Vec<Call> {
    if std::env::var_os("WR_FAULTS").is_some_and(|it| it == "all") || calls.len() <= SOME {
        return calls;
    }
    let last = calls.len() - 1;
    (0..SOME)
        .map(|nth| calls[nth * last / (SOME - 1)].clone())
        .collect()
}

/// What the commits come to: everything that others could see.
fn heads(world: &World) -> String {
    world
        .try_git(
            "2026-01-01T00:00:00Z",
            "vera",
            &["rev-parse", "HEAD", "HEAD^{tree}"],
        )
        .stdout
}

/// Meddles with each of the calls, and looks at what is left.
fn meddle(case: &Case, how: &str) -> (usize, usize) {
    let before = heads(&case.world);
    let (mut old, mut new) = (0, 0);
    for (name, nth) in chosen(calls(case)) {
        let mut world = case.world.copy();
        let place = format!("{}: {how} at {name} {nth}", case.line);
        let inject = format!("inject={name}:{how}:when={nth}");
        let ran = traced(
            &world,
            case,
            &["-e", &format!("trace={name}"), "-e", &inject],
        );
        if how.starts_with("error") && ran.code != 0 {
            assert!(!ran.stderr.is_empty(), "{place}: not a word");
            assert!(!ran.stderr.contains("panicked"), "{place}: {}", ran.stderr);
        }
        // The next reader sees one of two states.
        let is_store = world.path(".git").exists() && !case.line.starts_with("init");
        if is_store {
            let check = world.run(case.at, "vera", "check");
            assert_eq!(check.code, 0, "{place}: {}{}", check.stdout, check.stderr);
            world.git("vera", &["fsck", "--strict", "--no-dangling"]);
        }
        match heads(&world) == before {
            true => old += 1,
            false => new += 1,
        }
        // The same command finishes, or says that there is nothing to do.
        let again = world.run(case.at, case.who, case.line);
        let says_so =
            again.code == 1 || case.line.starts_with("init") && again.stderr.contains("already");
        let is_new = heads(&world) != before;
        assert!(
            again.code == 0 || says_so && is_new,
            "{place}: again: {}{}",
            again.stdout,
            again.stderr
        );
        assert!(
            is_new,
            "{place}: it was never done: {}{}",
            again.stdout, again.stderr
        );
        for (part, count) in &case.done {
            let found = world.files("registers", part).len();
            assert_eq!(found, *count, "{place}: {part}");
        }
        let status = world.git("vera", &["status", "--porcelain"]);
        assert_eq!(status, case.edits, "{place}");
        assert_eq!(world.files(".", ".wr-new"), Vec::<String>::new(), "{place}");
        let check = world.run(case.at, "vera", "check");
        assert_eq!(check.code, 0, "{place}: {}{}", check.stdout, check.stderr);
        world.git("vera", &["fsck", "--strict", "--no-dangling"]);
    }
    (old, new)
}

/// Kills at each call; both outcomes must occur, or the kills prove nothing.
fn kill(case: &Case) {
    if !has_strace() {
        return;
    }
    let (old, new) = meddle(case, "signal=SIGKILL");
    assert!(
        old > 0 && new > 0,
        "{}: {old} old and {new} new states",
        case.line
    );
}

fn case(
    given: &str,
    who: &'static str,
    line: &'static str,
    done: &[(&'static str, usize)],
) -> Case {
    Case {
        world: World::given(given),
        at: "2026-02-11T09:00:00Z",
        who,
        line,
        done: done.to_vec(),
        edits: "",
    }
}

#[test]
fn killed_while_voting() {
    let early = Case {
        at: "2026-01-29T08:00:00Z",
        ..case(
            "alliance-asked",
            "ann",
            "vote xyz approve",
            &[("/votes/acme/", 1)],
        )
    };
    kill(&early);
}

#[test]
fn killed_while_submitting() {
    let case = case(
        "assigned",
        "olga",
        "submit xyz",
        &[("-submit-", 1), ("revisions/", 1)],
    );
    kill(&case);
}

#[test]
fn killed_while_saving() {
    let case = case("assigned", "olga", "save xyz", &[("/acts/", 2)]);
    case.world.write(
        "registers/xyz/register.yaml",
        &super::world::REGISTER.replace("One schema", "A schema"),
    );
    kill(&case);
}

#[test]
fn killed_while_opening_a_ballot() {
    kill(&case(
        "submitted",
        "carl",
        "ballot open xyz --body alliance",
        &[("ballot.yaml", 1)],
    ));
}

#[test]
fn killed_while_closing_a_ballot() {
    kill(&case(
        "alliance-asked",
        "carl",
        "ballot close xyz",
        &[("result.yaml", 1)],
    ));
}

#[test]
fn killed_while_accepting() {
    let late = Case {
        at: "2026-03-09T09:00:00Z",
        ..case("sent", "pat", "accept xyz", &[("-accept-", 1)])
    };
    kill(&late);
}

#[test]
fn killed_while_commenting() {
    let line = "feedback add xyz --text \"Which schema?\"";
    kill(&Case {
        at: "2026-01-29T08:00:00Z",
        ..case("alliance-asked", "ann", line, &[("-feedback-", 1)])
    });
}

#[test]
fn killed_while_mail_is_taken_in() {
    let mut world = World::given("alliance-asked");
    let mailed = world.run("2026-01-29T08:00:00Z", "bob", "vote xyz approve --out mail");
    assert_eq!(mailed.code, 0, "{}", mailed.stderr);
    let name = world.files("mail", ".yaml").remove(0);
    // Outside of the working tree, so that it may stay.
    fs::rename(world.path(&name), world.outside().join("vote.yaml")).unwrap();
    fs::remove_dir(world.path("mail")).unwrap();
    let done = vec![("/votes/bolt/", 1)];
    kill(&Case {
        world,
        at: "2026-01-29T09:00:00Z",
        who: "carl",
        line: "import-act ../vote.yaml",
        done,
        edits: "",
    });
}

/// What acts and has no test of its own: they all write by the same path, so that they are tried only where all is.
#[test]
#[allow(clippy::print_stderr)]
fn killed_while_doing_anything_else() {
    if std::env::var_os("WR_FAULTS").is_none_or(|it| it != "all") {
        eprintln!("skipped: the other acting commands are killed with WR_FAULTS=all");
        return;
    }
    let request = "request add cr-1 --register xyz --standard \"xyz_ schema\" --submitter Quinn --email q@xyz.example \
                   --for partner --portal FB-1 --summary \"Count the ports.\"";
    let meeting = "approve xyz --resolution 2026-07 --meeting approve=3 --evidence minutes";
    let others: &[(&str, &str, &str, &str, &str)] = &[
        (
            "written",
            "2026-01-20T09:10:00Z",
            "vera",
            "assign xyz --owner olga",
            "-assign-",
        ),
        (
            "written",
            "2026-01-20T09:10:00Z",
            "vera",
            "new abc --partner XYZ --title ABC",
            "abc/acts/",
        ),
        (
            "written",
            "2026-01-20T09:10:00Z",
            "vera",
            "end xyz --because \"It is over.\"",
            "-end-",
        ),
        (
            "alliance-asked",
            "2026-02-01T09:00:00Z",
            "carl",
            "ballot extend xyz --days 7 --because ill",
            "-extend-",
        ),
        (
            "alliance-asked",
            "2026-02-01T09:00:00Z",
            "carl",
            "ballot withdraw xyz --because error",
            "result.yaml",
        ),
        (
            "committees-approved",
            "2026-02-12T09:00:00Z",
            "rita",
            "schedule xyz --board-on 2026-02-27",
            "-schedule-",
        ),
        (
            "committees-approved",
            "2026-02-27T09:00:00Z",
            "sam",
            meeting,
            "-approve-",
        ),
        (
            "board-approved",
            "2026-03-02T09:00:00Z",
            "olga",
            "send xyz",
            "-send-",
        ),
        (
            "sent",
            "2026-03-09T09:00:00Z",
            "pat",
            "decline xyz --because \"It is too wide.\"",
            "-decline-",
        ),
        (
            "established",
            "2026-05-04T09:00:00Z",
            "olga",
            "review xyz --unchanged --note \"As it was.\"",
            "-review-",
        ),
        (
            "established",
            "2026-05-04T09:00:00Z",
            "olga",
            "milestone complete xyz schema",
            "-milestone-",
        ),
        (
            "established",
            "2026-05-04T09:00:00Z",
            "olga",
            "meeting add xyz --with pat",
            "-meeting-",
        ),
        (
            "established",
            "2026-05-04T09:00:00Z",
            "vera",
            request,
            "_requests/cr-1/acts/",
        ),
        (
            "established",
            "2026-05-04T09:00:00Z",
            "vera",
            "remove recommend xyz --reason partner-withdrew --because \"XYZ closes.\"",
            "-recommend-",
        ),
    ];
    for (given, at, who, line, part) in others {
        let edits = if *given == "written" { WRITTEN } else { "" };
        kill(&Case {
            at,
            edits,
            ..case(given, who, line, &[(part, 1)])
        });
    }
}

/// With a signature beside the act, which another program makes.
#[test]
fn killed_while_signing() {
    let world = World::signed("alliance-asked");
    let done = vec![("/votes/acme/", 2)];
    kill(&Case {
        world,
        at: "2026-01-29T08:00:00Z",
        who: "ann",
        line: "vote xyz approve",
        done,
        edits: "",
    });
}

/// A root consents, and what waited is in force.
#[test]
fn killed_while_consenting() {
    let mut world = World::signed("proposed");
    let roster = world.read("registers/roster.yaml");
    let named = "\nroots: {people: [vera, carl], threshold: 2}\n";
    world.write(
        "registers/roster.yaml",
        &format!("{}{named}", roster.trim_end()),
    );
    assert_eq!(
        world
            .run("2026-01-28T08:00:00Z", "vera", "save roster")
            .code,
        0
    );
    let done = vec![("history/roster-2/", 4)];
    kill(&Case {
        world,
        at: "2026-01-29T08:00:00Z",
        who: "carl",
        line: "consent roster",
        done,
        edits: "",
    });
}

#[test]
fn killed_while_a_store_is_begun() {
    let world = World::empty();
    let done = vec![("policy.yaml", 1), ("roster-1.yaml", 1)];
    kill(&Case {
        world,
        at: "2026-01-29T09:00:00Z",
        who: "vera",
        line: "init",
        done,
        edits: "",
    });
}

/// Two clones have diverged: an act of the second has to be made anew.
#[test]
fn killed_while_clones_are_brought_together() {
    let case = super::sync::diverged(
        "sync",
        &[("-feedback-", 2), ("/votes/acme/", 1), ("/votes/bolt/", 1)],
    );
    let (world, at, who, line, done) = case;
    kill(&Case {
        world,
        at,
        who,
        line,
        done,
        edits: "",
    });
}

/// The disk is full, or broken, at each call.
#[test]
fn a_disk_that_is_full_or_broken_changes_nothing_or_all() {
    if !has_strace() {
        return;
    }
    for error in ["error=ENOSPC", "error=EIO", "error=EROFS"] {
        let at = "2026-01-29T08:00:00Z";
        meddle(
            &Case {
                at,
                ..case(
                    "alliance-asked",
                    "ann",
                    "vote xyz approve",
                    &[("/votes/acme/", 1)],
                )
            },
            error,
        );
    }
}
