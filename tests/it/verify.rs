//! `wr verify` and `wr bundle`: forged, lost or unreachable data is never accepted, and the check for each case reports
//! it.

use std::fs;
use std::path::{Path, PathBuf};

use wr::act::{Act, Action, canonical};
use wr::source::SourceFile;

use super::signatures::has_keygen;
use super::world::{Ran, World, ran, secret};

const NOW: &str = "2026-03-10T09:00:00Z";

/// Runs `wr` in the folder that the world stands in.
fn wr(world: &World, line: &str) -> Ran {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "lawyer");
    ran(command.args(super::world::words(line)).output().unwrap())
}

/// A clone of the store beside it; the world stands in it from now on.
fn clone(world: &mut World, name: &str) -> PathBuf {
    let (from, to) = (world.here.clone(), world.outside().join(name));
    world.git(
        "vera",
        &[
            "clone",
            "--quiet",
            from.to_str().unwrap(),
            to.to_str().unwrap(),
        ],
    );
    world.here.clone_from(&to);
    to
}

fn commit(world: &World, message: &str) {
    world.git("mallory", &["add", "--all"]);
    world.git("mallory", &["commit", "--quiet", "-m", message]);
}

/// The only file below `registers` whose path holds `part` and ends so.
fn path(world: &World, part: &str, end: &str) -> String {
    let mut found = world.files("registers", part);
    found.retain(|path| path.ends_with(end));
    assert_eq!(found.len(), 1, "{part}: {found:?}");
    found.remove(0)
}

fn act(world: &World, path: &str) -> Act {
    canonical::read(&SourceFile::new(path, fs::read(world.path(path)).unwrap())).unwrap()
}

/// Files an act in its place, with a signature for this kind of act by a person's key.
pub(crate) fn file(world: &World, act: Act, who: &str) -> String {
    let stored = act.stored();
    let namespace = format!("{}@wr.dmtf.org", stored.act.action.kind());
    let signature = secret(who)
        .sign(&namespace, &stored.act.to_bytes())
        .unwrap()
        .to_bytes();
    world.write(
        &stored.path(),
        &String::from_utf8(stored.act.to_bytes()).unwrap(),
    );
    world.write(
        &format!("{}.sig", stored.path()),
        &String::from_utf8(signature).unwrap(),
    );
    stored.path()
}

fn replace(world: &World, path: &str, old: &str, new: &str) {
    let text = world.read(path);
    assert!(text.contains(old), "{path} does not hold {old}");
    world.write(path, &text.replace(old, new));
}

const BOLT: &str = "adopt-1-alliance-1/votes/bolt";

