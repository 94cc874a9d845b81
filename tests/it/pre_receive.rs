//! The checks of a push: real pushes into a bare repository whose hook is `wr hook pre-receive`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::pull_requests::{act, branch, commit, share};
use super::verify::FORGERIES;
use super::world::{Ran, World, ran};

const NOW: &str = "2026-02-12T10:00:00Z";
const LATER: &str = "2026-03-20T10:00:00Z";

/// Runs a command with `wr` on the path, as on the server.
pub(crate) fn command(world: &World, program: &str, at: &str, who: &str) -> Command {
    let folder = Path::new(env!("CARGO_BIN_EXE_wr"))
        .parent()
        .unwrap()
        .to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path))).unwrap();
    let mut command = world.command(program, at, who);
    command.env("PATH", path);
    command
}

/// The same for git.
pub(crate) fn git(world: &World, at: &str, args: &[&str]) -> Ran {
    ran(command(world, "git", at, "mallory")
        .args(args)
        .output()
        .unwrap())
}

/// Has the shared repository beside a clone check what is pushed.
pub(crate) fn guard(world: &World) {
    let server = world.outside().join("origin.git");
    let mut install = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    let done = ran(install
        .arg("-C")
        .arg(&server)
        .args(["hook", "install"])
        .output()
        .unwrap());
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    assert!(
        done.stdout.contains("pre-receive checks each push"),
        "{}",
        done.stdout
    );
}

/// Where the shared branch is.
fn tip(world: &World) -> String {
    world.git("vera", &["ls-remote", "origin"])
}

fn push(world: &World, what: &[&str]) -> Ran {
    push_at(world, NOW, what)
}

fn push_at(world: &World, at: &str, what: &[&str]) -> Ran {
    git(world, at, &[&["push", "--quiet", "origin"], what].concat())
}

/// Pushes what is checked out; the server must refuse it by this rule, and stay as it is.
pub(crate) fn refuses(world: &World, name: &str, rule: &str) {
    let before = tip(world);
    let pushed = push(world, &["HEAD:main"]);
    let is_told =
        pushed.stderr.contains(&format!("error[{rule}]")) && pushed.stderr.contains("refused: ");
    assert!(
        pushed.code != 0 && is_told,
        "{name} is let in, or not refused by {rule}: {}",
        pushed.stderr
    );
    assert_eq!(tip(world), before, "{name}");
}

fn denied(world: &World, what: &[&str], because: &str) {
    let before = tip(world);
    let pushed = push(world, what);
    assert!(
        pushed.code != 0 && pushed.stderr.contains(because),
        "{what:?}: {}",
        pushed.stderr
    );
    assert_eq!(tip(world), before, "{what:?}");
}

fn taken(world: &World, what: &[&str]) {
    let pushed = push(world, what);
    assert_eq!((pushed.code, pushed.stderr.as_str()), (0, ""), "{what:?}");
}

/// A clone of a guarded store that has come so far.
fn guarded(world: World) -> World {
    let world = share(world);
    guard(&world);
    world
}

const VOTES: [(&str, &str); 3] = [
    ("ann", "approve"),
    ("bob", "oppose --comment Later."),
    ("cleo", "approve"),
];

fn rev(world: &World, name: &str) -> String {
    world
        .git("vera", &["rev-parse", "--short=12", name])
        .trim()
        .to_string()
}

/// Merges a branch into where the server is, as pull requests are merged.
fn merged(world: &World, name: &str) {
    world.git("vera", &["fetch", "--quiet"]);
    branch(world, "merged", "origin/main");
    world.git("vera", &["merge", "--quiet", "--no-ff", "--no-edit", name]);
}

fn vote(world: &mut World, who: &str, choice: &str) {
    act(
        world,
        "2026-01-29T08:00:00Z",
        who,
        &format!("vote xyz {choice} --ballot alliance"),
    );
}

