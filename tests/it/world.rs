//! An isolated world: temporary folders, hermetic git, a fixed clock, a fixed store id, and named actors.
//!
//! Vera is the VP of Alliances. Olga owns `xyz`. Carl chairs the Alliance Committee, Tess the Technical
//! Committee, Rita the board; Sam is the board's secretary. Ann (or Al as her alternate), Bob, Cleo, Dan and Eve
//! vote for Acme, Bolt, Corva, Delos and Ember. Pat represents the partner XYZ. Fay's company Fjord is a
//! participation member. Gil has left. Mallory is in no roster. Nothing is random, so digests and
//! commits are the same in every run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, OnceLock};

use git2::Repository;
use tempfile::TempDir;
use wr::signature::Secret;
use wr::source::Digest;

pub(crate) const POLICY: &str = include_str!("../world/policy.yaml");
pub(crate) const ROSTER: &str = include_str!("../world/roster.yaml");
pub(crate) const REGISTER: &str = include_str!("../world/register.yaml");
pub(crate) const CONTACTS: &str = include_str!("../world/contacts.yaml");

/// The hook of a server on which only the server itself merges into the main branch.
const PROTECTED: &str = "#!/bin/sh\n\
    [ \"$1\" != refs/heads/main ] || [ -n \"$SERVER_MERGE\" ] || { echo 'protected branch' >&2; exit 1; }\n";

/// A temporary folder with a store in it.
pub(crate) struct World {
    dir: TempDir,
    /// The folder that commands run in.
    pub here: PathBuf,
}

