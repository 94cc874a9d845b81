//! The checks for GitHub and GitLab, run as the hosts run them: the same scripts, a shallow clone, and only environment
//! variables as input.

mod comment;
mod find;
mod workflows;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wr::source::SourceFile;

use super::pull_requests::{NOW, act, branch, clone_of, commit};
use super::sarif::assert_valid;
use super::world::{Ran, World, ran};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of ours that is YAML.
fn yaml(path: &str) -> Value {
    let bytes = fs::read(root().join(path)).unwrap();
    wr::yaml::read(&SourceFile::new(path, bytes))
        .unwrap_or_else(|why| panic!("{path}: {}", why.message))
}

/// Runs a script in `world.here`, with `wr` on the path.
fn script(world: &World, name: &str, variables: &[(&str, &str)]) -> Ran {
    let folder = Path::new(env!("CARGO_BIN_EXE_wr")).parent().unwrap();
    script_with(world, name, folder, variables)
}

fn script_with(world: &World, name: &str, first: &Path, variables: &[(&str, &str)]) -> Ran {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(first.to_path_buf()).chain(std::env::split_paths(&path));
    let mut bash = world.command("bash", NOW, "vera");
    bash.arg(root().join("ci").join(name))
        .env("PATH", std::env::join_paths(paths).unwrap());
    bash.env("RUNNER_TEMP", world.outside())
        .env("GITHUB_ACTIONS", "true")
        .env("WR_CACHE", world.outside().join("wr-cache"))
        .envs(variables.iter().copied());
    ran(bash.output().unwrap())
}

/// The pull request as GitHub checks it out: one commit, the merge that it makes to try it.
fn github(edit: impl FnOnce(&mut World)) -> World {
    let mut world = clone_of("balloting");
    branch(&world, "change", "main");
    edit(&mut world);
    // The branch that it shall enter goes on meanwhile.
    branch(&world, "main", "origin/main");
    act(
        &mut world,
        "2026-01-29T08:02:00Z",
        "cleo",
        "vote xyz approve --ballot alliance",
    );
    world.git("vera", &["push", "--quiet", "origin", "main", "change"]);
    world.git("vera", &["checkout", "--quiet", "--detach", "main"]);
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "change"],
    );
    world.git(
        "vera",
        &["push", "--quiet", "origin", "HEAD:refs/pull/7/merge"],
    );
    // And once more, so that its tip is not what was merged.
    branch(&world, "main", "main");
    act(
        &mut world,
        "2026-01-29T08:03:00Z",
        "dan",
        "vote xyz approve --ballot alliance",
    );
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    check_out(&mut world, "refs/pull/7/merge");
    world
}