/// A forgery's name, how it is made, and what is said of it; by the record alone, and by the history alone where that
/// sees anything.
pub(crate) type Forgery = (&'static str, fn(&World), &'static str, Option<&'static str>);

/// The name of what is done, how, and what is said of it.
type Case = (&'static str, fn(&World), &'static str);

pub(crate) const FORGERIES: &[Forgery] = &[
    (
        "a vote is edited in place",
        |world| replace(world, &path(world, BOLT, ".yaml"), "approve", "abstain"),
        "act-misplaced",
        Some("this vote was edited"),
    ),
    (
        "a vote is edited and renamed, and keeps its signature",
        |world| {
            let old = path(world, BOLT, ".yaml");
            let mut vote = act(world, &old);
            vote.at = "2026-01-29T08:30:00Z".parse().unwrap();
            let stored = vote.stored();
            fs::rename(
                world.path(&format!("{old}.sig")),
                world.path(&format!("{}.sig", stored.path())),
            )
            .unwrap();
            fs::remove_file(world.path(&old)).unwrap();
            world.write(
                &stored.path(),
                &String::from_utf8(stored.act.to_bytes()).unwrap(),
            );
        },
        "result-tally",
        Some("this vote was deleted"),
    ),
    (
        "an outsider votes for a member",
        |world| {
            let mut vote = act(world, &path(world, BOLT, ".yaml"));
            vote.by = "eve".parse().unwrap();
            let Action::Vote(action) = &mut vote.action else {
                panic!()
            };
            action.seat = "ember".parse().unwrap();
            file(world, vote, "mallory");
        },
        // It came after the result; that it is forged is graver.
        "error[vote-late]",
        None,
    ),
    (
        "a vote is deleted",
        |world| {
            fs::remove_dir_all(world.path("registers/xyz/ballots/adopt-1-alliance-1/votes/bolt"))
                .unwrap()
        },
        "error[",
        Some("this vote was deleted"),
    ),
    (
        "an act is deleted",
        |world| {
            let gone = path(world, "-assign-", ".yaml");
            fs::remove_file(world.path(&gone)).unwrap();
            fs::remove_file(world.path(&format!("{gone}.sig"))).unwrap();
        },
        "act-missing",
        Some("this act was deleted"),
    ),
    (
        "a signature is taken away",
        |world| fs::remove_file(world.path(&path(world, "-assign-", ".sig"))).unwrap(),
        "is not signed, but the policy requires signed acts",
        Some("this signature was deleted"),
    ),
    (
        "a signature lies alone",
        |world| {
            fs::write(
                world.path("registers/xyz/acts/2026-01-01-send-0123456789ab.yaml.sig"),
                "x",
            )
            .unwrap()
        },
        "stray-file",
        None,
    ),
    (
        "a person without a key assigns an owner",
        |world| {
            let mut assign = act(world, &path(world, "-assign-", ".yaml"));
            assign.at = "2026-03-09T10:00:00Z".parse().unwrap();
            file(world, assign, "mallory");
        },
        "error[act-void]",
        None,
    ),
    (
        "the rule of a ballot is rewritten",
        |world| {
            replace(
                world,
                &path(world, "adopt-1-alliance-1/ballot", ".yaml"),
                "simple-majority",
                "full-majority",
            );
        },
        "error[",
        Some("this ballot was edited"),
    ),
    (
        "a result is counted anew by its chair",
        |world| {
            let old = path(world, "adopt-1-alliance-1/result", ".yaml");
            let mut result = act(world, &old);
            let Action::Result(counted) = &mut result.action else {
                panic!()
            };
            (counted.counts.approve, counted.counts.abstain) = (4, 0);
            assert_eq!(file(world, result, "carl"), old);
        },
        "result-tally",
        Some("this result of a ballot was edited"),
    ),
    (
        "a frozen text is edited",
        |world| {
            replace(
                world,
                "registers/xyz/revisions/1.yaml",
                "networks",
                "everything",
            )
        },
        "revision-digest",
        Some("this frozen text was edited"),
    ),
    (
        "a saved roster is edited",
        |world| {
            replace(
                world,
                "registers/history/roster-1.yaml",
                "vp_alliances: vera",
                "vp_alliances: dan",
            )
        },
        // Acts name the roster by its digest, and the one that they name is in force.
        "",
        Some("this saved version of the roster was edited"),
    ),
    (
        "a stranger's key is listed",
        |world| {
            let line = format!(
                "ann namespaces=\"*@wr.dmtf.org\" {}\n",
                secret("mallory").key().line()
            );
            let list = world.read("registers/allowed_signers");
            world.write("registers/allowed_signers", &(list + &line));
        },
        "signers-outdated",
        None,
    ),
    (
        "an act was made for another store",
        |world| {
            let mut assign = act(world, &path(world, "-assign-", ".yaml"));
            assign.store = "ffffffffffffffffffffffffffffffff".parse().unwrap();
            file(world, assign, "vera");
        },
        "error[act-void]",
        None,
    ),
    (
        "an act saw a commit that never was",
        |world| {
            let mut assign = act(world, &path(world, "-assign-", ".yaml"));
            assign.seen = "0123456789012345678901234567890123456789".to_string();
            file(world, assign, "vera");
        },
        // What its author could see the history alone tells.
        "",
        None,
    ),
    (
        "an act names a policy that never was",
        |world| {
            let mut assign = act(world, &path(world, "-assign-", ".yaml"));
            assign.policy = wr::source::Digest::of(b"mine");
            file(world, assign, "vera");
        },
        "error[act-void]",
        None,
    ),
    (
        "the store is another one",
        |world| {
            replace(world, "registers/policy.yaml", "store: 0011", "store: 1100");
        },
        // What was not saved decides nothing.
        "",
        Some("it never changes"),
    ),
    (
        "an act is a link",
        |world| {
            let gone = path(world, "-assign-", ".yaml");
            fs::rename(world.path(&gone), world.outside().join("elsewhere.yaml")).unwrap();
            std::os::unix::fs::symlink("../../policy.yaml", world.path(&gone)).unwrap();
        },
        "file-kind",
        Some("replaced with a symbolic link"),
    ),
    (
        "a register is deleted",
        |world| fs::remove_dir_all(world.path("registers/xyz")).unwrap(),
        "",
        Some("the register `xyz` was deleted or renamed"),
    ),
];

#[test]
fn each_forgery_is_refused_by_the_record_and_by_the_history() {
    let mut world = World::signed("established");
    let origin = world.here.clone();
    let mut missed = Vec::new();
    for (at, (name, forge, by_record, by_history)) in FORGERIES.iter().enumerate() {
        world.here.clone_from(&origin);
        clone(&mut world, &format!("forgery-{at}"));
        assert_eq!(wr(&world, "verify").code, 0);
        forge(&world);
        commit(&world, name);
        // Without a look at the history: what is there speaks for itself.
        let history = wr(&world, "verify --base HEAD");
        let is_refused = history.code == 1 && history.stdout.contains("NOT verified");
        if !(by_record.is_empty() || is_refused && history.stdout.contains(by_record)) {
            missed.push(format!(
                "{name}, by the record: {}{}",
                history.stdout, history.stderr
            ));
        }
        let history = wr(&world, "verify");
        let said =
            |said: &str| history.stdout.contains(said) && history.stdout.contains(", mallory): ");
        if history.code != 1 || !by_history.is_none_or(said) {
            missed.push(format!(
                "{name}, by the history: {}{}",
                history.stdout, history.stderr
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_later_versions_wrote_and_what_is_no_store_cannot_be_verified() {
    let mut world = World::given("assigned");
    let origin = world.here.clone();
    let cases: &[Case] = &[
        (
            "an act of format 2",
            |world| {
                replace(
                    world,
                    &path(world, "-assign-", ".yaml"),
                    "format: 1",
                    "format: 2",
                )
            },
            "has the format 2",
        ),
        (
            "a policy of format 2",
            |world| replace(world, "registers/policy.yaml", "format: 1", "format: 2"),
            "policy of this store has the format 2",
        ),
    ];
    for (at, (name, change, said)) in cases.iter().enumerate() {
        world.here.clone_from(&origin);
        clone(&mut world, &format!("case-{at}"));
        change(&world);
        commit(&world, name);
        let refused = wr(&world, "verify");
        assert_eq!(refused.code, 2, "{name}: {}", refused.stdout);
        assert!(refused.stderr.contains(said), "{name}: {}", refused.stderr);
    }
    // Without its policy it is a store still: the saved one is in force.
    world.here.clone_from(&origin);
    clone(&mut world, "no-policy");
    fs::remove_file(world.path("registers/policy.yaml")).unwrap();
    commit(&world, "no policy");
    let refused = wr(&world, "verify");
    assert!(
        refused.code == 1 && refused.stdout.contains("error[governance-missing]"),
        "{}",
        refused.stdout
    );
    world.here = World::empty().here;
    fs::create_dir_all(&world.here).unwrap();
    world.git("vera", &["init", "--quiet"]);
    assert_eq!(wr(&world, "verify").code, 2);
}

#[test]
fn what_the_clone_lacks_cannot_be_verified() {
    let mut world = World::signed("established");
    let origin = world.here.clone();
    // Shallow.
    let shallow = world.outside().join("shallow");
    let from = format!("file://{}", origin.display());
    world.git(
        "vera",
        &[
            "clone",
            "--quiet",
            "--depth",
            "3",
            &from,
            shallow.to_str().unwrap(),
        ],
    );
    world.here = shallow;
    for line in ["verify", "verify xyz", "verify --base HEAD"] {
        let refused = wr(&world, line);
        assert_eq!(refused.code, 2, "{line}: {}", refused.stdout);
        assert!(
            refused.stderr.contains("this clone is shallow"),
            "{}",
            refused.stderr
        );
    }
    // Grafted: commits with other parents than they name.
    world.here.clone_from(&origin);
    let grafted = clone(&mut world, "grafted");
    let head = world.git("vera", &["rev-parse", "HEAD"]);
    fs::write(grafted.join(".git/info/grafts"), head).unwrap();
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("grafts"), "{}", refused.stderr);
    // Objects that are missing, of what is there now and of what was; and one that holds something else.
    let object = |world: &World, what: &str| {
        let id = world.git("vera", &["rev-parse", what]);
        let (folder, name) = id.trim().split_at(2);
        world.path(".git/objects").join(folder).join(name)
    };
    world.here.clone_from(&origin);
    let vote = path(&world, BOLT, ".yaml");
    for what in [
        format!("HEAD:{vote}"),
        "HEAD~4^{tree}".to_string(),
        "HEAD~9".to_string(),
    ] {
        let place = object(&world, &what);
        let away = world.outside().join("away");
        fs::rename(&place, &away).unwrap();
        let refused = wr(&world, "verify");
        assert_eq!(
            refused.code, 2,
            "{what}: {}{}",
            refused.stdout, refused.stderr
        );
        fs::rename(&away, &place).unwrap();
        assert_eq!(wr(&world, "verify").code, 0, "{what}");
        world.git("vera", &["config", "--unset", "wr.verified"]);
    }
    let place = object(&world, &format!("HEAD:{vote}"));
    let honest = fs::read(&place).unwrap();
    let other = fs::read(object(
        &world,
        &format!("HEAD:{}", path(&world, "-assign-", ".yaml")),
    ))
    .unwrap();
    fs::remove_file(&place).unwrap();
    fs::write(&place, other).unwrap();
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 2, "{}{}", refused.stdout, refused.stderr);
    fs::remove_file(&place).unwrap();
    fs::write(&place, honest).unwrap();
    assert_eq!(wr(&world, "verify").code, 0);
}

#[test]
fn a_tree_that_git_would_not_write_cannot_be_verified() {
    let mut world = World::signed("proposed");
    clone(&mut world, "hostile");
    // A second entry of the same name: one reader takes the first of them, another the last.
    let script = "
        set -e
        acts=$(git rev-parse HEAD:registers/xyz/acts)
        git cat-file tree $acts > one
        cat one one > two
        twice=$(git hash-object --literally -w -t tree two)
        xyz=$(git ls-tree HEAD:registers/xyz | sed s/$acts/$twice/ | git mktree)
        registers=$(git ls-tree HEAD:registers | sed s/$(git rev-parse HEAD:registers/xyz)/$xyz/ | git mktree)
        top=$(git ls-tree HEAD | sed s/$(git rev-parse HEAD:registers)/$registers/ | git mktree)
        git update-ref HEAD $(git commit-tree -p HEAD -m twice $top)";
    let made = ran(world
        .command("sh", NOW, "mallory")
        .args(["-c", script])
        .output()
        .unwrap());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 2, "{}{}", refused.stdout, refused.stderr);
    assert!(
        refused.stderr.contains("is malformed"),
        "{}",
        refused.stderr
    );
}

#[test]
fn replacements_of_objects_are_not_seen() {
    let mut world = World::signed("established");
    clone(&mut world, "replaced");
    let before = wr(&world, "verify xyz");
    assert_eq!(before.code, 0);
    let vote = path(&world, BOLT, ".yaml");
    let old = world.git("vera", &["rev-parse", &format!("HEAD:{vote}")]);
    replace(&world, &vote, "approve", "oppose");
    let new = world.git("vera", &["hash-object", "-w", &vote]);
    world.git("vera", &["replace", old.trim(), new.trim()]);
    assert!(
        world
            .git("vera", &["show", &format!("HEAD:{vote}")])
            .contains("oppose"),
        "git sees it"
    );
    world.git("vera", &["replace", "--graft", "HEAD"]);
    let after = wr(&world, "verify xyz");
    assert_eq!((after.code, after.stdout), (0, before.stdout));
}

#[test]
fn an_act_that_was_away_for_a_while_is_told_of() {
    let mut world = World::signed("established");
    clone(&mut world, "away");
    let vote = path(&world, BOLT, ".yaml");
    let text = world.read(&vote);
    fs::remove_file(world.path(&vote)).unwrap();
    commit(&world, "away");
    world.write(&vote, &text);
    commit(&world, "back");
    let back = world.git("vera", &["rev-parse", "--short=12", "HEAD"]);
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    let said = format!(
        "it came back unchanged in {} (2026-03-09, mallory)",
        back.trim()
    );
    assert!(
        refused.stdout.contains("this vote was deleted") && refused.stdout.contains(&said),
        "{}",
        refused.stdout
    );
    assert_eq!(
        refused.stdout.matches("record-rewritten").count(),
        1,
        "{}",
        refused.stdout
    );
    assert_eq!(wr(&world, "verify --base HEAD").code, 0);
    // The register that it is about hears of it, and no other.
    assert_eq!(wr(&world, "verify xyz").code, 1);
}

#[test]
fn a_merge_keeps_what_each_of_its_parents_had() {
    let mut world = World::signed("balloting");
    clone(&mut world, "merging");
    let run = |world: &mut World, who: &str, line: &str| {
        let ran = world.run("2026-01-29T08:00:00Z", who, line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    };
    world.git("ann", &["checkout", "--quiet", "-b", "one"]);
    run(&mut world, "ann", "vote xyz approve --ballot alliance");
    world.git("bob", &["checkout", "--quiet", "-b", "two", "main"]);
    run(&mut world, "bob", "vote xyz approve --ballot alliance");
    world.git("vera", &["checkout", "--quiet", "-b", "honest"]);
    world.git("vera", &["merge", "--quiet", "--no-edit", "one"]);
    let honest = wr(&world, "verify");
    assert_eq!(honest.code, 0, "{}{}", honest.stdout, honest.stderr);
    world.git("vera", &["config", "--unset", "wr.verified"]);
    // A merge that keeps one side alone: neither parent's own changes lose anything.
    world.git("mallory", &["checkout", "--quiet", "two"]);
    world.git(
        "mallory",
        &["merge", "--quiet", "--no-edit", "-s", "ours", "one"],
    );
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 1, "{}", refused.stdout);
    assert!(
        refused.stdout.contains("this vote was deleted"),
        "{}",
        refused.stdout
    );
}

fn remembered(world: &World) -> Option<String> {
    let ran = world.try_git(NOW, "vera", &["config", "--local", "wr.verified"]);
    (ran.code == 0).then(|| ran.stdout.trim().to_string())
}

#[test]
fn a_clone_that_verified_a_history_does_not_take_one_that_lost_it() {
    let mut world = World::signed("established");
    let bare = world.outside().join("origin.git");
    world.git(
        "vera",
        &["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()],
    );
    world.here = bare.clone();
    let lawyer = clone(&mut world, "lawyer");
    let head = world.git("vera", &["rev-parse", "HEAD"]).trim().to_string();
    for line in ["verify xyz", "verify --base HEAD", "verify --at HEAD"] {
        assert_eq!(wr(&world, line).code, 0);
        assert_eq!(remembered(&world), None, "{line} is no look at the whole");
    }
    assert_eq!(wr(&world, "verify").code, 0);
    assert_eq!(remembered(&world), Some(head.clone()));
    // Another version of the judge looks at everything again.
    world.git("vera", &["config", "wr.judge", "0"]);
    for is_again in [true, false] {
        let told = wr(&world, "verify").stdout;
        assert_eq!(
            told.contains("by another version of wr, and is verified again"),
            is_again,
            "{told}"
        );
    }
    // What only this clone has its author may still write anew.
    world.git(
        "vera",
        &["commit", "--quiet", "--allow-empty", "-m", "mine"],
    );
    assert_eq!(wr(&world, "verify").code, 0);
    assert_eq!(remembered(&world), Some(head.clone()));
    world.git("vera", &["reset", "--quiet", "--hard", "origin/main"]);
    // The newest acts are dropped: a new clone sees nothing, and this one does.
    world.here = bare.clone();
    world.git("mallory", &["update-ref", "refs/heads/main", "main~2"]);
    clone(&mut world, "newcomer");
    assert_eq!(
        wr(&world, "verify").code,
        0,
        "that is invisible without a checkpoint"
    );
    world.here.clone_from(&lawyer);
    world.git("vera", &["fetch", "--quiet"]);
    for line in ["verify --at origin/main", "verify xyz --at origin/main"] {
        assert_eq!(wr(&world, line).code, 1, "{line}");
    }
    // An id can name an older commit, because an id does not move.
    let older = world.git("vera", &["rev-parse", "origin/main"]);
    let looked = wr(&world, &format!("verify --at {}", older.trim()));
    assert_eq!(looked.code, 0, "{}", looked.stderr);
    assert!(
        looked.stdout.contains("this is older than"),
        "{}",
        looked.stdout
    );
    world.git("vera", &["reset", "--quiet", "--hard", "origin/main"]);
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .contains("accepts revision 1 in the partner's name"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("sends revision 1 to the partner"),
        "{}",
        refused.stderr
    );
    assert!(!refused.stderr.contains("resolution"), "{}", refused.stderr);
    assert_eq!(
        remembered(&world),
        Some(head),
        "what was refused is not remembered"
    );
    let taken = wr(&world, "verify --forget");
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    assert!(
        taken
            .stderr
            .contains("accepts revision 1 in the partner's name"),
        "{}",
        taken.stderr
    );
    assert_eq!(remembered(&world).as_deref(), Some(older.trim()));
    assert_eq!(wr(&world, "verify").code, 0);
    // The commit itself is gone.
    for gone in ["0123456789012345678901234567890123456789", "nonsense"] {
        world.git("vera", &["config", "wr.verified", gone]);
        let refused = wr(&world, "verify");
        assert_eq!(refused.code, 1);
        assert!(
            refused.stderr.contains("no longer has the commit"),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(wr(&world, "verify --forget").code, 0);
    // A base that is no part of what is verified is refused as well.
    world.git("vera", &["checkout", "--quiet", "--orphan", "other"]);
    world.git("vera", &["commit", "--quiet", "-m", "all anew"]);
    let refused = wr(&world, "verify --base main");
    assert_eq!(refused.code, 1);
    assert_eq!(
        wr(&world, "verify --base nowhere").code,
        1,
        "the checkpoint comes first"
    );
    world.git("vera", &["config", "--unset", "wr.verified"]);
    assert_eq!(wr(&world, "verify --base main").code, 1);
    assert_eq!(wr(&world, "verify --base nowhere").code, 2);
}

#[test]
fn a_bare_repository_is_verified_and_one_that_cannot_be_written_as_well() {
    let mut world = World::signed("established");
    let bare = world.outside().join("origin.git");
    world.git(
        "vera",
        &["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()],
    );
    // What is not committed is not judged.
    world.write("registers/xyz/acts/notes.txt", "x");
    world.write("registers/xyz/register.yaml", "x");
    assert_eq!(wr(&world, "verify").code, 0);
    world.here = bare;
    assert_eq!(wr(&world, "verify --at main").code, 0);
    // Another process holds the configuration, as on a disk that takes no writes.
    fs::write(world.path("config.lock"), "").unwrap();
    let verified = wr(&world, "verify");
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert!(
        verified.stderr.contains("could not be remembered"),
        "{}",
        verified.stderr
    );
    assert_eq!(remembered(&world), None);
}

/// The commands in a bundle's page, in order.
fn commands(readme: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in readme.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => commands.push(line.to_string()),
            _ => {}
        }
    }
    commands
}

fn shell(world: &World, line: &str) -> Ran {
    ran(world
        .command("sh", NOW, "pat")
        .args(["-c", line])
        .output()
        .unwrap())
}

fn open(world: &mut World, bundle: &Path, name: &str) {
    let to = world.outside().join(name);
    world.git(
        "pat",
        &[
            "clone",
            "--quiet",
            bundle.to_str().unwrap(),
            to.to_str().unwrap(),
        ],
    );
    world.here = to;
}

#[test]
fn a_bundle_is_verified_with_stock_tools_alone() {
    if !has_keygen() {
        return;
    }
    let mut world = World::signed("established");
    let origin = world.here.clone();
    assert_eq!(wr(&world, "bundle xyz --out ../one.bundle").code, 0);
    let refused = wr(&world, "bundle xyz --out ../one.bundle");
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("already exists"),
        "{}",
        refused.stderr
    );
    // Another clone, packed otherwise, writes the same bytes.
    clone(&mut world, "packed");
    world.git("vera", &["gc", "--quiet", "--aggressive"]);
    assert_eq!(wr(&world, "bundle xyz --out ../two.bundle").code, 0);
    let (one, two) = (
        world.outside().join("one.bundle"),
        world.outside().join("two.bundle"),
    );
    assert_eq!(fs::read(&one).unwrap(), fs::read(two).unwrap());
    world.here = origin;
    assert_eq!(
        world
            .try_git(NOW, "pat", &["bundle", "verify", one.to_str().unwrap()])
            .code,
        0
    );
    open(&mut world, &one, "partner");
    assert_eq!(world.files("registers", "contacts"), Vec::<String>::new());
    let verified = wr(&world, "verify");
    assert_eq!(verified.code, 0, "{}{}", verified.stdout, verified.stderr);
    assert!(
        verified
            .stdout
            .contains("from a bundle: the order of commits was not checked"),
        "{}",
        verified.stdout
    );
    assert_eq!(remembered(&world), None, "a bundle is no history");
    let readme = world.read("README.md");
    let commands = commands(&readme);
    let (mut signatures, mut digests) = (0, 0);
    for line in &commands {
        if line.starts_with("wr ") {
            assert_eq!(wr(&world, line.trim_start_matches("wr ")).code, 0);
            continue;
        }
        let good = shell(&world, line);
        assert_eq!(good.code, 0, "{line}: {}{}", good.stdout, good.stderr);
        if let Some((_, act)) = line.split_once(" < ") {
            signatures += 1;
            // The same command notices an edit.
            let text = world.read(act);
            world.write(act, &text.replace("format: 1", "format: 1 "));
            assert_ne!(shell(&world, line).code, 0, "{line}");
            world.write(act, &text);
        }
        digests += usize::from(line.contains("sha256sum"));
    }
    // A submission, three ballots opened and closed, nine votes, a resolution, an acceptance.
    assert_eq!((signatures, digests), (17, 1), "{readme}");
    replace(
        &world,
        "registers/xyz/revisions/1.yaml",
        "networks",
        "everything",
    );
    let digest = commands
        .iter()
        .find(|line| line.contains("sha256sum"))
        .unwrap();
    assert_ne!(shell(&world, digest).code, 0);
    // A forged bundle is no better than a forged store.
    world.git(
        "pat",
        &["commit", "--quiet", "--all", "--amend", "--no-edit"],
    );
    assert_eq!(wr(&world, "verify").code, 1);
}

#[test]
fn a_bundle_says_what_is_not_signed_and_holds_no_other_register() {
    let mut world = World::given("established");
    let new = world.run(
        "2026-03-09T10:00:00Z",
        "vera",
        "new other --partner XYZ --no-input",
    );
    assert_eq!(new.code, 0, "{}", new.stderr);
    let ran = wr(&world, "bundle xyz --out ../xyz.bundle");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = wr(&world, "bundle other");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(world.path("other.bundle").exists());
    assert_eq!(wr(&world, "bundle nobody").code, 2);
    let bundle = world.outside().join("xyz.bundle");
    open(&mut world, &bundle, "partner");
    assert_eq!(world.files("registers", "other"), Vec::<String>::new());
    let readme = world.read("README.md");
    assert!(
        readme.contains("unsigned") && !readme.contains("ssh-keygen -Y verify"),
        "{readme}"
    );
    let verified = wr(&world, "verify");
    assert_eq!(verified.code, 0, "{}{}", verified.stdout, verified.stderr);
    assert!(
        verified.stdout.contains("0 signatures checked"),
        "{}",
        verified.stdout
    );
}

#[test]
fn nothing_is_carried_away_as_proof_that_is_none() {
    let mut world = World::signed("established");
    clone(&mut world, "forged");
    replace(
        &world,
        "registers/xyz/revisions/1.yaml",
        "networks",
        "everything",
    );
    commit(&world, "forged");
    let refused = wr(&world, "bundle xyz");
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("is not valid"),
        "{}",
        refused.stderr
    );
    assert!(!world.path("xyz.bundle").exists());
}

#[test]
fn a_store_that_calls_itself_a_bundle_gains_nothing() {
    let mut world = World::signed("established");
    clone(&mut world, "pretending");
    assert_eq!(wr(&world, "verify").code, 0);
    world.git("mallory", &["checkout", "--quiet", "--orphan", "new"]);
    world.git(
        "mallory",
        &["commit", "--quiet", "-m", "All anew\n\nWr-Bundle: 1"],
    );
    let refused = wr(&world, "verify");
    assert_eq!(refused.code, 1, "{}", refused.stdout);
    // Where nothing was remembered the report says what was not checked.
    world.git("vera", &["config", "--unset", "wr.verified"]);
    let told = wr(&world, "verify");
    assert_eq!(told.code, 0);
    assert!(
        told.stdout.contains("the order of commits was not checked"),
        "{}",
        told.stdout
    );
    // One commit without the mark imports a store whose acts saw commits that it never had, and so does a bundle with more:
    // it is judged by itself, and the report says so.
    world.git(
        "mallory",
        &["commit", "--quiet", "--amend", "-m", "All anew"],
    );
    let told = wr(&world, "verify");
    assert_eq!(told.code, 0, "{}", told.stdout);
    assert!(
        told.stdout.contains("this history begins with an import"),
        "{}",
        told.stdout
    );
    world.git(
        "mallory",
        &[
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "More\n\nWr-Bundle: 1",
        ],
    );
    let told = wr(&world, "verify");
    assert!(
        told.code == 0 && told.stdout.contains("this history begins with an import"),
        "{}",
        told.stdout
    );
}

#[test]
fn programs_read_the_same() {
    let mut world = World::signed("established");
    clone(&mut world, "json");
    let ran = wr(&world, "verify --format json");
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&json["format"], &json["verdict"]),
        (&1.into(), &"verified".into())
    );
    let text = &json["registers"][0]["texts"][0];
    assert_eq!(text["standing"], "in-force");
    let digest = wr::source::Digest::of(world.read("registers/xyz/revisions/1.yaml").as_bytes());
    assert_eq!(text["digest"], digest.to_string());
    let ballot = &text["approvals"][0]["ballot"];
    assert_eq!(ballot["counts"]["approve"], 3);
    let vote = &ballot["seats"][1]["vote"];
    let print = secret("bob").key().fingerprint().to_string();
    assert_eq!(
        (&vote["by"], &vote["signed_with"]),
        (&"bob".into(), &print.into())
    );
    assert_eq!(json["totals"]["signed"], json["totals"]["acts"]);
    replace(
        &world,
        "registers/xyz/revisions/1.yaml",
        "networks",
        "everything",
    );
    commit(&world, "forged");
    let ran = wr(&world, "verify --format json");
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["verdict"], "refused");
    let rules: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["rule"].as_str().unwrap())
        .collect();
    assert!(
        rules.contains(&"revision-digest") && rules.contains(&"record-rewritten"),
        "{rules:?}"
    );
}