/// What a command printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl World {
    /// An empty folder, no repository.
    pub(crate) fn empty() -> World {
        let dir = tempfile::tempdir().unwrap();
        let here = dir.path().join("store");
        fs::create_dir(&here).unwrap();
        World { dir, here }
    }

    /// A store with policy and roster, and no register.
    pub(crate) fn new() -> World {
        let world = World::empty();
        world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
        world.write("registers/policy.yaml", POLICY);
        world.write("registers/roster.yaml", ROSTER);
        world.write("registers/history/policy-1.yaml", POLICY);
        world.write("registers/history/roster-1.yaml", ROSTER);
        world.write(".gitattributes", "registers/** -text\n");
        world.git("vera", &["add", "."]);
        world.git("vera", &["commit", "--quiet", "-m", "init"]);
        world
    }

    /// A store in which the lines of `tests/it/given.rs` up to `name` have been run.
    pub(crate) fn given(name: &str) -> World {
        prepared("given", name, World::new)
    }

    /// A store whose policy takes signed acts alone, in which the lines up to `name` have been run. Everybody has a key
    /// in `~/.ssh`; the same in every run.
    pub(crate) fn signed(name: &str) -> World {
        prepared("signed", name, World::keyed)
    }

    /// An empty folder next to the bare repository `registers.git` of a store that shares as `how` says, in which the lines
    /// up to `name` have been run, and with a register's text in `drafts`. Each user of it makes a clone. With
    /// `pull-request`, the server refuses pushes to the main branch.
    pub(crate) fn shared(how: &str, name: &str) -> World {
        let key = format!("shared-{how}-{name}");
        let mut world = World::kept(&key, || World::served(how, name));
        world.here = world.outside().join("work");
        world.write("drafts/register.yaml", REGISTER);
        world.write("drafts/contacts.yaml", CONTACTS);
        world
    }

    /// The store of [`World::shared`], and the repository that it is shared by.
    fn served(how: &str, name: &str) -> World {
        let mut world = World::signed(name);
        let newest = world.newest_commit().unwrap();
        let at = chrono::DateTime::from_timestamp(newest, 0).unwrap();
        let at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        world.write(
            "registers/policy.yaml",
            &format!("{}sharing: {how}\n", world.read("registers/policy.yaml")),
        );
        let saved = world.run(&at, "vera", "save policy");
        assert_eq!(saved.code, 0, "{}", saved.stderr);
        world.git(
            "vera",
            &["clone", "--quiet", "--bare", ".", "../registers.git"],
        );
        if how == "pull-request" {
            world.write("../registers.git/hooks/update", PROTECTED);
            let hook = world.path("../registers.git/hooks/update");
            let status = Command::new("chmod").arg("+x").arg(hook).status();
            assert!(status.unwrap().success());
        }
        world
    }

    /// Merges each branch that waits on the server of [`World::shared`], as its administrators do with a button; says which.
    pub(crate) fn merge(&self, at: &str) -> String {
        let git = |args: &[&str]| {
            let mut command = self.command("git", at, "sam");
            let output = command.env("SERVER_MERGE", "1").args(args).output();
            let ran = ran(output.unwrap());
            assert_eq!(ran.code, 0, "git {args:?}: {}", ran.stderr);
            ran.stdout
        };
        let server = self.outside().join("registers.git");
        let server = server.to_string_lossy();
        let folder = tempfile::tempdir().unwrap();
        let clone = folder.path().to_string_lossy().into_owned();
        git(&["clone", "--quiet", &server, &clone]);
        let waiting = ["refs/remotes/origin/wr/", "--sort=committerdate"];
        let format = "--format=%(refname:lstrip=3)";
        let list = git(&["-C", &clone, "for-each-ref", format, waiting[0], waiting[1]]);
        for branch in list.lines() {
            let from = format!("origin/{branch}");
            git(&[
                "-C",
                &clone,
                "merge",
                "--quiet",
                "--no-ff",
                "--no-edit",
                &from,
            ]);
            git(&["-C", &clone, "push", "--quiet", "origin", "HEAD"]);
            git(&[
                "-C", &clone, "push", "--quiet", "origin", "--delete", branch,
            ]);
        }
        list.lines()
            .map(|branch| format!("merged {}\n", branch.rsplit_once('-').unwrap().0))
            .collect()
    }

    /// The store that `signed` begins with.
    fn keyed() -> World {
        let mut world = World::empty();
        world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
        let policy = format!("{POLICY}assurance: signed\n");
        let roster: String = ROSTER
            .lines()
            .map(|line| keyed(&world, line) + "\n")
            .collect();
        give_key(&world, "mallory");
        for (name, text) in [("policy", &policy), ("roster", &roster)] {
            world.write(&format!("registers/{name}.yaml"), text);
            world.write(&format!("registers/history/{name}-1.yaml"), text);
        }
        world.write(".gitattributes", "registers/** -text\n");
        world.git("vera", &["add", "."]);
        world.git("vera", &["commit", "--quiet", "-m", "init"]);
        let saved = world.run("2026-01-01T00:00:00Z", "vera", "save roster");
        assert_eq!(saved.code, 0, "{}", saved.stderr);
        world
    }

    /// The same world once more, with all that lies around the store.
    pub(crate) fn copy(&self) -> World {
        let copy = World::copied(self.dir.path());
        World {
            here: copy
                .dir
                .path()
                .join(self.here.strip_prefix(self.dir.path()).unwrap()),
            ..copy
        }
    }

    /// A copy of the world that `make` returns, which is made once in a run of the tests: nothing is random, so it is the
    /// same always. Whoever comes second waits for the first.
    pub(crate) fn kept(key: &str, make: impl FnOnce() -> World) -> World {
        static KEPT: Mutex<BTreeMap<String, Arc<OnceLock<PathBuf>>>> = Mutex::new(BTreeMap::new());
        let mut all = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let kept = Arc::clone(all.entry(key.to_string()).or_default());
        drop(all);
        let folder = kept.get_or_init(|| {
            let (world, folder) = (make(), room().join(key));
            copy_folder(world.dir.path(), &folder);
            folder
        });
        World::copied(folder)
    }

    /// A world that was kept in a folder.
    fn copied(from: &Path) -> World {
        let dir = tempfile::tempdir().unwrap();
        copy_folder(from, dir.path());
        let here = dir.path().join("store");
        World { dir, here }
    }

    /// Runs some lines.
    fn went(&mut self, name: &str, lines: &[super::given::Line]) {
        for (at, who, line) in lines.iter().copied() {
            if line == "edit" {
                self.write("registers/xyz/register.yaml", REGISTER);
                self.write("registers/xyz/contacts.yaml", CONTACTS);
                continue;
            }
            let ran = self.run(at, who, line);
            assert_eq!(
                ran.code, 0,
                "given {name}: {who} $ wr {line}\n{}{}",
                ran.stdout, ran.stderr
            );
        }
    }

    /// The temporary folder around the store: a place for clones and remotes.
    pub(crate) fn outside(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.here.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    /// The files below a folder whose path holds `part`, sorted.
    pub(crate) fn files(&self, folder: &str, part: &str) -> Vec<String> {
        let mut found = files_below(&self.path(folder), |_| true);
        found.sort();
        let relative = found
            .iter()
            .map(|path| path.strip_prefix(&self.here).unwrap().to_string_lossy());
        relative
            .filter(|path| path.contains(part))
            .map(|path| path.into_owned())
            .collect()
    }

    /// The short digests of the acts in the store and all around it.
    pub(crate) fn act_digests(&self) -> Vec<String> {
        let mut found = Vec::new();
        for path in files_below(self.outside(), |folder| !folder.ends_with(".git")) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            // Files of ballots are named by what they are, all others by their digests.
            if matches!(name, "ballot.yaml" | "result.yaml" | "withdrawn.yaml") {
                let digest = Digest::of(&fs::read(&path).unwrap()).to_string();
                found.extend(
                    digest
                        .strip_prefix("sha256:")
                        .map(|hex| hex[..12].to_string()),
                );
            } else if let Some((_, end)) = name.rsplit_once('-') {
                found.extend(end.strip_suffix(".yaml").map(str::to_string));
            }
        }
        found
    }

    /// Runs `wr` with the words of `line`; double quotes keep words together.
    pub(crate) fn run(&mut self, at: &str, who: &str, line: &str) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_wr"), at, who);
        command.args(words(line));
        ran(command.output().unwrap())
    }

    /// Runs `wr` as a person whom git does not know.
    pub(crate) fn anonymously(&self, line: &str) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_wr"), "2026-01-12T09:00:00Z", "nobody");
        command
            .env_remove("GIT_AUTHOR_NAME")
            .env_remove("GIT_AUTHOR_EMAIL")
            .args(words(line));
        ran(command.output().unwrap())
    }

    /// Starts `wr` and does not wait for it.
    pub(crate) fn spawn(&self, at: &str, who: &str, line: &str, output: Stdio) -> Child {
        let mut command = self.command(env!("CARGO_BIN_EXE_wr"), at, who);
        command
            .args(words(line))
            .stdout(Stdio::null())
            .stderr(output)
            .spawn()
            .unwrap()
    }

    /// Runs git as a person, at the time of the newest commit that there is; it must succeed.
    pub(crate) fn git(&self, who: &str, args: &[&str]) -> String {
        let newest = self.newest_commit().map(|at| format!("{at} +0000"));
        let at = newest.as_deref().unwrap_or("2026-01-01T00:00:00Z");
        let ran = self.try_git(at, who, args);
        assert_eq!(ran.code, 0, "git {args:?}: {}{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    pub(crate) fn try_git(&self, at: &str, who: &str, args: &[&str]) -> Ran {
        let mut command = self.command("git", at, who);
        command.args(args);
        ran(command.output().unwrap())
    }

    /// A program with nothing of this machine around it but `PATH`, as a person at a time.
    pub(crate) fn command(&self, program: &str, at: &str, who: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.here).env_clear();
        for name in ["PATH", "SYSTEMROOT"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        let (name, email) = person(who);
        let own = self.dir.path().join(format!("home-{who}"));
        let home = if own.exists() {
            own
        } else {
            self.dir.path().to_path_buf()
        };
        command
            .env("HOME", home)
            .env("TZ", "America/Los_Angeles")
            .env("WR_NOW", at);
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), &name)
                .env(format!("GIT_{role}_EMAIL"), &email);
            command.env(format!("GIT_{role}_DATE"), at);
        }
        command
    }

    /// The time of the newest commit that a reference names, in seconds.
    fn newest_commit(&self) -> Option<i64> {
        let repository = Repository::discover(&self.here).ok()?;
        let references = repository.references().ok()?;
        let commits = references.filter_map(|reference| reference.ok()?.peel_to_commit().ok());
        commits.map(|commit| commit.time().seconds()).max()
    }

    /// A digest of everything that a refused command must leave alone: branches, tags, index and files. It starts no
    /// process, because it is taken around each command of a session.
    ///
    /// In a clone that shares by itself, a refused command may still take over what others shared: there it is a digest of
    /// what the remote has, and of the number of commits that only the clone has.
    pub(crate) fn fingerprint(&self) -> Digest {
        let repository = Repository::discover(&self.here).unwrap();
        if let Ok(remote) = Repository::open(self.outside().join("registers.git")) {
            let main = repository.revparse_single("main").unwrap().id();
            // Nothing is shared yet in a store that is new.
            if let Ok(upstream) = repository.revparse_single("origin/main") {
                let ahead = repository.graph_ahead_behind(main, upstream.id());
                let there = remote.revparse_single("main").unwrap().id();
                return Digest::of(format!("{there} {}", ahead.unwrap().0).as_bytes());
            }
        }
        let mut all = fs::read_to_string(repository.path().join("HEAD")).unwrap();
        // A fetch may bring commits of others.
        for pattern in ["refs/heads/*", "refs/tags/*"] {
            for reference in repository.references_glob(pattern).unwrap() {
                let reference = reference.unwrap();
                all += &format!("{} {:?}\n", reference.name().unwrap(), reference.target());
            }
        }
        for entry in repository.index().unwrap().iter() {
            let path = String::from_utf8_lossy(&entry.path);
            all += &format!("{path} {:o} {} {}\n", entry.mode, entry.id, entry.flags);
        }
        let mut files = files_below(&self.here, |folder| !folder.ends_with(".git"));
        files.sort();
        for path in files {
            let digest = Digest::of(&fs::read(&path).unwrap());
            all += &format!("{} {digest}\n", path.display());
        }
        Digest::of(all.as_bytes())
    }
}