#[test]
fn what_people_do_comes_in_however_it_was_merged() {
    let mut world = guarded(World::signed("balloting"));
    // As it is.
    vote(&mut world, "ann", "approve");
    taken(&world, &["HEAD:main"]);
    // Several at once, with the contacts changed by hand and a draft in between.
    vote(&mut world, "bob", "oppose --comment Later.");
    let contacts = world.read("registers/xyz/contacts.yaml");
    world.write(
        "registers/xyz/contacts.yaml",
        &contacts.replace("Pat Price", "Pat R. Price"),
    );
    world.write("README.md", "Our registers.\n");
    commit(&world);
    act(
        &mut world,
        "2026-01-29T08:03:00Z",
        "carl",
        "vote xyz abstain --ballot alliance --for delos --evidence minutes",
    );
    taken(&world, &["HEAD:main"]);
    // A pull request: the branch is free, its merge is not.
    world.git("vera", &["fetch", "--quiet"]);
    branch(&world, "votes", "origin/main");
    vote(&mut world, "cleo", "approve");
    taken(&world, &["HEAD:votes"]);
    branch(&world, "main", "origin/main");
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "votes"],
    );
    taken(&world, &["HEAD:main"]);
    taken(&world, &[":votes"]);
    // A squash.
    branch(&world, "more", "origin/main");
    act(
        &mut world,
        "2026-01-29T09:00:00Z",
        "ann",
        "vote xyz approve --ballot technical",
    );
    act(
        &mut world,
        "2026-01-29T09:01:00Z",
        "bob",
        "vote xyz approve --ballot technical",
    );
    branch(&world, "main", "origin/main");
    world.git("vera", &["merge", "--quiet", "--squash", "more"]);
    commit(&world);
    taken(&world, &["HEAD:main"]);
    branch(&world, "behind", "origin/main~1");
    act(
        &mut world,
        "2026-01-29T09:02:00Z",
        "cleo",
        "vote xyz approve --ballot technical",
    );
    // A merge the wrong way round, as `git pull` makes it, is refused with the commands that make it the right way round.
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "origin/main"],
    );
    denied(&world, &["HEAD:main"], "the first parents of");
    let (at, wrong) = (rev(&world, "origin/main"), rev(&world, "HEAD"));
    denied(
        &world,
        &["HEAD:main"],
        &format!("`git checkout -b right-way {at}`, `git merge --no-ff {wrong}`"),
    );
    world.git("vera", &["checkout", "--quiet", "-b", "right-way", &at]);
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", &wrong],
    );
    taken(&world, &["right-way:main"]);
    taken(&world, &["HEAD:refs/tags/wr/2026-02"]);
    // And the counting of it, in one push with the next ballot.
    act(
        &mut world,
        "2026-02-11T09:00:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    act(
        &mut world,
        "2026-02-11T09:05:00Z",
        "tess",
        "ballot close xyz --ballot technical",
    );
    act(
        &mut world,
        "2026-02-12T09:00:00Z",
        "rita",
        "ballot open xyz --body board",
    );
    taken(&world, &["HEAD:main"]);
}

#[test]
fn only_branches_and_new_tags_are_references_of_a_store() {
    let mut world = guarded(World::signed("balloting"));
    for name in [
        "refs/replace/0123456789012345678901234567890123456789",
        "refs/notes/commits",
        "refs/wr/x",
        "refs/x",
    ] {
        denied(
            &world,
            &[&format!("HEAD:{name}")],
            "neither a branch nor a tag",
        );
    }
    denied(&world, &[":main"], "cannot be deleted");
    taken(&world, &["HEAD:refs/tags/wr/1"]);
    vote(&mut world, "ann", "approve");
    denied(
        &world,
        &["--force", "HEAD:refs/tags/wr/1"],
        "tags are never moved or deleted",
    );
    denied(
        &world,
        &[":refs/tags/wr/1"],
        "tags are never moved or deleted",
    );
    // One bad reference, and nothing of the push comes in.
    denied(
        &world,
        &["HEAD:main", "HEAD:refs/wr/x"],
        "neither a branch nor a tag",
    );
}

