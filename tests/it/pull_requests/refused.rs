//! Pull requests that are refused, one defect at a time: edits of recorded files, forged and replayed acts, and files that
//! are not acts.

use std::fs;

use wr::act::{Act, Action, Choice, Vote, canonical};
use wr::source::{Digest, SourceFile};

use super::super::pre_receive;
use super::super::world::World;
use super::{VOTES, act, branch, check, commit, share};

/// A clone in which the Alliance Committee's ballot is closed, and the other one open with one vote in it.
fn base() -> World {
    let mut world = World::given("balloting");
    for (at, who, line) in VOTES {
        act(&mut world, at, who, line);
    }
    act(
        &mut world,
        "2026-01-29T09:00:00Z",
        "ann",
        "vote xyz approve --ballot technical",
    );
    act(
        &mut world,
        "2026-02-10T09:30:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    share(world)
}

/// An act of the store, by a part of its path that is its alone.
fn read(world: &World, part: &str) -> Act {
    let paths = world.files("registers/xyz", part);
    assert_eq!(paths.len(), 1, "{part}: {paths:?}");
    canonical::read(&SourceFile::new(
        paths[0].clone(),
        fs::read(world.path(&paths[0])).unwrap(),
    ))
    .unwrap()
}

/// Puts an edited copy of an act where it belongs, in its one form.
pub(super) fn forge(world: &World, part: &str, edit: impl FnOnce(&mut Act)) {
    let mut act = read(world, part);
    edit(&mut act);
    let stored = act.stored();
    world.write(
        &stored.path(),
        &String::from_utf8(stored.act.to_bytes()).unwrap(),
    );
}

fn vote(act: &mut Act) -> &mut Vote {
    let Action::Vote(vote) = &mut act.action else {
        panic!("no vote")
    };
    vote
}

/// A vote of Bob's seat in the open ballot, made of Ann's, with something else about it.
fn bobs(world: &World, edit: impl FnOnce(&mut Act)) {
    forge(world, ANNS, |act| {
        act.by = "bob".parse().unwrap();
        vote(act).seat = "bolt".parse().unwrap();
        edit(act);
    });
}

fn only(world: &World, part: &str) -> String {
    let paths = world.files("registers/xyz", part);
    assert_eq!(paths.len(), 1, "{part}: {paths:?}");
    paths[0].clone()
}

fn edit(world: &World, path: &str, old: &str, new: &str) {
    let text = world.read(path);
    assert!(text.contains(old), "{path} has no {old}");
    world.write(path, &text.replace(old, new));
}

fn append(world: &World, path: &str, text: &str) {
    world.write(path, &format!("{}{text}", world.read(path)));
}

const ANNS: &str = "adopt-1-technical-1/votes/acme";
const BALLOT: &str = "registers/xyz/ballots/adopt-1-technical-1/ballot.yaml";
const RESULT: &str = "registers/xyz/ballots/adopt-1-alliance-1/result.yaml";
const TEXT: &str = "registers/xyz/register.yaml";
const FROZEN: &str = "registers/xyz/revisions/1.yaml";
const ROSTER: &str = "registers/roster.yaml";

/// What is tried, the rule that refuses it, and how it is done.
type Case = (&'static str, &'static str, fn(&World));

fn refuse(cases: &[Case]) {
    let mut world = base();
    pre_receive::guard(&world);
    for (name, rule, attempt) in cases {
        branch(&world, "change", "origin/main");
        attempt(&world);
        commit(&world);
        pre_receive::refuses(&world, name, rule);
        let (code, found) = check(&mut world, "origin/main");
        let expected = format!("error {rule}");
        assert!(
            code == 1 && found.contains(&expected),
            "{name} is not refused by {rule}: {found:?}"
        );
    }
}

#[test]
fn what_is_recorded_is_not_edited_deleted_or_moved() {
    refuse(&[
        ("an act edited", "record-rewritten", |world| {
            edit(
                world,
                &only(world, "-assign-"),
                "by: \"vera\"",
                "by: \"olga\"",
            );
        }),
        ("an act deleted", "record-rewritten", |world| {
            fs::remove_file(world.path(&only(world, "-assign-"))).unwrap()
        }),
        ("an act moved", "record-rewritten", |world| {
            let path = only(world, "-assign-");
            fs::rename(
                world.path(&path),
                world.path(&path.replace("-assign-", "-assigned-")),
            )
            .unwrap();
        }),
        ("an act no plain file", "file-kind", |world| {
            world.git(
                "mallory",
                &["update-index", "--chmod=+x", &only(world, "-assign-")],
            );
            world.git("mallory", &["config", "core.fileMode", "false"]);
        }),
        ("a vote edited", "record-rewritten", |world| {
            edit(world, &only(world, ANNS), "approve", "oppose");
        }),
        ("a vote deleted", "record-rewritten", |world| {
            fs::remove_file(world.path(&only(world, ANNS))).unwrap()
        }),
        ("a vote moved", "record-rewritten", |world| {
            let path = only(world, ANNS);
            let to = world.path(&path.replace("/acme/", "/bolt/"));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::rename(world.path(&path), to).unwrap();
        }),
        ("the rule of an open ballot", "record-rewritten", |world| {
            forge(world, BALLOT, |act| {
                let Action::Ballot(ballot) = &mut act.action else {
                    panic!()
                };
                ballot.roll.pop();
            });
        }),
        ("an open ballot extended", "record-rewritten", |world| {
            forge(world, BALLOT, |act| {
                let Action::Ballot(ballot) = &mut act.action else {
                    panic!()
                };
                ballot.closes = "2026-03-10T10:00:00Z".parse().unwrap();
            });
        }),
        ("a result recounted", "record-rewritten", |world| {
            forge(world, RESULT, |act| act.by = "vera".parse().unwrap());
        }),
        ("a result deleted", "record-rewritten", |world| {
            fs::remove_file(world.path(RESULT)).unwrap()
        }),
        ("a frozen text edited", "record-rewritten", |world| {
            edit(world, FROZEN, "2027-06", "2029-06")
        }),
        ("a space in a frozen text", "record-rewritten", |world| {
            append(world, FROZEN, "\n")
        }),
        ("a frozen text deleted", "record-rewritten", |world| {
            fs::remove_file(world.path(FROZEN)).unwrap()
        }),
        ("a version edited", "record-rewritten", |world| {
            append(world, "registers/history/roster-1.yaml", "# x\n");
        }),
        ("a version deleted", "record-rewritten", |world| {
            fs::remove_file(world.path("registers/history/policy-1.yaml")).unwrap();
        }),
    ]);
}

#[test]
fn nothing_that_a_store_cannot_be_without_is_deleted() {
    refuse(&[
        ("a register", "file-deleted", |world| {
            fs::remove_dir_all(world.path("registers/xyz")).unwrap();
        }),
        ("a register's name", "file-deleted", |world| {
            fs::rename(world.path("registers/xyz"), world.path("registers/abc")).unwrap();
        }),
        ("a register's text", "file-deleted", |world| {
            fs::remove_file(world.path(TEXT)).unwrap()
        }),
        ("a register's contacts", "file-deleted", |world| {
            fs::remove_file(world.path("registers/xyz/contacts.yaml")).unwrap();
        }),
        ("the policy", "file-deleted", |world| {
            fs::remove_file(world.path("registers/policy.yaml")).unwrap()
        }),
        ("the roster", "file-deleted", |world| {
            fs::remove_file(world.path(ROSTER)).unwrap()
        }),
        ("everything", "file-deleted", |world| {
            fs::remove_dir_all(world.path("registers")).unwrap()
        }),
        ("the store's id", "store-changed", |world| {
            edit(world, "registers/policy.yaml", "store: 0011", "store: 1100");
            fs::copy(
                world.path("registers/policy.yaml"),
                world.path("registers/history/policy-2.yaml"),
            )
            .unwrap();
        }),
        (
            "the store's id, among other mistakes",
            "store-changed",
            |world| {
                edit(
                    world,
                    "registers/policy.yaml",
                    "store: 0011",
                    "colour: red\nstore: 1100",
                );
            },
        ),
        (
            "a version that was never in force",
            "history-ahead",
            |world| {
                world.write(
                    "registers/history/roster-2.yaml",
                    &world.read(ROSTER).replace("vera}", "olga}"),
                );
            },
        ),
        ("a version saved twice", "history-ahead", |world| {
            append(world, ROSTER, "# one\n");
            fs::copy(
                world.path(ROSTER),
                world.path("registers/history/roster-2.yaml"),
            )
            .unwrap();
            append(world, ROSTER, "# two\n");
            fs::copy(
                world.path(ROSTER),
                world.path("registers/history/roster-3.yaml"),
            )
            .unwrap();
        }),
        ("a version with a gap before it", "history-gap", |world| {
            append(world, ROSTER, "# one\n");
            fs::copy(
                world.path(ROSTER),
                world.path("registers/history/roster-3.yaml"),
            )
            .unwrap();
        }),
    ]);
}

#[test]
fn forged_and_replayed_votes_are_refused() {
    refuse(&[
        ("an outsider's", "vote-void", |world| {
            bobs(world, |act| act.by = "mallory".parse().unwrap())
        }),
        ("for another member", "vote-void", |world| {
            bobs(world, |act| act.by = "cleo".parse().unwrap())
        }),
        ("of a person not on the roll", "vote-void", |world| {
            bobs(world, |act| {
                act.by = "fay".parse().unwrap();
                vote(act).seat = "fjord".parse().unwrap();
            });
        }),
        (
            "recorded where each votes in person",
            "vote-void",
            |world| {
                bobs(world, |act| {
                    act.recorded_by = Some("tess".parse().unwrap());
                    act.evidence = Some("minutes".into());
                });
            },
        ),
        ("two of one seat", "vote-rivals", |world| {
            forge(world, ANNS, |act| vote(act).choice = Choice::Abstain)
        }),
        ("in place of another's", "vote-void", |world| {
            let anns = read(world, ANNS).stored().digest;
            bobs(world, |act| {
                vote(act).prev = vec![anns];
                vote(act).number = 2;
            });
        }),
        ("renumbered", "vote-void", |world| {
            bobs(world, |act| vote(act).number = 7)
        }),
        ("of another text", "vote-void", |world| {
            bobs(world, |act| act.digest = Some(Digest::of(b"x")))
        }),
        ("of another store", "vote-void", |world| {
            bobs(world, |act| {
                act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
            });
        }),
        ("of an unknown version", "vote-void", |world| {
            bobs(world, |act| act.format = 2)
        }),
        ("of another ballot", "vote-void", |world| {
            bobs(world, |act| vote(act).ballot = Digest::of(b"x"))
        }),
        ("of a round that is not open", "vote-stray", |world| {
            bobs(world, |act| vote(act).of = "adopt-1-technical-2".into());
        }),
        ("after the result", "vote-late", |world| {
            forge(world, "adopt-1-alliance-1/votes/acme", |act| {
                act.by = "dan".parse().unwrap();
                vote(act).seat = "delos".parse().unwrap();
            });
        }),
        ("after the end", "vote-void", |world| {
            bobs(world, |act| {
                act.at = "2026-02-11T10:00:00Z".parse().unwrap()
            });
        }),
        ("tomorrow's", "vote-void", |world| {
            bobs(world, |act| {
                act.at = "2026-02-14T10:00:00Z".parse().unwrap()
            });
        }),
        ("with an unknown commit", "vote-void", |world| {
            bobs(world, |act| act.seen = "0".repeat(40))
        }),
        ("with no commit", "vote-void", |world| {
            bobs(world, |act| act.seen = "none".into())
        }),
        ("with a commit of a side branch", "vote-void", |world| {
            let side = world.git("mallory", &["commit-tree", "-m", "side", "HEAD^{tree}"]);
            bobs(world, |act| act.seen = side.trim().to_string());
        }),
        ("with the change's own commit", "vote-void", |world| {
            world.git(
                "mallory",
                &["commit", "--quiet", "--allow-empty", "-m", "own"],
            );
            let own = world.git("mallory", &["rev-parse", "HEAD"]);
            bobs(world, |act| act.seen = own.trim().to_string());
        }),
    ]);
}

#[test]
fn acts_that_no_one_may_do_here_are_refused() {
    refuse(&[
        ("an office that is not theirs", "act-void", |world| {
            forge(world, "-assign-", |act| {
                act.by = "olga".parse().unwrap();
                act.at = "2026-02-12T08:00:00Z".parse().unwrap();
            });
        }),
        ("a roster of its own", "vote-void", |world| {
            let roster = world.read(ROSTER).replace("voter: bob", "voter: fay");
            world.write(ROSTER, &roster);
            world.write("registers/history/roster-2.yaml", &roster);
            bobs(world, |act| act.roster = Digest::of(roster.as_bytes()));
        }),
        ("a policy of its own", "act-void", |world| {
            let policy = world
                .read("registers/policy.yaml")
                .replace("minimum_days: 7", "minimum_days: 0");
            world.write("registers/policy.yaml", &policy);
            world.write("registers/history/policy-2.yaml", &policy);
            forge(world, BALLOT, |act| {
                act.policy = Digest::of(policy.as_bytes());
                let Action::Ballot(ballot) = &mut act.action else {
                    panic!()
                };
                ballot.round = 2;
            });
        }),
        (
            "a ballot on a digest that is not the text",
            "act-void",
            |world| {
                forge(world, BALLOT, |act| {
                    act.digest = Some(Digest::of(b"another text"));
                    let Action::Ballot(ballot) = &mut act.action else {
                        panic!()
                    };
                    ballot.round = 2;
                });
            },
        ),
        ("a result before the end", "act-void", |world| {
            let opened = read(world, BALLOT).stored().digest;
            let anns = read(world, ANNS).stored().digest;
            forge(world, RESULT, |act| {
                act.by = "tess".parse().unwrap();
                act.at = "2026-01-30T09:30:00Z".parse().unwrap();
                act.on = act.at.day();
                let Action::Result(result) = &mut act.action else {
                    panic!()
                };
                result.of = "adopt-1-technical-1".into();
                result.ballot = opened;
                result.votes = vec![anns];
            });
        }),
        (
            "a frozen text that was not submitted",
            "revision-unsubmitted",
            |world| {
                fs::copy(
                    world.path(FROZEN),
                    world.path("registers/xyz/revisions/2.yaml"),
                )
                .unwrap();
            },
        ),
    ]);
}

#[test]
fn a_result_lists_the_votes_that_the_branch_has() {
    let mut world = share(World::given("alliance-asked"));
    for (at, who, line) in VOTES {
        act(&mut world, at, who, line);
    }
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    // Carl counts in a clone that has not heard of Dan's vote, which was cast in time.
    branch(&world, "count", "main");
    act(
        &mut world,
        "2026-02-10T09:30:00Z",
        "carl",
        "ballot close xyz",
    );
    branch(&world, "main", "main");
    act(
        &mut world,
        "2026-02-10T08:00:00Z",
        "dan",
        "vote xyz abstain",
    );
    assert_eq!(check(&mut world, "origin/main").0, 0);
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "count"],
    );
    assert_eq!(
        check(&mut world, "HEAD^1"),
        (1, vec!["error act-void".into(), "warning vote-late".into()])
    );
    // Who had it and left it out is found in the store as well.
    branch(&world, "main", "HEAD^1");
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    let newest = world.git("vera", &["rev-parse", "origin/main"]);
    let honest = world.git("vera", &["show", &format!("count:{RESULT}")]);
    world.write(RESULT, &honest);
    forge(&world, RESULT, |act| act.seen = newest.trim().to_string());
    commit(&world);
    let (code, found) = check(&mut world, "origin/main");
    assert!(
        code == 1 && found.contains(&"error vote-omitted".to_string()),
        "{found:?}"
    );
}