/// The files in a folder and in those of its folders that are `entered`.
fn files_below(folder: &Path, entered: fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                found.push(path);
            } else if entered(&path) {
                folders.push(path);
            }
        }
    }
    found
}

/// Copies what a folder holds into another one.
fn copy_folder(from: &Path, to: &Path) {
    let status = Command::new("cp")
        .arg("-a")
        .arg(from.join("."))
        .arg(to)
        .status();
    assert!(status.unwrap().success());
}

/// The store that the pieces of `given.rs` up to `name` lead to: what they add to the store of the piece before.
fn prepared(kind: &str, name: &str, begin: fn() -> World) -> World {
    World::kept(&format!("{kind}-{name}"), || {
        let before = super::given::before(name);
        let mut world = before.map_or_else(begin, |before| prepared(kind, before, begin));
        world.went(name, super::given::own(name));
        world
    })
}

/// A folder of this process for prepared stores. Those of earlier processes are removed here, because nothing else removes them.
fn room() -> &'static Path {
    static ROOM: OnceLock<PathBuf> = OnceLock::new();
    ROOM.get_or_init(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prepared");
        let own = all.join(std::process::id().to_string());
        for entry in fs::read_dir(&all).into_iter().flatten().flatten() {
            let age = entry
                .metadata()
                .and_then(|told| told.modified())
                .ok()
                .and_then(|at| at.elapsed().ok());
            if entry.path() == own || age.is_some_and(|age| age.as_secs() > 3600) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        fs::create_dir_all(&own).unwrap();
        own
    })
}