#[test]
fn history_is_only_ever_added_to() {
    let mut world = guarded(World::signed("balloting"));
    vote(&mut world, "ann", "approve");
    taken(&world, &["HEAD:main"]);
    world.git("vera", &["fetch", "--quiet"]);
    // The newest vote would be gone, and what is left would not show it.
    branch(&world, "without", "origin/main~1");
    vote(&mut world, "bob", "approve");
    denied(&world, &["--force", "HEAD:main"], "history would be lost");
    // Another history altogether.
    world.git("vera", &["checkout", "--quiet", "--orphan", "other"]);
    world.git(
        "vera",
        &["commit", "--quiet", "-m", "as if nothing had been"],
    );
    denied(&world, &["--force", "HEAD:main"], "history would be lost");
    // What came and went in one push.
    branch(&world, "main", "origin/main");
    vote(&mut world, "bob", "approve");
    let votes = world.files("registers/xyz/ballots/adopt-1-alliance-1/votes/bolt", "");
    votes
        .iter()
        .for_each(|path| fs::remove_file(world.path(path)).unwrap());
    commit(&world);
    denied(&world, &["HEAD:main"], "this vote was deleted");
    // Edited, and put back: the step in between is refused.
    branch(&world, "main", "origin/main");
    let ballot = "registers/xyz/ballots/adopt-1-alliance-1/ballot.yaml";
    let text = world.read(ballot);
    world.write(ballot, &text.replace("simple-majority", "full-majority"));
    commit(&world);
    world.write(ballot, &text);
    commit(&world);
    denied(&world, &["HEAD:main"], "this ballot was edited");
}

#[test]
fn attributes_that_change_bytes_are_refused() {
    let world = guarded(World::given("balloting"));
    let fine = world.read(".gitattributes");
    let attributes = |path: &str, text: &str| {
        branch(&world, "main", "origin/main");
        world.write(path, text);
        // Not `--all`: git may read the other files again, and they are not in UTF-16.
        world.git("mallory", &["add", path]);
        world.git("mallory", &["commit", "--quiet", "-m", "by hand"]);
    };
    for line in [
        "* text=auto",
        "*.yaml eol=crlf text",
        "registers/** filter=lfs -text",
        "*.yaml ident",
        "registers/xyz/** working-tree-encoding=UTF-16",
        "[attr]prose text\nregisters/xyz/register.yaml prose",
    ] {
        attributes(".gitattributes", &format!("{fine}{line}\n"));
        refuses(&world, line, "git-attributes");
    }
    attributes("registers/.gitattributes", "*.yaml text\n");
    refuses(&world, "below registers", "git-attributes");
    // Without the line, the settings of each clone decide.
    attributes(".gitattributes", "*.png binary\n");
    refuses(&world, "the line is gone", "git-attributes");
    // Other files may have any attributes, and the order of two commits in one push does not matter.
    attributes(".gitattributes", &format!("* text=auto\n*.md text\n{fine}"));
    taken(&world, &["HEAD:main"]);
    world.git("vera", &["fetch", "--quiet"]);
    attributes(".gitattributes", &format!("{fine}* text=auto\n"));
    world.write(".gitattributes", &fine);
    commit(&world);
    taken(&world, &["HEAD:main"]);
}

#[test]
fn the_first_push_may_have_no_attributes_but_none_that_change_bytes() {
    let world = World::given("balloting");
    let (server, _) = bare(&world, "main");
    installed(&world, &server);
    world.write(".gitattributes", "* text=auto\n");
    commit(&world);
    let pushed = push_to(&world, &server, &["HEAD:main"]);
    assert!(
        pushed.code != 0 && pushed.stderr.contains("error[git-attributes]"),
        "{}",
        pushed.stderr
    );
    fs::remove_file(world.path(".gitattributes")).unwrap();
    commit(&world);
    let pushed = push_to(&world, &server, &["HEAD:main"]);
    assert_eq!(pushed.code, 0, "{}", pushed.stderr);
}

