//! The comment on a pull request, with a stub of `gh` that keeps comments in a folder.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::super::sharing::sharing;
use super::super::sync;
use super::super::world::{Ran, World};
use super::{anns_vote, check_out, github, on_github, rewrite, script_with};

/// `gh api` of a host that has some comments. `refuse` holds the methods that the token may not use.
const GH: &str = r#"#!/usr/bin/env bash
set -euo pipefail
room=$(dirname "$0")
printf '%s\n' "$*" >>"$room/log"
method=GET body= path=
shift
while [ $# -gt 0 ]; do
  case $1 in
    --method) method=$2; shift ;;
    --field) body=${2#body=@}; shift ;;
    --jq) marker=$(sed 's/.*startswith("\([^"]*\)").*/\1/' <<<"$2"); shift ;;
    -*) ;;
    *) path=$1 ;;
  esac
  shift
done
if grep -q "$method" "$room/refuse" 2>/dev/null; then
  echo "gh: Resource not accessible by integration (HTTP 403)" >&2
  exit 1
fi
case $method in
  GET) for file in "$room"/comments/*; do
      if [ "$(head -n 1 "$file")" = "$marker" ]; then basename "$file"; fi
    done ;;
  POST) cp "$body" "$room/comments/$(($(ls "$room/comments" | wc -l) + 101))" ;;
  PATCH) [ -f "$room/comments/${path##*/}" ]; cp "$body" "$room/comments/${path##*/}" ;;
esac
"#;

struct Host {
    room: PathBuf,
}

impl Host {
    fn new(world: &World) -> Host {
        let room = world.outside().join("host");
        fs::create_dir_all(room.join("comments")).unwrap();
        // What a person wrote before.
        fs::write(room.join("comments/100"), "Looks good.\n").unwrap();
        fs::write(room.join("gh"), GH).unwrap();
        fs::set_permissions(room.join("gh"), fs::Permissions::from_mode(0o755)).unwrap();
        Host { room }
    }

    fn refuse(&self, methods: &str) {
        fs::write(self.room.join("refuse"), methods).unwrap();
    }

    /// All comments but the first, which a person wrote.
    fn comments(&self) -> Vec<String> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.room.join("comments"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert_eq!(fs::read_to_string(&files[0]).unwrap(), "Looks good.\n");
        let read = |path: &PathBuf| fs::read_to_string(path).unwrap();
        files[1..].iter().map(read).collect()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.room.join("log")).unwrap_or_default()
    }

    /// The step of the action that writes the comment.
    fn comment(&self, world: &World, more: &[(&str, &str)]) -> Ran {
        self.comment_with(world, &self.room, more)
    }

    fn comment_with(&self, world: &World, tools: &Path, more: &[(&str, &str)]) -> Ran {
        let summary = world.outside().join("wr-summary.md").display().to_string();
        let mut variables = vec![
            ("GITHUB_REPOSITORY", "dmtf/registers"),
            ("WR_HEAD_REPOSITORY", "dmtf/registers"),
            ("WR_PULL_REQUEST", "7"),
            ("WR_SUMMARY", &summary),
            ("GH_TOKEN", "token"),
        ];
        variables.extend_from_slice(more);
        script_with(world, "comment.sh", tools, &variables)
    }
}