#[test]
fn a_key_that_cannot_be_checked_here_cannot_be_verified() {
    if !has_keygen() {
        return;
    }
    let mut world = World::signed("proposed");
    let home = world.outside().join("home-vera/.ssh");
    for name in ["id_ed25519", "id_ed25519.pub"] {
        fs::remove_file(home.join(name)).unwrap();
    }
    let mut keygen = std::process::Command::new("ssh-keygen");
    keygen
        .args(["-q", "-t", "rsa", "-b", "2048", "-N", "", "-C", "", "-f"])
        .arg(home.join("id_rsa"));
    assert!(keygen.status().unwrap().success());
    let public = home.join("id_rsa.pub");
    for line in [
        &format!("key add {}", public.display()),
        "save roster",
        "assign xyz --owner olga",
    ] {
        let ran = world.run("2026-01-20T09:10:00Z", "vera", line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let verify = |path: Option<&Path>| {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "lawyer");
        if let Some(path) = path {
            command.env("PATH", path);
        }
        ran(command.arg("verify").output().unwrap())
    };
    assert_eq!(verify(None).code, 0);
    let nothing = world.outside().join("nothing");
    fs::create_dir(&nothing).unwrap();
    let refused = verify(Some(&nothing));
    assert_eq!(refused.code, 2, "{}", refused.stdout);
    assert!(
        refused.stderr.contains("only `ssh-keygen` can check"),
        "{}",
        refused.stderr
    );
    // One that never answers.
    use std::os::unix::fs::PermissionsExt as _;
    let slow = nothing.join("ssh-keygen");
    fs::write(&slow, "#!/bin/sh\nexec /bin/sleep 600\n").unwrap();
    fs::set_permissions(&slow, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(verify(Some(&nothing)).code, 2);
}