#[test]
fn each_forgery_is_refused_at_the_door() {
    let mut world = guarded(World::signed("established"));
    let origin = world.here.clone();
    let mut let_in = Vec::new();
    for (at, (name, forge, _, _)) in FORGERIES.iter().enumerate() {
        let to = world.outside().join(format!("forger-{at}"));
        world.here.clone_from(&origin);
        world.git(
            "vera",
            &["clone", "--quiet", "../origin.git", to.to_str().unwrap()],
        );
        world.here = to;
        forge(&world);
        commit(&world);
        let before = tip(&world);
        let pushed = push_at(&world, LATER, &["HEAD:main"]);
        if pushed.code == 0 || !pushed.stderr.contains("refused: ") || tip(&world) != before {
            let_in.push(format!("{name}: {}", pushed.stderr));
        }
    }
    assert!(let_in.is_empty(), "{}", let_in.join("\n"));
}

/// The server's version decides who may act, never the pushed one.
#[test]
fn roster_policy_and_keys_are_those_of_the_server() {
    let mut world = guarded(World::signed("balloting"));
    let roster = world.read("registers/roster.yaml");
    let rooted = roster.replace(
        "officers: {vp_alliances: vera}",
        "officers: {vp_alliances: vera}\nroots: {people: [vera, carl], threshold: 2}",
    );
    world.write("registers/roster.yaml", &rooted);
    act(&mut world, "2026-01-28T09:00:00Z", "vera", "save roster");
    act(&mut world, "2026-01-28T09:05:00Z", "carl", "consent roster");
    taken(&world, &["HEAD:main"]);
    world.git("vera", &["fetch", "--quiet"]);
    let swap = |world: &World| {
        let bobs = super::world::secret("bob").key().line();
        let mallorys = super::world::secret("mallory").key().line();
        let text = world
            .read("registers/roster.yaml")
            .replace(&bobs, &mallorys);
        world.write("registers/roster.yaml", &text);
    };
    // By hand, with and without a version of it.
    swap(&world);
    commit(&world);
    denied(&world, &["HEAD:main"], "error[governance-unsaved]");
    world.write(
        "registers/history/roster-3.yaml",
        &world.read("registers/roster.yaml"),
    );
    commit(&world);
    denied(&world, &["HEAD:main"], "error[governance-unsaved]");
    // Below the threshold it is a proposal, and changes nothing.
    branch(&world, "main", "origin/main");
    swap(&world);
    act(&mut world, "2026-01-28T10:00:00Z", "vera", "save roster");
    taken(&world, &["HEAD:main"]);
    assert!(
        world
            .read("registers/roster.yaml")
            .contains(&super::world::secret("bob").key().line())
    );
    world.git("vera", &["fetch", "--quiet"]);
    // The old roster, put back with its old signatures.
    world.write(
        "registers/roster.yaml",
        &world.read("registers/history/roster-1.yaml"),
    );
    commit(&world);
    denied(&world, &["HEAD:main"], "error[governance-unsaved]");
    world.git("vera", &["checkout", "--quiet", "origin/main"]);
    world.write(
        "registers/history/roster-4.yaml",
        &world.read("registers/history/roster-1.yaml"),
    );
    commit(&world);
    world.write(
        "registers/roster.yaml",
        &world.read("registers/history/roster-1.yaml"),
    );
    commit(&world);
    denied(&world, &["HEAD:main"], "error[governance-unsaved]");
}