/// As actions/checkout does it.
fn check_out(world: &mut World, reference: &str) {
    let url = format!("file://{}", world.outside().join("origin.git").display());
    let here = world.outside().join("checkout");
    fs::create_dir(&here).unwrap();
    world.here = here;
    world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
    world.git("vera", &["remote", "add", "origin", &url]);
    world.git(
        "vera",
        &["fetch", "--quiet", "--depth=1", "origin", reference],
    );
    world.git("vera", &["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
}

fn summary(world: &World) -> String {
    fs::read_to_string(world.outside().join("summary.md")).unwrap_or_default()
}

fn on_github(world: &World, more: &[(&str, &str)]) -> Ran {
    let summary = world.outside().join("summary.md").display().to_string();
    let output = world.outside().join("output").display().to_string();
    let mut variables = vec![
        ("GITHUB_EVENT_NAME", "pull_request"),
        ("GITHUB_BASE_REF", "main"),
        ("GITHUB_STEP_SUMMARY", &summary),
        ("GITHUB_OUTPUT", &output),
    ];
    variables.extend_from_slice(more);
    script(world, "github.sh", &variables)
}

/// What the log shows beside the report of `wr verify`, in which no line is obeyed.
fn commands(ran: &Ran) -> String {
    let (before, rest) = ran.stdout.split_once("::stop-commands::").unwrap();
    let (token, rest) = rest.split_once('\n').unwrap();
    assert!(token.len() >= 32, "{token}");
    let (_, after) = rest.split_once(&format!("::{token}::\n")).unwrap();
    format!("{before}{after}")
}

fn anns_vote(world: &mut World) {
    act(
        world,
        "2026-01-29T08:00:00Z",
        "ann",
        "vote xyz approve --ballot alliance",
    );
}

fn rewrite(world: &mut World) {
    let path = world.files("registers/xyz/acts", "-assign-")[0].clone();
    world.write(&path, &world.read(&path).replace("vera", "olga"));
    commit(world);
}

#[test]
fn on_github_a_good_change_passes_with_a_summary() {
    let world = github(anns_vote);
    let ran = on_github(&world, &[]);
    assert_eq!(
        (ran.code, commands(&ran).as_str()),
        (0, ""),
        "{}",
        ran.stderr
    );
    let summary = summary(&world);
    assert!(
        summary.starts_with("**wr check**: no findings\n")
            && summary.contains("\n**wr verify**: verified\n\n    verified: "),
        "{summary}"
    );
    assert!(summary.contains("Ann Adams votes approve"), "{summary}");
    assert!(
        !summary.contains("Cleo") && !summary.contains("Dan"),
        "what others did is in it: {summary}"
    );
    let output = fs::read_to_string(world.outside().join("output")).unwrap();
    let named = |name: &str| output.lines().find_map(|line| line.strip_prefix(name));
    assert_eq!(named("wr="), Some(env!("CARGO_BIN_EXE_wr")));
    let sarif = named("sarif=").unwrap();
    assert_valid(&serde_json::from_str(&fs::read_to_string(sarif).unwrap()).unwrap());
}

#[test]
fn on_github_a_bad_change_fails_with_annotations() {
    let world = github(rewrite);
    let ran = on_github(&world, &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let commands = commands(&ran);
    assert!(
        commands.lines().all(|line| line.starts_with("::")),
        "{commands}"
    );
    let path = &world.files("registers/xyz/acts", "-assign-")[0];
    let found = format!("::error file={path},title=record-rewritten::");
    assert!(commands.contains(&found), "{commands}");
    for part in [
        "`record-rewritten`",
        "\n**wr verify**: NOT verified\n\n    error[",
    ] {
        assert!(summary(&world).contains(part), "{}", summary(&world));
    }
    let sarif: Value =
        serde_json::from_slice(&fs::read(world.outside().join("wr.sarif")).unwrap()).unwrap();
    assert!(
        sarif["runs"][0]["results"]
            .as_array()
            .is_some_and(|results| !results.is_empty())
    );
}

#[test]
fn on_github_the_head_of_a_pull_request_is_compared_with_where_it_began() {
    let mut world = clone_of("balloting");
    branch(&world, "change", "main");
    anns_vote(&mut world);
    branch(&world, "main", "origin/main");
    act(
        &mut world,
        "2026-01-29T08:02:00Z",
        "cleo",
        "vote xyz approve --ballot alliance",
    );
    world.git("vera", &["push", "--quiet", "origin", "main", "change"]);
    check_out(&mut world, "change");
    let ran = on_github(&world, &[("WR_VERIFY", "false")]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(
        summary(&world).contains("Ann Adams") && !summary(&world).contains("Cleo"),
        "{}",
        summary(&world)
    );
}

#[test]
fn on_github_a_base_may_be_named_and_what_is_no_pull_request_is_checked_as_a_whole() {
    let world = github(anns_vote);
    let ran = on_github(&world, &[("WR_BASE", "origin/main")]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let gone = on_github(&world, &[("WR_BASE", "origin/gone")]);
    assert!(
        gone.code == 2
            && gone
                .stderr
                .contains("this clone has no commit `origin/gone`"),
        "{}",
        gone.stderr
    );
    let base = world.git("vera", &["rev-parse", "HEAD^1"]);
    let group = [
        ("GITHUB_EVENT_NAME", "merge_group"),
        ("WR_MERGE_GROUP_BASE", base.trim()),
        ("WR_VERIFY", "false"),
    ];
    fs::remove_file(world.outside().join("summary.md")).unwrap();
    assert_eq!(on_github(&world, &group).code, 0);
    assert!(
        summary(&world).contains("Ann Adams") && !summary(&world).contains("Cleo"),
        "{}",
        summary(&world)
    );
    fs::remove_file(world.outside().join("summary.md")).unwrap();
    let push = on_github(
        &world,
        &[("GITHUB_EVENT_NAME", "push"), ("GITHUB_BASE_REF", "")],
    );
    assert_eq!(push.code, 0, "{}", push.stderr);
    assert!(
        summary(&world).starts_with("**wr check**: no findings\n\n**wr verify**: verified\n"),
        "{}",
        summary(&world)
    );
}

#[test]
fn a_script_without_its_arguments_says_which_it_needs() {
    let world = World::new();
    for (name, example) in [
        ("verify.sh", "ci/verify.sh wr summary.md"),
        ("publish.sh", "ci/publish.sh out"),
    ] {
        let ran = script(&world, name, &[]);
        assert!(
            ran.code == 2 && ran.stderr.contains(example),
            "{name}: {}",
            ran.stderr
        );
    }
}

#[test]
fn a_warning_fails_only_where_that_is_asked_for() {
    let world = github(|world| {
        let text = world.read("registers/xyz/register.yaml");
        world.write(
            "registers/xyz/register.yaml",
            &text.replace("One schema for managed networks.", "TBD"),
        );
        commit(world);
    });
    assert_eq!(on_github(&world, &[]).code, 0);
    assert_eq!(on_github(&world, &[("WR_STRICT", "true")]).code, 1);
}

/// Names of branches are chosen by the person who opens a pull request.
#[test]
fn no_name_becomes_a_command() {
    let world = github(anns_vote);
    let trap = world.outside().join("trap");
    for name in [
        format!("$(touch {})", trap.display()),
        format!("`touch {}`", trap.display()),
        format!("x; touch {}", trap.display()),
        format!("--upload-pack=touch {}", trap.display()),
        format!("origin/--upload-pack=touch {}", trap.display()),
    ] {
        let ran = on_github(&world, &[("WR_BASE", &name)]);
        assert_eq!(ran.code, 2, "{name}: {}{}", ran.stdout, ran.stderr);
        let ran = script(
            &world,
            "gitlab.sh",
            &[("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", &name)],
        );
        assert_ne!(ran.code, 0, "{name}");
        assert!(!trap.exists(), "{name} was run");
    }
}

#[test]
fn on_gitlab_a_change_is_told_in_the_log_the_report_and_the_summary() {
    for (edit, code) in [(anns_vote as fn(&mut World), 0), (rewrite, 1)] {
        let mut world = clone_of("balloting");
        branch(&world, "change", "main");
        edit(&mut world);
        branch(&world, "main", "origin/main");
        act(
            &mut world,
            "2026-01-29T08:02:00Z",
            "cleo",
            "vote xyz approve --ballot alliance",
        );
        world.git("vera", &["push", "--quiet", "origin", "main", "change"]);
        check_out(&mut world, "change");
        let ran = script(
            &world,
            "gitlab.sh",
            &[("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")],
        );
        assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
        let issues: Value = serde_json::from_str(&world.read("wr-code-quality.json")).unwrap();
        assert_eq!(issues.as_array().unwrap().is_empty(), code == 0, "{issues}");
        assert!(world.read("wr-summary.md").starts_with("**wr check**: "));
        assert!(!world.read("wr-summary.md").contains("Cleo"));
        assert_eq!(
            ran.stdout.contains("record-rewritten"),
            code == 1,
            "{}",
            ran.stdout
        );
    }
}

/// The job's own lines, run as a runner runs them.
#[test]
fn the_jobs_lines_run() {
    let job = &yaml("ci/gitlab.yml")[".work-registers"];
    let lines: Vec<&str> = job["script"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    let world = github(anns_vote);
    fs::write(world.outside().join("job.sh"), lines.join("\n")).unwrap();
    // The source as its own repository has it, as far as the job needs it.
    let source = world.outside().join("source");
    fs::create_dir_all(source.join("ci")).unwrap();
    for script in ["find.sh", "gitlab.sh", "verify.sh"] {
        fs::copy(
            root().join("ci").join(script),
            source.join("ci").join(script),
        )
        .unwrap();
    }
    let there = source.to_str().unwrap();
    world.git("vera", &["init", "--quiet", "--initial-branch=main", there]);
    world.git("vera", &["-C", there, "add", "--all"]);
    world.git("vera", &["-C", there, "commit", "--quiet", "-m", "source"]);
    world.git("vera", &["-C", there, "tag", "v1"]);
    let folder = Path::new(env!("CARGO_BIN_EXE_wr")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    let mut bash = world.command("bash", NOW, "vera");
    bash.args(["-eu", "../job.sh"])
        .env("PATH", std::env::join_paths(paths).unwrap());
    bash.env("WR_SOURCE", format!("file://{there}"))
        .env("WR_REF", "v1")
        .env("WR_BASE", "HEAD")
        .env("WR_SITE", "public");
    let ran = ran(bash.output().unwrap());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let summary = world.read("wr-summary.md");
    assert!(
        summary.contains("No register changes") && summary.contains("**wr verify**: verified"),
        "{summary}"
    );
    assert!(world.read("public/index.html").contains("<html"));
}

/// The site is built after a good check, in the folder beside the store, and not after a bad one.
#[test]
fn the_site_is_built_only_of_a_record_that_is_verified() {
    for (edit, built) in [(anns_vote as fn(&mut World), true), (rewrite, false)] {
        let world = github(edit);
        let ran = on_github(&world, &[("WR_SITE", "_site")]);
        assert_eq!(ran.code == 0, built, "{}{}", ran.stdout, ran.stderr);
        assert_eq!(world.path("_site/index.html").exists(), built);
    }
}
