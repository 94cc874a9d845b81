//! Measures `wr site build` against `hugo` on pages of the same number and size: `cargo bench --bench site`. With
//! `-- --quick` there are few registers; `keep DIR` copies the store and stops.
//!
//! `rival.rs` writes the site for `hugo`, which is skipped if it is not on the path.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;
mod rival;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let quick = args.iter().any(|arg| arg == "--quick");
    let count = if quick { 300 } else { 10_000 };
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("store");
    fs::create_dir(&store).unwrap();
    generator::backfilled_store(&store, count);
    if let Some(at) = args.iter().position(|arg| arg == "keep") {
        Command::new("cp")
            .arg("-a")
            .arg(dir.path())
            .arg(&args[at + 1])
            .status()
            .unwrap();
        return;
    }
    let runs = if quick { 5 } else { 3 };
    let out = dir.path().join("public");
    let rival = rival(dir.path(), &store, &out);
    let (mut first, mut second, mut same, mut theirs) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        // Deleting a large site slows down the next build, so each build has its own folder.
        let out = dir.path().join(format!("public-{run}"));
        first.push(once(&mut wr(&store, &out)));
        same.push(once(&mut wr(&store, &out)));
        change(&store, run);
        second.push(once(&mut wr(&store, &out)));
        if let Some(site) = &rival {
            let public = format!("public-{run}");
            theirs.push(once(hugo(site).args(["--destination", &public])));
        }
    }
    let (files, bytes) = weight(&dir.path().join("public-0"));
    let first = median(first);
    println!(
        "{count} registers in force: {files} files, {} MB",
        bytes / 1_000_000
    );
    line("wr site build", first, first);
    line("wr site build, one register changed", median(second), first);
    line("wr site build, nothing changed", median(same), first);
    match rival {
        None => println!("  hugo is not installed"),
        Some(site) => {
            let (files, bytes) = weight(&site.join("public-0"));
            line(
                &format!("hugo ({files} files, {} MB)", bytes / 1_000_000),
                median(theirs),
                first,
            );
        }
    }
}

/// Completes a milestone of one register, in one commit.
fn change(store: &Path, run: usize) {
    let line = [
        "milestone",
        "complete",
        "r00007",
        &format!("m{}", run + 1),
        "--on",
        "2026-02-01",
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(store)
        .env("WR_NOW", "2026-02-02T09:00:00Z")
        .args(line);
    command
        .env("GIT_AUTHOR_EMAIL", "vera@dmtf.example")
        .env("GIT_AUTHOR_NAME", "Vera Vance");
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn wr(store: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(store)
        .env("WR_NOW", "2026-02-02T09:00:00Z")
        .args(["site", "build", "--out"])
        .arg(out);
    command
}

fn hugo(site: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.args(["--quiet", "--source"]).arg(site);
    command
}

/// Builds the site with `wr` and writes the source for hugo; none if hugo is not installed.
fn rival(dir: &Path, store: &Path, out: &Path) -> Option<PathBuf> {
    let found = Command::new("hugo")
        .arg("version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    found.ok().filter(|status| status.success())?;
    once(&mut wr(store, out));
    let site = dir.join("hugo");
    rival::make(out, &site);
    Some(site)
}

fn weight(dir: &Path) -> (usize, u64) {
    let (mut files, mut bytes, mut folders) = (0, 0, vec![dir.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let about = entry.metadata().unwrap();
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                (files, bytes) = (files + 1, bytes + about.len());
            }
        }
    }
    (files, bytes)
}

fn once(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn line(what: &str, time: Duration, ours: Duration) {
    let millis = format!("{:.0} ms", time.as_secs_f64() * 1000.0);
    println!(
        "  {what:<40} {millis:>10}  {:>7.2} x the first build",
        time.as_secs_f64() / ours.as_secs_f64()
    );
}