#[test]
fn the_first_push_is_held_against_what_was_pinned_and_against_itself() {
    let world = World::signed("established");
    let server = world.outside().join("empty.git");
    world.git(
        "vera",
        &[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            server.to_str().unwrap(),
        ],
    );
    let mut install = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    assert_eq!(
        ran(install
            .arg("-C")
            .arg(&server)
            .args(["hook", "install"])
            .output()
            .unwrap())
        .code,
        0
    );
    world.git(
        "vera",
        &["remote", "add", "origin", server.to_str().unwrap()],
    );
    let root = |digest: &str| {
        let config = server.join("config");
        world.git(
            "vera",
            &[
                "config",
                "--file",
                config.to_str().unwrap(),
                "wr.root",
                digest,
            ],
        );
    };
    root(&wr::source::Digest::of(b"another").to_string());
    let pinned = push_at(&world, LATER, &["HEAD:main"]);
    assert!(
        pinned.code != 0 && pinned.stderr.contains("this clone pinned"),
        "{}",
        pinned.stderr
    );
    root(
        &wr::source::Digest::of(world.read("registers/history/roster-1.yaml").as_bytes())
            .to_string(),
    );
    let assign = world.files("registers/xyz/acts", "-assign-");
    let (bytes, path) = (world.read(&assign[0]), &assign[0]);
    world.write(path, &bytes.replace("olga", "fay"));
    commit(&world);
    assert_eq!(push_at(&world, LATER, &["HEAD:main"]).code, 1);
    world.git("vera", &["reset", "--quiet", "--hard", "HEAD~1"]);
    let pushed = push_at(&world, LATER, &["HEAD:main"]);
    assert_eq!((pushed.code, pushed.stderr.as_str()), (0, ""));
}

