//! The hook that git runs before a commit, run by git itself.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::pull_requests::{act, branch, clone_of};
use super::world::{Ran, World, ran};

const AT: &str = "2026-01-29T10:00:00Z";
const TEXT: &str = "registers/xyz/register.yaml";

/// Runs git with `wr` on the path.
fn git(world: &World, args: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_BIN_EXE_wr"))
        .parent()
        .unwrap()
        .to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path))).unwrap();
    ran(world
        .command("git", AT, "olga")
        .env("PATH", path)
        .args(args)
        .output()
        .unwrap())
}

fn edit(world: &World, old: &str, new: &str) {
    let text = world.read(TEXT);
    assert!(text.contains(old));
    world.write(TEXT, &text.replace(old, new));
}

fn installed(given: &str) -> World {
    let mut world = World::given(given);
    act(&mut world, AT, "olga", "hook install");
    world
}

#[test]
fn what_is_staged_is_checked_and_not_what_is_on_disk() {
    let world = installed("assigned");
    git(
        &world,
        &["commit", "--all", "--quiet", "-m", "the draft so far"],
    );
    let head = world.git("vera", &["rev-parse", "HEAD"]);
    edit(&world, "committees: [technical]", "committees: [techncal]");
    git(&world, &["add", TEXT]);
    edit(&world, "techncal", "technical");
    let refused = git(
        &world,
        &["commit", "--quiet", "-m", "staged with a mistake"],
    );
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("error[committee-unknown]"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("--no-verify"), "{}", refused.stderr);
    assert_eq!(world.git("vera", &["rev-parse", "HEAD"]), head);
    assert!(
        world
            .git("vera", &["show", &format!(":{TEXT}")])
            .contains("techncal"),
        "what is staged was touched"
    );
    // Staged as it is on disk now, and the other way round.
    edit(&world, "One schema", "Another schema");
    git(&world, &["add", TEXT]);
    edit(&world, "technical", "techncal");
    let fine = git(
        &world,
        &["commit", "--quiet", "-m", "a mistake that is not staged"],
    );
    assert_eq!((fine.code, fine.stderr.as_str()), (0, ""));
    // `git commit --all` commits an index of its own.
    let all = git(&world, &["commit", "--all", "--quiet", "-m", "all"]);
    assert!(
        all.code == 1 && all.stderr.contains("committee-unknown"),
        "{}",
        all.stderr
    );
    assert_eq!(
        git(
            &world,
            &[
                "commit",
                "--all",
                "--quiet",
                "--no-verify",
                "-m",
                "all the same"
            ]
        )
        .code,
        0
    );
}

#[test]
fn the_hook_stops_what_rewrites_the_record_and_looks_at_nothing_else() {
    let world = installed("balloting");
    let vote = world.files("registers", "-assign-")[0].clone();
    git(&world, &["rm", "--quiet", &vote]);
    let refused = git(&world, &["commit", "--quiet", "-m", "tidy"]);
    assert!(
        refused.code == 1 && refused.stderr.contains("error[record-rewritten]"),
        "{}",
        refused.stderr
    );
    git(&world, &["reset", "--quiet", "--hard"]);
    // What is wrong elsewhere was there before.
    world.write("registers/abc/register.yaml", "title: [");
    git(&world, &["add", "--all"]);
    git(&world, &["commit", "--quiet", "--no-verify", "-m", "wrong"]);
    edit(&world, "One schema", "Another schema");
    world.write("notes.txt", "no file of the store");
    git(&world, &["add", "--all"]);
    let fine = git(&world, &["commit", "--quiet", "-m", "right"]);
    assert_eq!((fine.code, fine.stderr.as_str()), (0, ""));
    // Neither does it run for `wr`, which checks what it writes, nor where there is no store.
    git(&world, &["checkout", "--quiet", "--orphan", "pages"]);
    git(&world, &["rm", "--quiet", "-r", "-f", "."]);
    world.write("registers/index.html", "no store");
    git(&world, &["add", "--all"]);
    let fine = git(&world, &["commit", "--quiet", "-m", "another branch"]);
    assert_eq!((fine.code, fine.stderr.as_str()), (0, ""));
}