#[test]
fn the_summary_becomes_one_comment_that_is_kept_up_to_date() {
    let world = github(rewrite);
    let host = Host::new(&world);
    assert_eq!(on_github(&world, &[]).code, 1);
    let ran = host.comment(&world, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let comments = host.comments();
    assert_eq!(comments.len(), 1);
    assert!(comments[0].starts_with("<!-- work-register: . -->\n**wr check**: "));
    assert!(
        comments[0].contains("`record-rewritten`"),
        "{}",
        comments[0]
    );
    // The author corrects the branch.
    world.git("vera", &["checkout", "--quiet", "--detach", "HEAD^1"]);
    let base = world.git("vera", &["rev-parse", "HEAD"]);
    assert_eq!(on_github(&world, &[("WR_BASE", base.trim())]).code, 0);
    assert_eq!(host.comment(&world, &[]).code, 0);
    let comments = host.comments();
    assert_eq!(comments.len(), 1, "{comments:?}");
    assert!(
        comments[0].contains("**wr check**: no findings")
            && !comments[0].contains("record-rewritten"),
        "{}",
        comments[0]
    );
    assert_eq!(host.log().matches("--method POST").count(), 1);
    assert_eq!(host.log().matches("--method PATCH").count(), 1);
    // The comment of another store in the same repository is another one.
    fs::write(
        world.outside().join("wr-summary.md"),
        "**wr check**: 1 error\n",
    )
    .unwrap();
    assert_eq!(host.comment(&world, &[("WR_PATH", "stores/b")]).code, 0);
    assert_eq!(host.comments().len(), 2);
}

#[test]
fn without_a_change_of_registers_there_is_no_comment() {
    let world = github(|world| {
        world.write("notes.txt", "nothing of the store");
        super::commit(world);
    });
    let host = Host::new(&world);
    assert_eq!(on_github(&world, &[]).code, 0);
    assert_eq!(host.comment(&world, &[]).code, 0);
    assert_eq!(host.comments().len(), 0);
}

#[test]
fn what_prevents_a_comment_is_said_and_fails_nothing() {
    let world = github(anns_vote);
    let host = Host::new(&world);
    assert_eq!(on_github(&world, &[]).code, 0);
    let says = |ran: Ran, words: &str| {
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        assert!(
            ran.stdout.starts_with("::notice title=wr::no comment: ") && ran.stdout.contains(words),
            "{}",
            ran.stdout
        );
        assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    };
    let fork = [("WR_HEAD_REPOSITORY", "mallory/registers")];
    says(host.comment(&world, &fork), "comes from a fork");
    // The repository of a fork can be deleted.
    says(
        host.comment(&world, &[("WR_HEAD_REPOSITORY", "")]),
        "comes from a fork",
    );
    says(
        host.comment(&world, &[("GH_TOKEN", "")]),
        "there is no token",
    );
    assert_eq!(host.log(), "", "gh was called");
    host.refuse("POST");
    says(
        host.comment(&world, &[]),
        "(HTTP 403); the job needs `permissions: {pull-requests: write}`",
    );
    host.refuse("GET");
    says(host.comment(&world, &[]), "gh cannot read the comments");
    for off in [
        ("WR_COMMENT", "false"),
        ("WR_PULL_REQUEST", ""),
        ("WR_SUMMARY", ""),
    ] {
        let ran = host.comment(&world, &[off]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{off:?}");
    }
    assert_eq!(host.comments().len(), 0);
}

/// A vote in a store whose main branch takes pull requests only: the server refuses the push, `wr` makes a branch, the
/// checks pass on it, the reviewer reads the vote in the comment, and the branch is merged.
#[test]
fn a_vote_reaches_a_protected_branch() {
    let mut world = sharing("push");
    let hook = "case $1 in refs/heads/main) echo 'GH006: Protected branch update failed' >&2; exit 1;; esac\n";
    let hook_path = world.outside().join("origin.git/hooks/update");
    sync::script(hook_path.clone(), hook);
    let ran = world.run("2026-01-29T10:00:00Z", "ann", "vote xyz approve");
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, 0, "{told}");
    let name = told
        .split("on the branch ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap()
        .trim_end_matches([',', ';'])
        .to_string();
    check_out(&mut world, &name);
    let ran = on_github(&world, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let host = Host::new(&world);
    assert_eq!(host.comment(&world, &[]).code, 0);
    let comments = host.comments();
    assert!(
        comments[0].contains("Ann Adams votes approve"),
        "{comments:?}"
    );
    // The host merges it.
    fs::remove_file(hook_path).unwrap();
    world.git(
        "vera",
        &["push", "--quiet", "origin", "HEAD:refs/heads/main"],
    );
    assert_eq!(world.run(super::NOW, "vera", "verify").code, 0);
}