/// Runs the hook by itself, as nothing but a broken server would.
fn hook(world: &World, said: &[u8]) -> Ran {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command
        .arg("-C")
        .arg(world.outside().join("origin.git"))
        .args(["hook", "pre-receive"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(said);
    ran(child.wait_with_output().unwrap())
}

#[test]
fn what_cannot_be_looked_at_is_refused() {
    let world = guarded(World::signed("balloting"));
    let none = "0".repeat(40);
    let head = world.git("vera", &["rev-parse", "HEAD"]).trim().to_string();
    assert_eq!(hook(&world, b"").code, 0, "nothing is pushed");
    assert_eq!(
        hook(
            &world,
            format!("{head} {head} refs/heads/main\n").as_bytes()
        )
        .code,
        0
    );
    for said in [
        b"main\n".to_vec(),
        b"\xff\xfe\n".to_vec(),
        format!("{head} {head}\n").into_bytes(),
        format!("{head} {head} \n").into_bytes(),
        format!("{head} HEAD refs/heads/main\n").into_bytes(),
        format!("{head} {} refs/heads/main\n", "a".repeat(40)).into_bytes(),
        format!("{} {head} refs/heads/main\n", "a".repeat(40)).into_bytes(),
        format!("{head} {none} refs/heads/main\n").into_bytes(),
        format!("{none} {none} refs/replace/x\n").into_bytes(),
        vec![b'x'; 2 * 1024 * 1024],
    ] {
        let ran = hook(&world, &said);
        let shown = String::from_utf8_lossy(&said[..said.len().min(120)]).into_owned();
        assert!(ran.code == 1 || ran.code == 2, "{shown}: {}", ran.stderr);
        assert!(!ran.stderr.contains("panicked"), "{shown}: {}", ran.stderr);
    }
    // The server's own history has a hole.
    let server = world.outside().join("origin.git");
    world.git(
        "vera",
        &[
            "clone",
            "--quiet",
            "--bare",
            "--depth=1",
            &format!("file://{}", server.display()),
            "../hollow.git",
        ],
    );
    let mut install = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    let hollow = world.outside().join("hollow.git");
    assert_eq!(
        ran(install
            .arg("-C")
            .arg(&hollow)
            .args(["hook", "install"])
            .output()
            .unwrap())
        .code,
        0
    );
    world.write("README.md", "more\n");
    commit(&world);
    let pushed = git(
        &world,
        NOW,
        &["push", "--quiet", hollow.to_str().unwrap(), "HEAD:main"],
    );
    assert!(
        pushed.code != 0 && pushed.stderr.contains("shallow"),
        "{}",
        pushed.stderr
    );
    // Without `wr` on the path nothing comes in.
    let alone = ran(world
        .command("git", NOW, "vera")
        .env("PATH", "/usr/bin:/bin")
        .args(["push", "--quiet", "origin", "HEAD:main"])
        .output()
        .unwrap());
    assert!(
        alone.code != 0 && alone.stderr.contains("every push is rejected"),
        "{}",
        alone.stderr
    );
}

#[test]
fn votes_that_come_too_late_or_twice_are_told_to_their_voters() {
    let mut world = guarded(World::signed("balloting"));
    for (who, choice) in VOTES {
        vote(&mut world, who, choice);
    }
    act(
        &mut world,
        "2026-02-10T09:30:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    taken(&world, &["HEAD:main"]);
    world.git("vera", &["fetch", "--quiet"]);
    branch(&world, "late", "origin/main~1");
    act(
        &mut world,
        "2026-02-09T08:00:00Z",
        "dan",
        "vote xyz oppose --comment no --ballot alliance",
    );
    merged(&world, "late");
    refuses(&world, "a late vote", "vote-late");
    // Two votes of a seat that know nothing of each other.
    branch(&world, "one", "origin/main");
    act(
        &mut world,
        "2026-02-10T09:31:00Z",
        "ann",
        "vote xyz approve --ballot technical",
    );
    branch(&world, "two", "origin/main");
    act(
        &mut world,
        "2026-02-10T09:32:00Z",
        "ann",
        "vote xyz abstain --ballot technical",
    );
    taken(&world, &["one:main"]);
    merged(&world, "two");
    refuses(&world, "rival votes", "vote-rivals");
}

/// A bare repository with the hook, and what installing it says.
fn bare(world: &World, head: &str) -> (std::path::PathBuf, String) {
    let server = world.outside().join("bare.git");
    world.git(
        "vera",
        &[
            "init",
            "--quiet",
            "--bare",
            &format!("--initial-branch={head}"),
            "../bare.git",
        ],
    );
    (server.clone(), installed(world, &server))
}

fn installed(world: &World, server: &Path) -> String {
    let mut install = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    let done = ran(install
        .arg("-C")
        .arg(server)
        .args(["hook", "install"])
        .output()
        .unwrap());
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    done.stdout
}

fn push_to(world: &World, server: &Path, what: &[&str]) -> Ran {
    git(
        world,
        NOW,
        &[&["push", "--quiet", server.to_str().unwrap()], what].concat(),
    )
}

#[test]
fn the_branch_that_people_push_is_guarded_also_where_head_names_another() {
    let mut world = World::signed("balloting");
    let (server, told) = bare(&world, "master");
    assert!(
        told.contains("it guards the first branch on which a store is pushed"),
        "{told}"
    );
    let refused = |world: &World, what: &[&str], because: &str| {
        let pushed = push_to(world, &server, what);
        assert!(
            pushed.code != 0 && pushed.stderr.contains(because),
            "{what:?}: {}",
            pushed.stderr
        );
    };
    // Two at once: it is not clear which is meant. A branch without a store is none of its business.
    refused(
        &world,
        &["HEAD:main", "HEAD:trunk"],
        "this repository guards only one",
    );
    world.git("vera", &["checkout", "--quiet", "--orphan", "notes"]);
    world.git("vera", &["rm", "--quiet", "-r", "--cached", "."]);
    world.git(
        "vera",
        &["commit", "--quiet", "--allow-empty", "-m", "notes"],
    );
    assert_eq!(push_to(&world, &server, &["HEAD:notes"]).code, 0);
    world.git("vera", &["checkout", "--quiet", "--force", "main"]);
    let first = push_to(&world, &server, &["main"]);
    assert!(
        first.code == 0
            && first
                .stderr
                .contains("refs/heads/main is now the branch of the store"),
        "{}",
        first.stderr
    );
    assert!(
        installed(&world, &server).contains("it guards the branch main (git setting wr.branch)")
    );
    // From then on it is guarded: an edit, a force-push, a deletion.
    vote(&mut world, "ann", "approve");
    assert_eq!(push_to(&world, &server, &["main"]).code, 0);
    let votes = world.files(
        "registers/xyz/ballots/adopt-1-alliance-1/votes/acme",
        ".yaml",
    );
    let path = votes.iter().find(|path| path.ends_with(".yaml")).unwrap();
    world.write(path, &world.read(path).replace("approve", "abstain"));
    commit(&world);
    refused(&world, &["main"], "error[record-rewritten]");
    world.git("vera", &["reset", "--quiet", "--hard", "HEAD~3"]);
    refused(&world, &["--force", "main"], "history would be lost");
    refused(&world, &[":main"], "cannot be deleted");
}

#[test]
fn a_store_on_an_unguarded_branch_is_refused() {
    // The guarded branch is there and has no store: by HEAD, and by the setting.
    let world = World::signed("balloting");
    let (server, _) = bare(&world, "master");
    world.git("vera", &["checkout", "--quiet", "--orphan", "empty"]);
    world.git("vera", &["rm", "--quiet", "-r", "--cached", "."]);
    world.git(
        "vera",
        &["commit", "--quiet", "--allow-empty", "-m", "a readme"],
    );
    assert_eq!(push_to(&world, &server, &["HEAD:master"]).code, 0);
    world.git("vera", &["checkout", "--quiet", "--force", "main"]);
    let pushed = push_to(&world, &server, &["main"]);
    assert!(
        pushed.code != 0
            && pushed
                .stderr
                .contains("this repository guards master, which has none"),
        "{}",
        pushed.stderr
    );
    assert!(
        pushed.stderr.contains("git config wr.branch main"),
        "{}",
        pushed.stderr
    );
    let config = server.join("config");
    world.git(
        "vera",
        &[
            "config",
            "--file",
            config.to_str().unwrap(),
            "wr.branch",
            "trunk",
        ],
    );
    let pushed = push_to(&world, &server, &["main"]);
    assert!(
        pushed.code != 0
            && pushed
                .stderr
                .contains("this repository guards trunk, which has none"),
        "{}",
        pushed.stderr
    );
    world.git(
        "vera",
        &[
            "config",
            "--file",
            config.to_str().unwrap(),
            "wr.branch",
            "main",
        ],
    );
    assert_eq!(push_to(&world, &server, &["main"]).code, 0);
    // Where the store was pushed before the hook was there, installing it finds the branch.
    world.git(
        "vera",
        &[
            "config",
            "--file",
            config.to_str().unwrap(),
            "--unset",
            "wr.branch",
        ],
    );
    assert!(
        installed(&world, &server)
            .contains("it guards the branch main, which has the store (recorded in")
    );
}

#[test]
fn a_commit_of_the_future_is_refused_whatever_it_is_about() {
    let mut world = guarded(World::signed("balloting"));
    let made = |world: &World, at: &str| {
        branch(world, "future", "origin/main");
        world.write("README.md", at);
        assert_eq!(world.try_git(at, "mallory", &["add", "--all"]).code, 0);
        assert_eq!(
            world
                .try_git(at, "mallory", &["commit", "--quiet", "-m", "later"])
                .code,
            0
        );
    };
    for at in ["2099-01-01T00:00:00Z", "2026-02-12T10:15:01Z"] {
        made(&world, at);
        denied(
            &world,
            &["HEAD:main"],
            &format!("is dated {at}, later than now ({NOW})"),
        );
        // Also where a commit of today follows on it.
        world.write("README.md", "today");
        commit(&world);
        denied(&world, &["HEAD:main"], "is dated");
    }
    made(&world, "2026-02-12T10:15:00Z");
    taken(&world, &["HEAD:main"]);
    world.git("vera", &["fetch", "--quiet"]);
    branch(&world, "main", "origin/main");
    act(
        &mut world,
        "2026-02-12T12:00:00Z",
        "ann",
        "feedback add xyz --text Late.",
    );
    denied(&world, &["HEAD:main"], "is dated 2026-02-12T12:00:00Z");
}