/// The reason why an act is void may become another one; it was void before all the same.
#[test]
fn what_was_void_before_is_no_error_of_the_change() {
    let mut world = World::given("balloting");
    for (at, who, line) in VOTES {
        act(&mut world, at, who, line);
    }
    let mut world = share(world);
    branch(&world, "count", "main");
    act(
        &mut world,
        "2026-02-10T09:30:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    // The board was asked too early, and it was merged.
    branch(&world, "main", "main");
    let heads = ["alliance", "technical"]
        .map(|body| read(&world, &format!("adopt-1-{body}-1/ballot.yaml")));
    forge(&world, BALLOT, |act| {
        act.by = "rita".parse().unwrap();
        act.at = "2026-02-11T09:30:00Z".parse().unwrap();
        act.after = heads.map(|act| act.stored().digest).to_vec();
        let Action::Ballot(ballot) = &mut act.action else {
            panic!()
        };
        ballot.body = "board".parse().unwrap();
    });
    commit(&world);
    let before = world.run(super::NOW, "vera", "check").stdout;
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "count"],
    );
    let after = world.run(super::NOW, "vera", "check").stdout;
    assert!(
        before.contains("act-void") && after.contains("act-void") && before != after,
        "{before}{after}"
    );
    assert_eq!(
        check(&mut world, "HEAD^1"),
        (0, vec!["warning act-void".into()])
    );
}

