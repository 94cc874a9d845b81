//! Measures many clones that vote at once through one bare repository whose hook checks every push:
//! `cargo bench --bench load`. With `-- --quick` there are few clones and rounds. It fails if a vote is lost,
//! duplicated, or neither counted nor refused with a reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use self::generator::{SEATS, secret, signed_store};

/// A time at which the ballot of the generated register is open.
const NOW: &str = "2026-02-02T09:00:00Z";
const REGISTER: &str = "r00000";

fn main() {
    let is_quick = std::env::args().any(|arg| arg == "--quick");
    let (clones, rounds, by_daemon) = if is_quick { (4, 2, 1) } else { (SEATS, 20, 5) };
    let hall = Hall::open(clones);
    println!("{clones} clones, each voting once a round, through a bare repository with the hook");
    hall.play("a path", rounds, 0);
    let daemon = hall.daemon();
    hall.play("git daemon on loopback", by_daemon, rounds);
    hall.count(rounds + by_daemon);
    drop(daemon);
}

/// A shared repository and the clones of the voters.
struct Hall {
    dir: tempfile::TempDir,
    clones: usize,
}

/// A server process that is killed on drop.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Hall {
    fn open(clones: usize) -> Hall {
        let hall = Hall {
            dir: tempfile::tempdir().unwrap(),
            clones,
        };
        fs::create_dir(hall.at("store")).unwrap();
        signed_store(&hall.at("store"), 1);
        hall.git(".", &["clone", "--quiet", "--bare", "store", "server.git"]);
        hall.git("server.git", &["config", "receive.fsckObjects", "true"]);
        let installed = hall.wr(0, &hall.at("server.git"), &["hook", "install"]);
        assert!(installed.status.success(), "{installed:?}");
        // Every push that reaches the hook adds a line.
        let hook = hall.at("server.git/hooks/pre-receive");
        let text = fs::read_to_string(&hook).unwrap();
        let log = hall.at("pushes");
        let counted = text.replace(
            "exec wr",
            &format!("echo push >> '{}'\nexec wr", log.display()),
        );
        fs::write(&hook, counted).unwrap();
        for clone in 0..clones {
            let name = format!("clone-{clone}");
            hall.git(".", &["clone", "--quiet", "server.git", &name]);
            for (key, value) in [
                ("user.name", format!("Voter {clone}")),
                ("user.email", address(clone)),
            ] {
                hall.git(&name, &["config", key, &value]);
            }
            let keys = hall.at(&format!("home-{clone}/.ssh"));
            fs::create_dir_all(&keys).unwrap();
            let secret = secret(&format!("v{clone}"));
            fs::write(keys.join("id_ed25519"), secret.to_file().unwrap()).unwrap();
            fs::write(keys.join("id_ed25519.pub"), secret.key().line()).unwrap();
            fs::set_permissions(keys.join("id_ed25519"), fs::Permissions::from_mode(0o600))
                .unwrap();
        }
        hall
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn git(&self, at: &str, args: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.at(at))
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        assert!(git.status().unwrap().success(), "git {args:?}");
    }

    /// Runs `wr` as a voter, with `wr` on the path for the hook.
    fn wr(&self, voter: usize, at: &Path, args: &[&str]) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_wr"));
        let mut wr = Command::new(program);
        wr.current_dir(at)
            .args(args)
            .env("WR_NOW", NOW)
            .env("PATH", path());
        wr.env("HOME", self.at(&format!("home-{voter}")))
            .env("GIT_CONFIG_NOSYSTEM", "1");
        wr.env_remove("SSH_AUTH_SOCK").output().unwrap()
    }

    /// All voters vote and sync at the same time, for a number of rounds.
    fn play(&self, what: &str, rounds: usize, before: usize) {
        let pushes = || {
            fs::read_to_string(self.at("pushes"))
                .unwrap_or_default()
                .lines()
                .count()
        };
        let begun = (Instant::now(), pushes());
        let mut times = Vec::new();
        for round in before..before + rounds {
            let took: Vec<Duration> = std::thread::scope(|scope| {
                let voters: Vec<_> = (0..self.clones)
                    .map(|voter| scope.spawn(move || self.vote(voter, round)))
                    .collect();
                voters
                    .into_iter()
                    .map(|voter| voter.join().unwrap())
                    .collect()
            });
            times.extend(took);
        }
        times.sort();
        let (all, reached) = (begun.0.elapsed(), pushes() - begun.1);
        let landed = self.clones * rounds;
        println!(
            "  {what}: {rounds} rounds, {landed} votes in {:.1} s; {reached} pushes reached the hook; vote and sync: \
             median {:.2} s, slowest {:.2} s",
            all.as_secs_f64(),
            times[times.len() / 2].as_secs_f64(),
            times[times.len() - 1].as_secs_f64()
        );
    }

    /// Votes and syncs once. It must succeed even if other voters push first.
    fn vote(&self, voter: usize, round: usize) -> Duration {
        let begun = Instant::now();
        let here = self.at(&format!("clone-{voter}"));
        let comment = format!("round {round}");
        let choice = if (voter + round).is_multiple_of(3) {
            "oppose"
        } else {
            "approve"
        };
        for args in [
            &["vote", REGISTER, choice, "--comment", &comment][..],
            &["sync"],
        ] {
            let ran = self.wr(voter, &here, args);
            assert!(
                ran.status.success(),
                "voter {voter}, round {round}: wr {args:?}: {ran:?}"
            );
        }
        begun.elapsed()
    }

    /// Checks the shared repository at the end: it has each vote of each round once, and the last vote of each seat
    /// counts.
    fn count(&self, rounds: usize) {
        self.git(".", &["clone", "--quiet", "server.git", "count"]);
        self.git("server.git", &["fsck", "--strict", "--no-dangling"]);
        let here = self.at("count");
        let shown = self.wr(0, &here, &["ballot", "show", REGISTER, "--format", "json"]);
        assert!(shown.status.success(), "{shown:?}");
        let votes = here.join(format!(
            "registers/{REGISTER}/ballots/adopt-1-alliance-1/votes"
        ));
        let (mut found, mut chains) = (0, 0);
        for voter in 0..self.clones {
            let all = fs::read_dir(votes.join(format!("c{voter}"))).unwrap();
            let names: Vec<String> = all
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            let acts: Vec<_> = names
                .iter()
                .filter(|name| name.ends_with(".yaml"))
                .collect();
            let mut told: Vec<String> = acts
                .iter()
                .filter_map(|name| {
                    let text = fs::read_to_string(votes.join(format!("c{voter}/{name}"))).unwrap();
                    let line = text.lines().find(|line| line.contains("round "))?;
                    Some(line.to_string())
                })
                .collect();
            told.sort();
            told.dedup();
            assert_eq!(
                told.len(),
                rounds,
                "seat c{voter} lost or duplicated a vote"
            );
            found += told.len();
            chains += acts.len();
        }
        let checked = self.wr(0, &here, &["check"]);
        assert!(checked.status.success(), "{checked:?}");
        let verified = self.wr(0, &here, &["verify"]);
        assert!(verified.status.success(), "{verified:?}");
        println!(
            "  in the end: {found} votes of {chains} in the ballot, none lost, none duplicated; verified"
        );
    }

    /// Serves the shared repository on loopback, and sets it as the remote of every clone.
    fn daemon(&self) -> Daemon {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        // Run the daemon itself: killing `git daemon` would leave its child process running.
        let programs = Command::new("git")
            .arg("--exec-path")
            .output()
            .unwrap()
            .stdout;
        let programs = PathBuf::from(String::from_utf8(programs).unwrap().trim());
        let mut git = Command::new(programs.join("git-daemon"));
        git.arg(format!("--port={port}"))
            .args(["--listen=127.0.0.1", "--export-all"]);
        git.args(["--enable=receive-pack", "--reuseaddr"]);
        git.arg(format!("--base-path={}", self.dir.path().display()));
        git.env("PATH", path())
            .env("WR_NOW", NOW)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let daemon = Daemon(git.spawn().unwrap());
        for clone in 0..self.clones {
            let url = format!("git://127.0.0.1:{port}/server.git");
            self.git(
                &format!("clone-{clone}"),
                &["remote", "set-url", "origin", &url],
            );
        }
        for _ in 0..100 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        daemon
    }
}

/// `PATH` with the measured program first.
fn path() -> std::ffi::OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_wr"))
        .parent()
        .unwrap()
        .to_path_buf();
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&rest))).unwrap()
}

fn address(voter: usize) -> String {
    format!("v{voter}@c{voter}.example")
}
