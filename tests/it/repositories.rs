//! Repositories as users have them. Each kind is one line of [`KINDS`]: a command that reads, commands that act, and `wr
//! sync` work there, and git finds nothing wrong afterwards; or the answer names the next command, and nothing changes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

mod advice;
mod attributes;
mod disk;
mod kinds;

use self::kinds::KINDS;
use super::sync::{shared, to};
use super::world::{Ran, World, ran, words};

const AT: &str = "2026-01-29T10:00:00Z";
const LATER: &str = "2026-01-29T11:00:00Z";
const VOTE: &str = "vote xyz yes --ballot alliance";

/// A kind of repository: how the clone `two` of a shared store becomes one, and how commands end in it.
struct Kind {
    name: &'static str,
    make: fn(&mut Clone) -> Made,
    ends: Ends,
}

/// Whether this machine can make the kind; if not, why.
type Made = Result<(), &'static str>;

/// How commands end.
enum Ends {
    /// All commands work.
    Work,
    /// Without a working tree or a branch, this command is refused with these words; all others work.
    Without(&'static str, &'static [&'static str]),
    /// Commands that read work; those that record are refused with these words.
    Read(&'static [&'static str]),
    /// All commands are refused with these words.
    Refuse(&'static [&'static str]),
}

/// A clone of a shared store, with the environment of its user.
struct Clone {
    world: World,
    variables: Vec<(String, String)>,
    /// A command that runs all others.
    around: Vec<String>,
}

impl Clone {
    /// The clone `two` of a store in which Ann may vote.
    fn fresh() -> Clone {
        let world = shared("balloting");
        // The files of a copied clone are new to its index.
        world.git("ann", &["update-index", "-q", "--refresh"]);
        Clone {
            world,
            variables: Vec::new(),
            around: Vec::new(),
        }
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.push((name.to_string(), value.into()));
    }

    fn command(&self, program: &str, at: &str, who: &str) -> Command {
        let mut command = match self.around.split_first() {
            Some((first, rest)) => {
                let mut command = self.world.command(first, at, who);
                command.args(rest).arg(program);
                command
            }
            None => self.world.command(program, at, who),
        };
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    fn wr(&self, at: &str, who: &str, line: &str) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_wr"), at, who);
        ran(command.args(words(line)).output().unwrap())
    }

    /// Runs git as the user does.
    fn try_git(&self, args: &[&str]) -> Ran {
        ran(self.command("git", AT, "ann").args(args).output().unwrap())
    }

    fn git(&self, args: &[&str]) -> String {
        let ran = self.try_git(args);
        assert_eq!(ran.code, 0, "git {args:?}: {ran:?}");
        ran.stdout
    }

    /// What a refused command must leave alone.
    fn state(&self) -> [String; 2] {
        let refs = self.try_git(&["for-each-ref"]).stdout;
        let head = fs::read_to_string(self.world.path(".git/HEAD")).unwrap_or_default();
        [
            refs + &head,
            self.try_git(&["status", "--porcelain"]).stdout,
        ]
    }

    /// An edit that Olga may save; none where the file is left out of the working tree.
    fn edit(&self) -> bool {
        let path = self.world.path("registers/xyz/contacts.yaml");
        let Ok(text) = fs::read_to_string(&path) else {
            return false;
        };
        fs::write(path, text.replace("role: liaison", "role: first liaison")).is_ok()
    }
}

