//! Remotes that do not answer, or ask who you are: `wr` never waits for long and never asks while it records.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{sleep, spawn};
use std::time::Duration;

use super::sharing::{says, sharing};
use super::sync::{remote_tip, tip};
use super::world::World;

const AT: &str = "2026-01-29T10:00:00Z";

/// A server on loopback; returns the address that it listens at.
fn server(answer: fn(TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    spawn(move || {
        for stream in listener.incoming().flatten() {
            spawn(move || answer(stream));
        }
    });
    address
}

/// Accepts, and never answers.
fn silent(stream: TcpStream) {
    sleep(Duration::from_secs(3600));
    drop(stream);
}

/// Asks for a password.
fn locked(mut stream: TcpStream) {
    let mut request = [0; 1024];
    let _ = stream.read(&mut request);
    let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"store\"\r\n\
                  Content-Length: 0\r\nConnection: close\r\n\r\n";
    let _ = stream.write_all(answer.as_bytes());
}

/// A store that shares, whose remote is at this address.
fn remote_at(url: &str) -> World {
    let world = sharing("push");
    world.git("ann", &["config", "remote.origin.url", url]);
    world.git("ann", &["config", "wr.timeout", "1"]);
    world
}

#[test]
fn a_server_that_hangs_is_left() {
    let mut world = remote_at(&format!("git://{}/origin.git", server(silent)));
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(
        &ran,
        "recorded here, NOT shared: `origin` did not answer within 1 second; run `wr sync`",
    );
    let ran = world.run(AT, "bob", "next");
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// The fetch works and the push hangs: the push may still arrive, so the answer is that it is not known.
#[test]
fn a_push_that_hangs_is_unknown() {
    let mut world = sharing("push");
    let url = format!("git://{}/origin.git", server(silent));
    world.git("ann", &["config", "remote.origin.pushurl", &url]);
    world.git("ann", &["config", "wr.timeout", "1"]);
    let before = remote_tip(&world);
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "recorded here, unknown whether shared; run `wr sync`",
    );
    world.git("ann", &["config", "--unset", "remote.origin.pushurl"]);
    says(
        &world.run("2026-01-29T10:10:00Z", "bob", "vote xyz approve"),
        "shared with origin\n",
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    let range = format!("{}..", before.trim());
    assert_eq!(world.git("ann", &["rev-list", "--count", &range]), "2\n");
}

#[test]
fn a_server_that_asks_for_a_password_gets_none() {
    let mut world = remote_at(&format!("http://{}/origin.git", server(locked)));
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "NOT shared: `origin` asks for a password or a key that git does not have; run `wr sync`",
    );
}

/// The user's own SSH command is used as it is, and what it says is quoted.
#[cfg(unix)]
#[test]
fn the_ssh_command_of_the_user_is_kept() {
    let mut world = remote_at("ssh://git@host.example/origin.git");
    let ssh = super::sync::script(
        world.outside().join("bin/own-ssh"),
        "echo \"$*\" > ../ssh-args; echo 'own: Permission denied (publickey).' >&2; exit 255\n",
    );
    let ssh = ssh.to_str().unwrap().to_string();
    world.git(
        "ann",
        &["config", "core.sshCommand", &format!("{ssh} -F own.conf")],
    );
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "NOT shared: `origin` asks for a password or a key that git does not have",
    );
    let args = std::fs::read_to_string(world.outside().join("ssh-args")).unwrap();
    assert!(args.contains("-F own.conf"), "{args}");
    assert!(args.contains("git@host.example"), "{args}");
}
