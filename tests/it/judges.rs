//! Attacks and honest ways of working, each tried with all four callers of the judge: the acting command,
//! `wr check --base`, the hook, and `wr verify` on a new clone. They agree; if one differs, the table says why.

mod attacks;
mod honest;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use git2::{Repository, RepositoryInitOptions};
use wr::act::{Act, Action, canonical};
use wr::date::Moment;
use wr::source::{Digest, SourceFile};

use super::pre_receive;
use super::pull_requests::{self, share};
use super::verify;
use super::world::{Ran, World};

/// What is expected of check, hook and verify.
#[derive(Debug, Clone, Copy)]
enum Expected {
    /// All refuse, and each gives a reason with this in it.
    Refused(&'static str),
    /// All accept.
    Accepted,
    /// What enters refuses it, for a reason with this in it. `wr verify` shows that it is void and has no effect: it may have
    /// been legal where it was made, and two branches that were merged are no broken store.
    Void(&'static str),
    /// `wr check --base`, the hook and `wr verify` accept or not, and why they differ.
    Differ([bool; 3], &'static str),
}

/// One line of the table.
struct Row {
    group: &'static str,
    name: &'static str,
    /// How far the store has come.
    given: &'static str,
    /// The clock of those who judge.
    now: &'static str,
    /// Leaves checked out the commit that is proposed for the main branch.
    make: fn(&mut Desk),
    expected: Expected,
}

/// Where something is made: a clone of a shared repository that has a hook.
struct Desk {
    world: World,
    /// What the acting commands said.
    commands: Vec<bool>,
}

/// What a command recorded, taken out again.
#[derive(Clone)]
struct Made {
    acts: Vec<Act>,
    files: Vec<(String, String)>,
}

impl Made {
    fn digest(&self) -> Digest {
        self.acts[0].clone().stored().digest
    }
}

/// The desks that rows begin at, by how far the store has come. Each is made once and copied.
#[derive(Default)]
struct Desks(Mutex<BTreeMap<&'static str, World>>);

impl Desks {
    fn given(&self, name: &'static str) -> Desk {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let world = made.entry(name).or_insert_with(|| Desks::make(name)).copy();
        drop(made);
        // A clone names its remote by the whole path.
        let origin = world.outside().join("origin.git");
        let clone = Repository::open(&world.here).unwrap();
        clone
            .remote_set_url("origin", origin.to_str().unwrap())
            .unwrap();
        Desk {
            world,
            commands: Vec::new(),
        }
    }

    fn make(name: &str) -> World {
        let world = World::signed(name);
        // Drafts are shared as well.
        if !world.git("olga", &["status", "--porcelain"]).is_empty() {
            pull_requests::commit(&world);
        }
        let world = share(world);
        pre_receive::guard(&world);
        world
    }
}

impl Desk {
    /// Runs a command that has to go through, and is no part of what is judged.
    fn act(&mut self, at: &str, who: &str, line: &str) {
        pull_requests::act(&mut self.world, at, who, line);
    }

    /// The command for what an honest row does.
    fn does(&mut self, at: &str, who: &str, line: &str) {
        let ran = self.world.run(at, who, line);
        assert_eq!(
            ran.code, 0,
            "{who} $ wr {line}\n{}{}",
            ran.stdout, ran.stderr
        );
        self.commands.push(true);
    }

    /// The command for what a row does that is an attack: it is refused, or finds nothing of the kind.
    fn tries(&mut self, at: &str, who: &str, line: &str) {
        let before = self.commit_of("HEAD");
        let ran = self.world.run(at, who, line);
        let is_refused = ran.code == 1 && self.commit_of("HEAD") == before;
        assert!(
            is_refused || ran.code == 0,
            "{who} $ wr {line}\n{}{}",
            ran.stdout,
            ran.stderr
        );
        if !is_refused {
            self.git(&["reset", "--quiet", "--hard", &before]);
        }
        self.commands.push(!is_refused);
    }

    fn git(&self, args: &[&str]) -> String {
        self.world.git("mallory", args)
    }

    fn commit_of(&self, name: &str) -> String {
        let clone = Repository::open(&self.world.here).unwrap();
        clone.revparse_single(name).unwrap().id().to_string()
    }

    fn git_at(&self, at: &str, args: &[&str]) -> Ran {
        let ran = self.world.try_git(at, "mallory", args);
        assert_eq!(ran.code, 0, "git {args:?}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    fn branch(&self, name: &str, from: &str) {
        pull_requests::branch(&self.world, name, from);
    }

    fn commit(&self, at: &str) {
        self.git(&["add", "--all"]);
        self.git_at(at, &["commit", "--quiet", "--allow-empty", "-m", "by hand"]);
    }

    /// Shares what is checked out, as everybody does.
    fn share(&self, at: &str) {
        let pushed = pre_receive::git(&self.world, at, &["push", "--quiet", "origin", "HEAD:main"]);
        assert_eq!(pushed.code, 0, "{}", pushed.stderr);
    }

    /// Brings what is checked out into the shared branch, past the hook.
    fn smuggle(&self) {
        self.git(&[
            "-C",
            "../origin.git",
            "fetch",
            "--quiet",
            "../clone",
            "+HEAD:refs/heads/main",
        ]);
        self.git(&["fetch", "--quiet"]);
    }

    /// Has four members vote in the alliance's ballot, and shares it.
    fn votes(&mut self) {
        for (at, who, choice) in [
            ("2026-01-29T08:00:00Z", "ann", "approve"),
            ("2026-01-29T08:01:00Z", "bob", "approve"),
            ("2026-01-29T08:02:00Z", "cleo", "approve"),
            ("2026-01-29T08:03:00Z", "dan", "abstain"),
        ] {
            self.act(at, who, &format!("vote xyz {choice} --ballot alliance"));
        }
        self.share("2026-01-29T08:10:00Z");
    }

    /// Goes back to where the main branch was at some time, on a branch of its own.
    fn back_to(&self, at: &str) {
        let commit = self.git(&["rev-list", "-1", &format!("--before={at}"), "origin/main"]);
        self.branch("back", commit.trim());
    }

    fn main(&self) {
        self.branch("main", "origin/main");
    }

    /// What a command records here, which is then taken out again.
    fn made(&mut self, at: &str, who: &str, line: &str) -> Made {
        let before = self.commit_of("HEAD");
        self.act(at, who, line);
        let paths = self.git(&["diff", "--name-only", &before, "HEAD"]);
        let mut made = Made {
            acts: Vec::new(),
            files: Vec::new(),
        };
        for path in paths.lines() {
            let text = self.world.read(path);
            if path.ends_with(".yaml") && (path.contains("/acts/") || path.contains("/ballots/")) {
                made.acts
                    .push(canonical::read(&SourceFile::new(path, text.as_str())).unwrap());
            } else if !path.ends_with(".sig") {
                made.files.push((path.to_string(), text));
            }
        }
        assert!(!made.acts.is_empty(), "{line}");
        self.git(&["reset", "--quiet", "--hard", &before]);
        made
    }

    /// Files what a command made, changed and signed anew by who recorded it.
    fn put(&self, made: &Made, edit: impl Fn(&mut Act)) {
        for (path, text) in &made.files {
            self.world.write(path, text);
        }
        for act in &made.acts {
            let mut act = act.clone();
            edit(&mut act);
            let who = act.recorder().to_string();
            verify::file(&self.world, act, &who);
        }
    }

    /// Makes, changes and commits at the same time.
    fn forge(&mut self, at: &str, who: &str, line: &str, edit: impl Fn(&mut Act)) {
        let made = self.made(at, who, line);
        self.put(&made, edit);
        self.commit(at);
    }

    /// The newest commit of the main branch.
    fn newest(&self) -> String {
        self.commit_of("origin/main")
    }

    fn digest_of(&self, path: &str) -> Digest {
        Digest::of(self.world.read(path).as_bytes())
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.world.read(path);
        assert!(text.contains(from), "{path} does not hold {from}");
        self.world.write(path, &text.replace(from, to));
    }
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn vote(act: &mut Act) -> &mut wr::act::Vote {
    let Action::Vote(vote) = &mut act.action else {
        panic!("no vote")
    };
    vote
}

fn result(act: &mut Act) -> &mut wr::act::Counted {
    let Action::Result(counted) = &mut act.action else {
        panic!("no result")
    };
    counted
}

/// What one judge says: whether it accepts, and its words.
type Said = (bool, String);

fn verdict(ran: Ran, refusal: i32) -> Result<Said, String> {
    let words = ran.stdout + &ran.stderr;
    match ran.code {
        0 => Ok((true, words)),
        code if code == refusal => Ok((false, words)),
        code => Err(format!("exit {code}: {words}")),
    }
}

/// A clone of a repository without a hook, which has the commit that is checked out. It starts no process, because each
/// row needs one.
fn fresh_clone(world: &World) -> PathBuf {
    let (open, fresh) = (
        world.outside().join("open.git"),
        world.outside().join("fresh"),
    );
    let mut begin = RepositoryInitOptions::new();
    begin.bare(true).initial_head("main");
    let bare = Repository::init_opts(&open, &begin).unwrap();
    let mut clone = bare.remote_anonymous(world.here.to_str().unwrap()).unwrap();
    clone.fetch(&["+HEAD:refs/heads/main"], None, None).unwrap();
    Repository::clone(open.to_str().unwrap(), &fresh).unwrap();
    fresh
}

/// The verdicts of the three on the commit that is checked out, before and after it enters an unguarded repository.
fn ask(desk: &mut Desk, now: &str) -> Result<[Said; 3], String> {
    let base = verdict(desk.world.run(now, "vera", "check --base origin/main"), 1)?;
    let fresh = fresh_clone(&desk.world);
    let pushed = pre_receive::git(
        &desk.world,
        now,
        &["push", "--quiet", "origin", "HEAD:main"],
    );
    if pushed.code != 0 && !pushed.stderr.contains("refused: ") {
        return Err(format!("the hook does not run: {}", pushed.stderr));
    }
    let hook = verdict(pushed, 1)?;
    desk.world.here = fresh;
    let verify = verdict(desk.world.run(now, "lawyer", "verify"), 1)?;
    Ok([base, hook, verify])
}

/// The line of the table, or the mistake.
fn judge(desks: &Desks, row: &Row) -> Result<String, String> {
    let mut desk = desks.given(row.given);
    (row.make)(&mut desk);
    if row.group == attacks::FORGERY {
        attacks::forge(&mut desk, row.name);
    }
    let said = ask(&mut desk, row.now)?;
    let (expected, why) = match row.expected {
        Expected::Refused(_) => ([false; 3], ""),
        Expected::Accepted => ([true; 3], ""),
        Expected::Void(_) => ([false, false, true], ""),
        Expected::Differ(expected, why) => (expected, why),
    };
    let mut wrong = String::new();
    for ((judge, expected), (accepts, words)) in ["check --base", "hook", "verify"]
        .into_iter()
        .zip(expected)
        .zip(&said)
    {
        if *accepts != expected {
            let does = if *accepts { "accepts" } else { "refuses" };
            writeln!(wrong, "{judge} {does} it: {words}").unwrap();
        } else if let Expected::Refused(because) | Expected::Void(because) = row.expected
            && !words.contains(because)
        {
            writeln!(wrong, "{judge} does not say `{because}`: {words}").unwrap();
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let word = |accepts: &bool| if *accepts { "accepts" } else { "refuses" };
    let is_void = matches!(row.expected, Expected::Void(_));
    let is_attack = is_void || matches!(row.expected, Expected::Refused(_));
    if is_attack && desk.commands.contains(&true) {
        return Err("the acting command does it".to_string());
    }
    let command = match desk.commands.as_slice() {
        [] => "-",
        said => word(&said.iter().all(|it| *it)),
    };
    let [base, hook, verify] = said.each_ref().map(|(accepts, _)| word(accepts));
    let verify = if is_void { "void" } else { verify };
    Ok(format!(
        "| {} | {command} | {base} | {hook} | {verify} | {why} |\n",
        row.name
    ))
}

#[test]
fn what_one_judge_refuses_all_refuse() {
    let rows: Vec<Row> = attacks::rows().into_iter().chain(honest::rows()).collect();
    let wanted = std::env::var("ROW").unwrap_or_default();
    let told: Vec<Mutex<Option<Result<String, String>>>> =
        rows.iter().map(|_| Mutex::new(None)).collect();
    let (next, desks) = (AtomicUsize::new(0), Desks::default());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    let Some(row) = rows.get(at) else { break };
                    if !row.name.contains(&wanted) {
                        continue;
                    }
                    let judged = std::panic::catch_unwind(|| judge(&desks, row));
                    let judged = judged.unwrap_or_else(|why| {
                        let text = why.downcast_ref::<String>().cloned();
                        Err(format!("cannot be made: {}", text.unwrap_or_default()))
                    });
                    *told[at].lock().unwrap() = Some(judged);
                }
            });
        }
    });
    let mut table = String::from(
        "# What each judge says\n\n\
         Made by `tests/it/judges.rs`: each row is done in a real store with real signatures, and put to the command that acts\n\
         (`-` where no command does it), to `wr check --base`, to the hook on a push, and to `wr verify` on a fresh clone of a\n\
         repository without a hook. `void` means that `wr verify` shows it with its reason, and that it has no effect: it may\n\
         have been legal on the branch where it was made, so it is refused on the way in, and breaks no store that has it.\n",
    );
    let (mut wrong, mut group) = (String::new(), "");
    for (row, told) in rows.iter().zip(told) {
        if row.group != group {
            group = row.group;
            writeln!(table, "\n## {group}\n\n| what is done | command | `check --base` | hook | `verify` | why they differ |")
                .unwrap();
            table += "|---|---|---|---|---|---|\n";
        }
        match told.into_inner().unwrap() {
            Some(Ok(line)) => table += &line,
            Some(Err(why)) => writeln!(wrong, "\n{}, {}: {why}", row.group, row.name).unwrap(),
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    if !wanted.is_empty() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == table,
        "the table differs from tests/judges.md:\n{table}"
    );
}
