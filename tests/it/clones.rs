//! Who acts is whom git says, and what clones say: with hooks, detached and partial. `repositories.rs` has the kinds of
//! repositories.

use std::fs;
use std::process::Command;

#[cfg(unix)]
use super::sync::script;
use super::sync::{did, shared, to};
use super::world::{Ran, World, ran, words};

const AT: &str = "2026-01-29T10:00:00Z";

/// `wr` or git, with no identity but that of git's settings.
fn bare(world: &World, program: &str, line: &str, variables: &[(&str, &str)]) -> Ran {
    let mut command = world.command(program, AT, "nobody");
    for role in ["AUTHOR", "COMMITTER"] {
        command
            .env_remove(format!("GIT_{role}_NAME"))
            .env_remove(format!("GIT_{role}_EMAIL"));
    }
    command.env_remove("GIT_CONFIG_GLOBAL");
    command.envs(variables.iter().copied()).args(words(line));
    ran(command.output().unwrap())
}

/// Whoever git says is the author is the person who acts.
#[test]
fn who_acts_is_whom_git_says() {
    let world = World::given("assigned");
    let home = world.outside().to_path_buf();
    let file = |name: &str, text: &str| fs::write(home.join(name), text).unwrap();
    let user = |email: &str| format!("[user]\n\tname = Someone\n\temail = {email}\n");
    let (vera, olga) = (user("vera@dmtf.example"), user("olga@acme.example"));
    let included = |condition: &str| format!("{vera}[includeIf \"{condition}\"]\n\tpath = work\n");
    file("work", "[user]\n\temail = olga@acme.example\n");
    file("elsewhere", &olga);
    world.git(
        "vera",
        &[
            "remote",
            "add",
            "origin",
            "https://git.example/alliances/registers.git",
        ],
    );
    let top = world.here.canonicalize().unwrap();
    let elsewhere = home.join("elsewhere");
    let cases: Vec<(String, Vec<(&str, &str)>)> = vec![
        (
            vera.clone(),
            vec![("GIT_CONFIG_GLOBAL", elsewhere.to_str().unwrap())],
        ),
        (
            vera.clone(),
            vec![
                ("GIT_CONFIG_COUNT", "1"),
                ("GIT_CONFIG_KEY_0", "user.email"),
                ("GIT_CONFIG_VALUE_0", "olga@acme.example"),
            ],
        ),
        (
            included("hasconfig:remote.*.url:https://git.example/alliances/**"),
            vec![],
        ),
        (included(&format!("gitdir:{}/", top.display())), vec![]),
        (included("onbranch:main"), vec![]),
        (
            format!("{vera}[author]\n\temail = olga@acme.example\n"),
            vec![],
        ),
        (format!("{vera}[include]\n\tpath = elsewhere\n"), vec![]),
        (
            vera.clone(),
            vec![("GIT_AUTHOR_EMAIL", "olga@acme.example")],
        ),
        (
            "[user]\n\tname = Someone\n".to_string(),
            vec![("EMAIL", "olga@acme.example")],
        ),
        (format!("{olga}\tuseConfigOnly = true\n"), vec![]),
    ];
    for (settings, variables) in cases {
        file(".gitconfig", &settings);
        let of_git = bare(&world, "git", "var GIT_AUTHOR_IDENT", &variables);
        assert!(
            of_git.stdout.contains("<olga@acme.example>"),
            "{settings}{of_git:?}"
        );
        let of_wr = bare(&world, env!("CARGO_BIN_EXE_wr"), "whoami", &variables);
        assert!(
            of_wr.stdout.starts_with("olga  Olga Owens"),
            "{settings}{of_wr:?}"
        );
    }

    // The settings of a linked worktree are its own.
    file(".gitconfig", &vera);
    world.git("vera", &["config", "extensions.worktreeConfig", "true"]);
    world.git(
        "vera",
        &["worktree", "add", "--quiet", "../linked", "-b", "other"],
    );
    let mut linked = world.copy();
    linked.here = world.outside().join("linked");
    linked.git(
        "vera",
        &["config", "--worktree", "user.email", "olga@acme.example"],
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(&linked.here)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", &home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("WR_NOW", AT)
        .arg("whoami");
    let told = ran(command.output().unwrap());
    assert!(told.stdout.starts_with("olga  Olga Owens"), "{told:?}");
}

/// One question to git a command.
#[cfg(unix)]
#[test]
fn git_is_asked_once() {
    let world = World::given("alliance-asked");
    let asked = world.outside().join("asked");
    let git = format!("echo \"$*\" >> {}\nexec REAL \"$@\"\n", asked.display());
    let ran = super::sync::run_with(&world, &git, &["vote", "xyz", "yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let asked = fs::read_to_string(asked).unwrap();
    assert_eq!(asked.lines().count(), 1, "{asked}");
}

/// Hooks of git do not run for what `wr` records; the first answer says so, once.
#[cfg(unix)]
#[test]
fn hooks_that_do_not_run_are_named_once() {
    let mut world = World::given("alliance-asked");
    script(world.path(".git/hooks/commit-msg"), "exit 1\n");
    script(world.path(".git/hooks/pre-commit"), "exit 1\n");
    let ran = world.run(AT, "ann", "vote xyz yes");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.contains("(pre-commit, commit-msg) do not run"),
        "{ran:?}"
    );
    let ran = world.run(AT, "bob", "vote xyz yes");
    assert!(!ran.stderr.contains("do not run"), "{ran:?}");

    // Those that `wr` installed are no surprise, and the folder may be elsewhere.
    let mut world = World::given("alliance-asked");
    did(&mut world, AT, "ann", "hook install");
    let ran = world.run(AT, "ann", "vote xyz yes");
    assert!(!ran.stderr.contains("do not run"), "{ran:?}");
    script(world.path("hooks/post-commit"), "exit 1\n");
    world.git("ann", &["config", "core.hooksPath", "hooks"]);
    let ran = world.run(AT, "bob", "vote xyz yes");
    assert!(ran.stderr.contains("(post-commit) do not run"), "{ran:?}");
}

/// A detached HEAD is named before something is recorded, and a rebase stops it.
#[test]
fn a_detached_head_is_named_before_something_is_recorded() {
    let mut world = World::given("alliance-asked");
    world.git("ann", &["checkout", "--quiet", "--detach"]);
    let ran = world.run(AT, "ann", "vote xyz yes");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.starts_with("warning: no branch is checked out"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("git switch --create NAME"), "{ran:?}");
    world.git("ann", &["checkout", "--quiet", "main"]);
    fs::create_dir(world.path(".git/rebase-merge")).unwrap();
    let ran = world.run(AT, "bob", "vote xyz yes");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("git rebase --abort"), "{ran:?}");
}

/// A clone of a kind, of the remote of a shared store; file:// makes git honor the filters.
fn clone_of(mut world: World, options: &[&str]) -> World {
    let origin = world.outside().join("origin.git");
    let setting = ["config", "uploadpack.allowFilter", "true"];
    world.git(
        "vera",
        &[&["--git-dir", origin.to_str().unwrap()], &setting[..]].concat(),
    );
    let url = format!("file://{}", origin.display());
    let clone = ["clone", "--quiet", &url, "../other"];
    world.git("vera", &[&clone[..], options].concat());
    to(&mut world, "other");
    world
}

#[test]
fn partial_clones_read_what_is_there_and_name_the_command_for_the_rest() {
    let mut blobless = clone_of(shared("balloting"), &["--filter=blob:none"]);
    for line in [
        "check",
        "status xyz",
        "vote xyz yes --ballot alliance",
        "verify",
    ] {
        did(&mut blobless, AT, "ann", line);
    }
    let mut treeless = clone_of(shared("balloting"), &["--filter=tree:0"]);
    did(&mut treeless, AT, "ann", "check");
    did(&mut treeless, AT, "ann", "vote xyz yes --ballot alliance");
    let ran = treeless.run(AT, "ann", "verify");
    if ran.code != 0 {
        assert!(
            ran.stderr.contains("git fetch --refetch --no-filter"),
            "{ran:?}"
        );
        treeless.git("ann", &["fetch", "--quiet", "--refetch", "--no-filter"]);
    }
    did(&mut treeless, AT, "ann", "verify");
    let mut shallow = clone_of(shared("balloting"), &["--depth=1"]);
    did(&mut shallow, AT, "ann", "check");
    let ran = shallow.run(AT, "ann", "verify");
    assert!(ran.stderr.contains("git fetch --unshallow"), "{ran:?}");
}

/// The list of keys in the store is enough for git to check signed commits.
#[test]
fn git_checks_commits_with_the_list_of_the_store() {
    if !super::signatures::has_keygen() {
        return;
    }
    let world = World::signed("alliance-asked");
    let settings = [
        "gpg.format=ssh",
        "user.signingkey=../home-ann/.ssh/id_ed25519.pub",
        "gpg.ssh.allowedSignersFile=registers/allowed_signers",
    ];
    let mut options: Vec<&str> = settings.iter().flat_map(|it| ["-c", it]).collect();
    let commit = ["commit", "--quiet", "--allow-empty", "-S", "-m", "signed"];
    world.git("ann", &[&options[..], &commit].concat());
    options.extend(["log", "-1", "--format=%G? %GS"]);
    assert_eq!(world.git("ann", &options), "G ann\n");
}

/// On a terminal, `wr join` offers to add the key of this machine to a roster that has none of the person.
#[cfg(unix)]
#[test]
fn join_offers_to_add_the_key() {
    let world = shared("alliance-asked");
    let ssh = world.outside().join("home-vera/.ssh");
    fs::create_dir_all(&ssh).unwrap();
    let key = super::world::secret("vera").key().line();
    fs::write(ssh.join("id_ed25519.pub"), format!("{key} vera\n")).unwrap();
    for (clone, answer, has_key) in [("yes", "yes", true), ("no", "no", false)] {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), AT, "vera");
        command.env("TERM", "xterm").env("NO_COLOR", "1").args([
            "join",
            "../origin.git",
            &format!("../joined-{clone}"),
        ]);
        let mut terminal = rexpect::session::spawn_command(command, Some(30_000)).unwrap();
        terminal.exp_string("wr key add").unwrap();
        terminal.exp_string("Add your key SHA256:").unwrap();
        terminal.send_line(answer).unwrap();
        terminal.exp_eof().unwrap();
        let roster = world
            .outside()
            .join(format!("joined-{clone}/registers/roster.yaml"));
        let roster = fs::read_to_string(roster).unwrap();
        assert_eq!(roster.contains(&key), has_key, "{roster}");
    }
}

/// A clone is never made over something else, and an empty folder is taken.
#[test]
fn join_clones_once() {
    let mut world = shared("alliance-asked");
    fs::create_dir_all(world.outside().join("empty")).unwrap();
    let first = world.run(AT, "vera", "join ../origin.git ../empty");
    assert_eq!(first.code, 0, "{}", first.stderr);
    let again = world.run(AT, "vera", "join ../origin.git ../empty");
    assert_eq!(again.code, 2);
    assert_eq!(
        again.stderr,
        "error: ../empty exists already\n  see:    `wr -C ../empty`, if it is your clone of this store; \
         `wr join ../origin.git DIR` clones into another folder\n"
    );
}

/// A managed laptop may have no git yet.
#[test]
fn without_git_the_message_says_where_to_get_it() {
    let world = shared("alliance-asked");
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), AT, "vera");
    command
        .env("PATH", world.outside())
        .args(["join", "../origin.git", "../joined"]);
    let ran = super::world::ran(command.output().unwrap());
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.stderr,
        "error: git is not installed, or not in PATH\n  needs:  git, which clones, fetches and pushes: https://git-scm.com/downloads\n"
    );
}