/// An actor's key, which follows from the name.
pub(crate) fn secret(who: &str) -> Secret {
    let mut seed = [0; 32];
    for (at, byte) in who.bytes().cycle().take(32).enumerate() {
        seed[at] = byte;
    }
    Secret::generate(&seed)
}

/// Puts an actor's key where OpenSSH has it.
fn give_key(world: &World, who: &str) {
    let folder = world.outside().join(format!("home-{who}/.ssh"));
    fs::create_dir_all(&folder).unwrap();
    let (private, public) = (folder.join("id_ed25519"), folder.join("id_ed25519.pub"));
    fs::write(&private, secret(who).to_file().unwrap()).unwrap();
    fs::write(&public, format!("{} {who}\n", secret(who).key().line())).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&private, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// A line of the roster; if it is a person's, with the key, which the person then has.
fn keyed(world: &World, line: &str) -> String {
    let id = line
        .strip_prefix("  - {id: ")
        .and_then(|rest| rest.split(',').next());
    let Some(id) = id.filter(|_| line.contains("email: ")) else {
        return line.to_string();
    };
    give_key(world, id);
    format!(
        "{}, keys: [\"{}\"]}}",
        line.trim_end_matches('}'),
        secret(id).key().line()
    )
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
    }
}

/// Name and address of an actor, as the roster has them; others are outsiders.
pub(crate) fn person(who: &str) -> (String, String) {
    let line = ROSTER
        .lines()
        .find(|line| line.contains(&format!("{{id: {who}, name: ")));
    let field = |line: &str, name: &str| {
        let rest = line
            .split_once(name)
            .map(|(_, rest)| rest)
            .unwrap_or_default();
        rest.split([',', '}'])
            .next()
            .unwrap_or_default()
            .trim()
            .to_string()
    };
    match line {
        Some(line) if line.contains("email: ") => (field(line, "name: "), field(line, "email: ")),
        _ => (who.to_string(), format!("{who}@outside.example")),
    }
}

/// Splits a line at spaces, but not inside double quotes.
pub(crate) fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_string).collect(),
            _ => vec![part.to_string()],
        })
        .collect()
}
