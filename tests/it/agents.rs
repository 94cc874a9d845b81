//! Keys that only an agent holds: a real `ssh-agent`, on a socket in its own folder.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::signatures::{has_keygen, skip_without};
use super::world::{Ran, World, ran};

const AT: &str = "2026-01-20T09:10:00Z";
const ASSIGN: [&str; 4] = ["assign", "xyz", "--owner", "olga"];

/// A running agent; it ends with the test.
struct Agent {
    child: Child,
    socket: PathBuf,
}

impl Agent {
    /// Starts one; nothing where none is installed. `wr` asks an agent through `ssh-keygen`.
    fn start(folder: &Path) -> Option<Agent> {
        if !has_keygen() {
            return None;
        }
        let socket = folder.join("agent");
        let mut command = Command::new("ssh-agent");
        command
            .arg("-D")
            .arg("-a")
            .arg(&socket)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let Ok(child) = command.spawn() else {
            skip_without("ssh-agent");
            return None;
        };
        let agent = Agent { child, socket };
        // The socket's file exists before the agent listens.
        let end = Instant::now() + Duration::from_secs(60);
        while let Err(why) = UnixStream::connect(&agent.socket) {
            assert!(Instant::now() < end, "the agent does not listen: {why}");
            std::thread::sleep(Duration::from_millis(5));
        }
        Some(agent)
    }

    fn add(&self, key: &Path) {
        let mut command = Command::new("ssh-add");
        let added = command
            .env("SSH_AUTH_SOCK", &self.socket)
            .arg("-q")
            .arg(key)
            .status();
        assert!(added.unwrap().success());
    }

    /// Runs `wr` as Vera, with this agent at hand.
    fn run(&self, world: &World, line: &[&str]) -> Ran {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), AT, "vera");
        ran(command
            .env("SSH_AUTH_SOCK", &self.socket)
            .args(line)
            .output()
            .unwrap())
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A world in which Vera's private key is in an agent alone, and her public one in a file outside of `~/.ssh`.
fn given() -> Option<(World, Agent, PathBuf)> {
    let world = World::signed("proposed");
    let agent = Agent::start(world.outside())?;
    let home = world.outside().join("home-vera/.ssh");
    let public = world.outside().join("vera.pub");
    agent.add(&home.join("id_ed25519"));
    fs::remove_file(home.join("id_ed25519")).unwrap();
    fs::rename(home.join("id_ed25519.pub"), &public).unwrap();
    Some((world, agent, public))
}

/// It is recorded, signed by a key that is found in `place`, and a plain clone verifies it.
fn is_signed(world: &World, agent: &Agent, place: &str) {
    let who = agent.run(world, &["whoami"]);
    assert!(
        who.stdout.contains(&format!("signs ({place})")),
        "{place}: {}{}",
        who.stdout,
        who.stderr
    );
    let assigned = agent.run(world, &ASSIGN);
    assert_eq!(assigned.code, 0, "{place}: {}", assigned.stderr);
    assert_eq!(
        world.files("registers/xyz/acts", "-assign-").len(),
        2,
        "{place}"
    );
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), AT, "mallory");
    let verified = ran(command.arg("verify").output().unwrap());
    assert_eq!(
        verified.code, 0,
        "{place}: {}{}",
        verified.stdout, verified.stderr
    );
}

#[test]
fn an_agent_signs_without_a_word_about_it() {
    let Some((world, agent, _)) = given() else {
        return;
    };
    is_signed(&world, &agent, "in the agent");
}

#[test]
fn an_agent_signs_for_the_public_key_in_its_place() {
    let Some((world, agent, public)) = given() else {
        return;
    };
    fs::rename(
        public,
        world.outside().join("home-vera/.ssh/id_ed25519.pub"),
    )
    .unwrap();
    is_signed(&world, &agent, "~/.ssh/id_ed25519.pub");
}

#[test]
fn an_agent_signs_for_the_file_that_git_names() {
    let Some((world, agent, public)) = given() else {
        return;
    };
    world.git("vera", &["config", "gpg.format", "ssh"]);
    world.git(
        "vera",
        &["config", "user.signingkey", public.to_str().unwrap()],
    );
    is_signed(&world, &agent, "git's user.signingkey");
}

/// `key::` and the key itself, and without `key::`, as git takes both.
#[test]
fn an_agent_signs_for_the_key_that_git_spells_out() {
    for prefix in ["key::", ""] {
        let Some((world, agent, public)) = given() else {
            return;
        };
        let key = fs::read_to_string(public).unwrap();
        world.git("vera", &["config", "gpg.format", "ssh"]);
        world.git(
            "vera",
            &[
                "config",
                "user.signingkey",
                &format!("{prefix}{}", key.trim()),
            ],
        );
        is_signed(&world, &agent, "git's user.signingkey");
    }
}

#[test]
fn an_agent_without_the_key_signs_nothing() {
    let Some((world, agent, public)) = given() else {
        return;
    };
    let before = world.fingerprint();
    let mut forget = Command::new("ssh-add");
    let forgotten = forget
        .env("SSH_AUTH_SOCK", &agent.socket)
        .args(["-q", "-D"])
        .stderr(Stdio::null());
    assert!(forgotten.status().unwrap().success());
    agent.add(&world.outside().join("home-mallory/.ssh/id_ed25519"));
    // Another key is there, and not hers.
    let refused = agent.run(&world, &ASSIGN);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("no key of Vera Vance was found"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("(in the agent)"),
        "{}",
        refused.stderr
    );
    // Hers is named, and its private half is nowhere.
    world.git("vera", &["config", "gpg.format", "ssh"]);
    world.git(
        "vera",
        &["config", "user.signingkey", public.to_str().unwrap()],
    );
    let refused = agent.run(&world, &ASSIGN);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(
        refused
            .stderr
            .contains("could not be signed with the key SHA256:"),
        "{}",
        refused.stderr
    );
    assert_eq!(world.fingerprint(), before);
}

#[test]
fn an_agent_that_is_gone_signs_nothing() {
    let Some((world, mut agent, _)) = given() else {
        return;
    };
    let before = world.fingerprint();
    agent.child.kill().unwrap();
    agent.child.wait().unwrap();
    let refused = agent.run(&world, &ASSIGN);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("no key of Vera Vance was found"),
        "{}",
        refused.stderr
    );
    assert_eq!(world.fingerprint(), before);
}
