//! Measures `wr check` against other checkers on the same documents: `cargo bench --bench check`. With `-- --quick`
//! there are few documents.
//!
//! The others are `boon`, `ryl`, `check-jsonschema` and `yamllint`; one that is not on the path is skipped. They read
//! the registers only; `wr check` also reads contacts, policy and roster.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;
mod hostile;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use wr::contacts::Contacts;
use wr::register::Register;
use wr::source::SourceFile;
use wr::yaml;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "parse") {
        return parse(Path::new(&args[at + 1]));
    }
    let count = if args.iter().any(|arg| arg == "--quick") {
        200
    } else {
        10_000
    };
    let dir = tempfile::tempdir().unwrap();
    generator::drafts(dir.path(), count);
    println!(
        "{count} registers of {} bytes",
        generator::register_text(0).len()
    );
    compare(dir.path(), count);
    slowest(dir.path());
}

/// Reads and parses the files that `wr check` reads, with the same parser on as many threads.
fn parse(dir: &Path) {
    let sound = documents(dir, "register.yaml")
        .into_par_iter()
        .filter(|path| {
            let register = SourceFile::new("register.yaml", std::fs::read(path).unwrap());
            let contacts = std::fs::read(path.with_file_name("contacts.yaml")).unwrap();
            let contacts = SourceFile::new("contacts.yaml", contacts);
            yaml::read::<Register>(&register).is_ok() && yaml::read::<Contacts>(&contacts).is_ok()
        });
    assert!(sound.count() > 0);
}

/// A program to compare with.
struct Rival {
    name: &'static str,
    command: Command,
}

fn compare(dir: &Path, count: usize) {
    let schema = dir.with_extension("schema.json");
    let described = wr(dir, &["schema", "register"])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    std::fs::write(&schema, described.stdout).unwrap();
    let list = documents(dir, "register.yaml");
    let mut rivals = vec![Rival {
        name: "read and parse alone",
        command: parse_alone(dir),
    }];
    for (name, args) in [
        ("boon", vec![schema.to_str().unwrap()]),
        // Without `--no-cache`, `ryl` only looks up what it found in the run before.
        ("ryl", vec!["--no-cache", "-d", "relaxed"]),
        (
            "check-jsonschema",
            vec!["--schemafile", schema.to_str().unwrap()],
        ),
        ("yamllint", vec!["-d", "relaxed"]),
    ] {
        if found(name) {
            let mut command = Command::new(name);
            command.args(args).args(&list);
            rivals.push(Rival { name, command });
        } else {
            println!("  {name} is not installed");
        }
    }
    let runs = if count > 1_000 { 3 } else { 7 };
    let (mut own, mut others) = (Vec::new(), vec![Vec::new(); rivals.len()]);
    for _ in 0..runs {
        own.push(once(&mut wr(dir, &["check"])));
        for (rival, times) in rivals.iter_mut().zip(&mut others) {
            // A slow program runs once.
            if times
                .first()
                .is_none_or(|first: &Duration| first.as_secs() < 15)
            {
                times.push(once(&mut rival.command));
            }
        }
    }
    let own = median(own);
    println!("  {:<34} {:>10}", "wr check", millis(own));
    for (rival, times) in rivals.iter().zip(others) {
        let time = median(times);
        let ratio = time.as_secs_f64() / own.as_secs_f64();
        println!(
            "  {:<34} {:>10}  {ratio:>7.2} x the time of wr check",
            rival.name,
            millis(time)
        );
    }
    let one = median(
        (0..9)
            .map(|_| once(&mut wr(dir, &["check", "r00007"])))
            .collect(),
    );
    println!("  {:<34} {:>10}", "wr check of one register", millis(one));
    base(dir);
}

/// Measures a pull request that changes one register.
fn base(dir: &Path) {
    let path = dir.join("registers/r00007/register.yaml");
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replace("Deliverable 3", "Third deliverable");
    std::fs::write(path, text).unwrap();
    generator::git(dir, &["commit", "--quiet", "--all", "-m", "one change"]);
    let times = (0..9)
        .map(|_| once(&mut wr(dir, &["check", "--base", "HEAD~1"])))
        .collect();
    println!(
        "  {:<34} {:>10}",
        "wr check --base, one changed",
        millis(median(times))
    );
}

/// Prints the slowest hostile texts. No text of one mebibyte should take a second.
fn slowest(dir: &Path) {
    let path = dir.join("registers/r00007/register.yaml");
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for (name, text) in hostile::texts(&generator::register_text(7)) {
        std::fs::write(&path, text).unwrap();
        times.push((
            median(
                (0..3)
                    .map(|_| once(&mut wr(dir, &["check", "r00007"])))
                    .collect(),
            ),
            name,
        ));
    }
    times.sort();
    println!("hostile texts of 1 MiB: {}; the slowest:", times.len());
    for (time, name) in times.iter().rev().take(3) {
        println!("  {name:<34} {:>10}", millis(*time));
    }
}

fn parse_alone(dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("parse").arg(dir);
    command
}

fn wr(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(dir)
        .env("WR_NOW", "2026-02-02T09:00:00Z")
        .args(args);
    command.env_remove("GIT_AUTHOR_EMAIL");
    command
}

/// The files of this name, one for each register.
fn documents(dir: &Path, name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir.join("registers"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries
        .map(|path| path.join(name))
        .filter(|path| path.exists())
        .collect();
    paths.sort();
    paths
}

fn found(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// The time of one run; the exit code does not matter.
fn once(command: &mut Command) -> Duration {
    let start = Instant::now();
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