#[test]
fn the_first_commit_of_a_store_is_checked() {
    let mut world = World::empty();
    world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
    act(&mut world, AT, "vera", "hook install");
    world.write("registers/policy.yaml", super::world::POLICY);
    world.write("registers/history/policy-1.yaml", super::world::POLICY);
    git(&world, &["add", "--all"]);
    let refused = git(&world, &["commit", "--quiet", "-m", "half a store"]);
    assert!(
        refused.code == 1 && refused.stderr.contains("registers/roster.yaml is missing"),
        "{}",
        refused.stderr
    );
    world.write("registers/roster.yaml", super::world::ROSTER);
    world.write("registers/history/roster-1.yaml", super::world::ROSTER);
    git(&world, &["add", "--all"]);
    let fine = git(&world, &["commit", "--quiet", "-m", "a store"]);
    assert_eq!((fine.code, fine.stderr.as_str()), (0, ""));
}

/// A merge with a conflict is committed by hand; what comes from the other branch was decided there.
#[test]
fn what_a_merge_brings_is_not_held_against_it() {
    let mut world = clone_of("balloting");
    act(&mut world, AT, "olga", "hook install");
    branch(&world, "draft", "main");
    edit(&world, "One schema", "Another schema");
    act(&mut world, AT, "olga", "save xyz");
    branch(&world, "main", "main");
    edit(&world, "One schema", "A third schema");
    act(&mut world, AT, "olga", "save xyz");
    for (number, name) in ["Daniel", "Danny"].iter().enumerate() {
        let roster = world.read("registers/roster.yaml");
        let old = ["Dan Dahl", "Daniel Dahl"][number];
        world.write(
            "registers/roster.yaml",
            &roster.replace(old, &format!("{name} Dahl")),
        );
        act(&mut world, AT, "vera", "save roster");
    }
    branch(&world, "draft", "draft");
    assert_eq!(git(&world, &["merge", "--quiet", "main"]).code, 1);
    git(&world, &["checkout", "--quiet", "--theirs", TEXT]);
    git(&world, &["add", "--all"]);
    let merged = git(&world, &["commit", "--quiet", "--no-edit"]);
    assert_eq!(merged.code, 0, "{}", merged.stderr);
    assert!(
        world
            .read("registers/history/roster-3.yaml")
            .contains("Danny Dahl")
    );
}

#[test]
fn the_hook_is_installed_once_and_taken_away() {
    let mut world = World::given("proposed");
    let hook = world.path(".git/hooks/pre-commit");
    let first = world.run(AT, "olga", "hook install");
    assert!(
        first.code == 0 && first.stdout.contains("checks the staged files"),
        "{}",
        first.stdout
    );
    let text = fs::read_to_string(&hook).unwrap();
    assert!(
        text.starts_with("#!/bin/sh\n") && text.ends_with("\nexec wr hook pre-commit\n"),
        "{text}"
    );
    assert_eq!(
        fs::metadata(&hook).unwrap().permissions().mode() & 0o777,
        0o755
    );
    let again = world.run(AT, "olga", "hook install");
    assert!(
        again.code == 0 && again.stdout.contains("is already installed"),
        "{}",
        again.stdout
    );
    // One of an older version is brought up to date.
    fs::write(&hook, text.replace("exec wr", "wr")).unwrap();
    assert_eq!(world.run(AT, "olga", "hook install").code, 0);
    assert_eq!(fs::read_to_string(&hook).unwrap(), text);
    assert_eq!(
        fs::read_dir(world.path(".git/hooks"))
            .unwrap()
            .filter(|entry| {
                entry
                    .as_ref()
                    .unwrap()
                    .file_name()
                    .to_string_lossy()
                    .contains("wr-new")
            })
            .count(),
        0
    );
    assert_eq!(world.run(AT, "olga", "hook install --remove").code, 0);
    assert!(!hook.exists());
    let gone = world.run(AT, "olga", "hook install --remove");
    assert!(
        gone.code == 0 && gone.stdout.contains("does not exist"),
        "{}",
        gone.stdout
    );
}