#[test]
fn files_that_are_none_are_refused() {
    refuse(&[
        ("a symbolic link", "file-kind", |world| {
            std::os::unix::fs::symlink(
                "../roster.yaml",
                world.path("registers/xyz/acts/2026-02-12-send-0123456789ab.yaml"),
            )
            .unwrap();
        }),
        ("a link in place of the text", "file-kind", |world| {
            fs::remove_file(world.path(TEXT)).unwrap();
            std::os::unix::fs::symlink("revisions/1.yaml", world.path(TEXT)).unwrap();
        }),
        ("a link beside the registers", "file-kind", |world| {
            std::os::unix::fs::symlink("xyz", world.path("registers/abc")).unwrap();
        }),
        ("a submodule", "file-kind", |world| {
            let head = world.git("mallory", &["rev-parse", "HEAD"]);
            let entry = format!("160000,{},registers/abc", head.trim());
            world.git("mallory", &["update-index", "--add", "--cacheinfo", &entry]);
            fs::create_dir_all(world.path("registers/abc")).unwrap();
        }),
        ("a comment in an act", "act-not-canonical", |world| {
            bobs(world, |_| ());
            append(
                world,
                &only(world, "adopt-1-technical-1/votes/bolt"),
                "# x\n",
            );
        }),
        ("a second document", "act-malformed", |world| {
            bobs(world, |_| ());
            append(
                world,
                &only(world, "adopt-1-technical-1/votes/bolt"),
                "---\nformat: 1\n",
            );
        }),
        ("other line ends", "act-not-canonical", |world| {
            bobs(world, |_| ());
            let path = only(world, "adopt-1-technical-1/votes/bolt");
            edit(world, &path, "\n", "\r\n");
        }),
        ("a byte order mark", "yaml-utf8", |world| {
            world.write(TEXT, &format!("\u{feff}{}", world.read(TEXT)))
        }),
        ("bytes that are no text", "yaml-utf8", |world| {
            fs::write(world.path(TEXT), b"title: \xff\xfe\n").unwrap();
        }),
        ("a key twice", "yaml-duplicate-key", |world| {
            append(world, TEXT, "title: Another\n")
        }),
        ("a file without end", "yaml-size", |world| {
            append(world, TEXT, &"# x\n".repeat(3_000_000))
        }),
        ("a case twin", "stray-file", |world| {
            world.write("registers/XYZ/register.yaml", "title: x\n")
        }),
        ("a device", "path-portable", |world| {
            world.write("registers/con/register.yaml", "title: x\n")
        }),
        ("a file without a place", "stray-file", |world| {
            world.write("registers/xyz/minutes.txt", "x")
        }),
        ("a file beside the registers", "stray-file", |world| {
            world.write("registers/notes.txt", "x")
        }),
        ("a name that cannot be seen", "stray-file", |world| {
            world.write("registers/xyz/acts/\u{202e}lmay.yaml", "x");
        }),
        ("text that cannot be seen", "text-characters", |world| {
            edit(world, TEXT, "One schema", "One \u{202e}schema")
        }),
    ]);
}