#[test]
fn each_kind_of_repository_works_or_says_what_to_do() {
    let kinds = Mutex::new(KINDS.iter());
    let failed = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = kinds.lock().unwrap().next();
                    let Some(kind) = next else { break };
                    if let Err(why) = tried(kind) {
                        failed.lock().unwrap().push(format!("{}: {why}", kind.name));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Tries one kind; what went wrong, if anything.
#[allow(clippy::print_stderr)]
fn tried(kind: &Kind) -> Result<(), String> {
    let mut clone = Clone::fresh();
    if let Err(why) = (kind.make)(&mut clone) {
        eprintln!("skipped: {}: {why}", kind.name);
        return Ok(());
    }
    match &kind.ends {
        Ends::Work => works(&clone, None),
        Ends::Without(line, says) => works(&clone, Some((line, says))),
        Ends::Read(says) => {
            for line in ["status xyz", "check"] {
                done(&clone, AT, "ann", line)?;
            }
            refused(&clone, says)
        }
        Ends::Refuse(says) => {
            let before = clone.state();
            for line in ["status xyz", "check", VOTE, "save xyz"] {
                is_refused(&clone, line, says)?;
            }
            match clone.state() == before {
                true => Ok(()),
                false => Err(format!("changed: {before:?} {:?}", clone.state())),
            }
        }
    }
}

fn done(clone: &Clone, at: &str, who: &str, line: &str) -> Result<(), String> {
    let ran = clone.wr(at, who, line);
    match ran.code {
        0 => Ok(()),
        _ => Err(format!("wr {line}: {ran:?}")),
    }
}

/// Reads, acts and shares, and looks at what git says afterwards.
fn works(clone: &Clone, without: Option<(&str, &[&str])>) -> Result<(), String> {
    let attempt = |at: &str, who: &str, line: &str| match without {
        Some((refused, says)) if refused == line => is_refused(clone, line, says),
        _ => done(clone, at, who, line),
    };
    let before = clone.git(&["rev-list", "--count", "HEAD"]);
    let before: u32 = before.trim().parse().unwrap();
    for line in ["status xyz", "check", VOTE] {
        attempt(AT, "ann", line)?;
    }
    let saved = clone.edit();
    if saved || without.is_some_and(|(line, _)| line == "save xyz") {
        attempt(AT, "olga", "save xyz")?;
    }
    let count = clone.git(&["rev-list", "--count", "HEAD"]);
    let expected = before + 1 + u32::from(saved);
    if count.trim() != expected.to_string() {
        return Err(format!("{count} commits, not {expected}"));
    }
    let votes = clone.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    if votes.matches("/votes/acme/").count() != 1 {
        return Err("no vote was recorded".to_string());
    }
    let has_tree = clone.git(&["rev-parse", "--is-bare-repository"]) == "false\n";
    if has_tree {
        attempt(LATER, "ann", "sync")?;
        let status = clone.git(&["status", "--porcelain"]);
        if !status.is_empty() {
            return Err(format!("git status: {status}"));
        }
    }
    if has_tree && without.is_none() {
        let head = clone.git(&["rev-parse", "HEAD"]);
        let refs = clone.git(&["ls-remote", &origin(&clone.world)]);
        if !refs.contains(head.trim()) {
            return Err(format!("{head} is not shared: {refs}"));
        }
    }
    done(clone, LATER, "ann", "check")?;
    let fsck = clone.try_git(&["fsck", "--strict", "--no-dangling", "--no-progress"]);
    if fsck.code != 0 {
        return Err(format!("git fsck: {fsck:?}"));
    }
    let left: Vec<String> = left_over(clone.world.outside());
    match left.is_empty() {
        true => Ok(()),
        false => Err(format!("left over: {left:?}")),
    }
}

/// Acts are refused, and nothing is half written.
fn refused(clone: &Clone, says: &[&str]) -> Result<(), String> {
    clone.edit();
    let before = clone.state();
    for line in [VOTE, "save xyz"] {
        is_refused(clone, line, says)?;
    }
    // There may be nothing to share.
    if clone.wr(AT, "ann", "sync").code != 0 {
        is_refused(clone, "sync", says)?;
    }
    match clone.state() == before {
        true => Ok(()),
        false => Err(format!("changed: {before:?} {:?}", clone.state())),
    }
}

fn is_refused(clone: &Clone, line: &str, says: &[&str]) -> Result<(), String> {
    let who = if line == "save xyz" { "olga" } else { "ann" };
    let ran = clone.wr(AT, who, line);
    let lacks = says.iter().find(|words| !ran.stderr.contains(*words));
    match (ran.code, lacks) {
        (1 | 2, None) => Ok(()),
        _ => Err(format!("wr {line} has to say {lacks:?}: {ran:?}")),
    }
}

fn origin(world: &World) -> String {
    world.outside().join("origin.git").display().to_string()
}

/// Files below a folder that an unfinished write leaves.
fn left_over(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().is_ok_and(|it| it.is_dir()) {
            found.extend(left_over(&entry.path()));
        } else if name.starts_with(".wr-new") || name.starts_with("wr-pending") {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout == b"0\n")
}

/// Goes to another clone of the same store.
fn go(clone: &mut Clone, name: &str) {
    to(&mut clone.world, name);
}