#[test]
fn a_hook_of_another_program_is_left_alone() {
    let mut world = World::given("proposed");
    let hook = world.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let theirs = "#!/bin/sh\n# not: wr hook pre-commit\nmake lint\n";
    fs::write(&hook, theirs).unwrap();
    let refused = world.run(AT, "olga", "hook install");
    assert!(
        refused.code == 1 && refused.stderr.contains("wr hook pre-commit || exit 1"),
        "{}",
        refused.stderr
    );
    assert_eq!(world.run(AT, "olga", "hook install --remove").code, 1);
    assert_eq!(fs::read_to_string(&hook).unwrap(), theirs);
    // With the line in it, it does what ours would.
    fs::write(&hook, format!("{theirs}wr hook pre-commit || exit 1\n")).unwrap();
    let done = world.run(AT, "olga", "hook install");
    assert!(
        done.code == 0 && done.stdout.contains("already"),
        "{}",
        done.stdout
    );
    // A link is not followed.
    fs::remove_file(&hook).unwrap();
    let elsewhere = world.outside().join("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, &hook).unwrap();
    assert_eq!(world.run(AT, "olga", "hook install").code, 1);
    assert!(!elsewhere.exists());
}

#[test]
fn hooks_outside_of_the_repository_are_written_only_when_that_is_said() {
    let mut world = World::given("proposed");
    let shared = world.outside().join("hooks");
    world.git(
        "vera",
        &["config", "core.hooksPath", shared.to_str().unwrap()],
    );
    let refused = world.run(AT, "olga", "hook install");
    assert!(
        refused.code == 1 && refused.stderr.contains("--outside"),
        "{}",
        refused.stderr
    );
    assert!(!shared.exists());
    assert_eq!(world.run(AT, "olga", "hook install --outside").code, 0);
    assert!(shared.join("pre-commit").is_file());
    // Up and out of it is outside too; a folder of the working tree is not.
    world.git("vera", &["config", "core.hooksPath", "../other/../hooks"]);
    assert_eq!(world.run(AT, "olga", "hook install").code, 1);
    world.git("vera", &["config", "core.hooksPath", ".githooks"]);
    assert_eq!(world.run(AT, "olga", "hook install").code, 0);
    assert!(world.path(".githooks/pre-commit").is_file());
    let bare = World::given("proposed");
    bare.git("vera", &["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let mut bare = bare;
    // Where no one commits, what is pushed is checked.
    assert_eq!(bare.run(AT, "olga", "-C ../bare.git hook install").code, 0);
    let hooks = bare.outside().join("bare.git/hooks");
    assert!(hooks.join("pre-receive").is_file() && !hooks.join("pre-commit").exists());
    assert_eq!(
        bare.run(AT, "olga", "-C ../bare.git hook install --remove")
            .code,
        0
    );
    assert!(!hooks.join("pre-receive").exists());
}

/// Without `wr` the commit stops, and says why: silence must not look like a check.
#[test]
fn without_the_program_nothing_is_committed_unchecked() {
    let world = installed("assigned");
    edit(&world, "One schema", "Another schema");
    let ran = world.try_git(
        AT,
        "olga",
        &["commit", "--all", "--quiet", "-m", "unchecked"],
    );
    let is_on_path =
        std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|it| it.join("wr").exists());
    assert!(
        is_on_path || ran.code == 1 && ran.stderr.contains("wr is not on the path"),
        "{}",
        ran.stderr
    );
}
