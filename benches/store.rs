//! Measures commands on stores of 100, 1,000 and 10,000 registers, against reading, parsing and git: `cargo bench`.
//! With `-- --quick` there is only the smallest store; `keep DIR COUNT` writes a store, for example to profile a command on it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wr::path::REGISTERS;
use wr::snapshot::Snapshot;
use wr::store::Store;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "keep") {
        generator::store(Path::new(&args[at + 1]), args[at + 2].parse().unwrap());
        return;
    }
    let quick = args.iter().any(|arg| arg == "--quick");
    let sizes: &[usize] = if quick { &[100] } else { &[100, 1_000, 10_000] };
    println!("{:<44} {:>10} {:>10}", "", "median", "against");
    let mut growth = Growth::default();
    for size in sizes {
        let dir = tempfile::tempdir().unwrap();
        generator::store(dir.path(), *size);
        println!("\n{size} registers, {} files", count(dir.path()));
        measure(
            dir.path(),
            if *size > 1_000 { 3 } else { 7 },
            &mut |what, time, against| {
                line(what, time, against);
                growth.add(what, *size, time);
            },
        );
    }
    growth.print();
}

/// Takes what was measured, its time, and what it is compared with.
type Report<'a> = &'a mut dyn FnMut(&str, Duration, Option<(&str, Duration)>);

fn measure(dir: &Path, runs: usize, report: Report<'_>) {
    let read = || {
        let store = Store::find(dir).unwrap();
        let head = store.head().unwrap().commit.unwrap();
        store.read(head, &[REGISTERS]).unwrap().tree
    };
    let plain = median(runs, || drop(read()));
    report("read every blob", plain, None);
    let tree = read();
    let load = median(runs, || drop(Snapshot::load(&tree)));
    report(
        "parse every file, on all cores",
        load,
        Some(("reading", plain)),
    );
    for args in [&["check"][..], &["list"], &[], &["status"], &["next"]] {
        report(
            format!("wr {}", args.join(" ")).trim_end(),
            median(runs, || wr(dir, args)),
            Some(("read + parse", plain + load)),
        );
    }
    for args in [["check", "r00000"], ["status", "r00000"], ["log", "r00000"]] {
        let what = format!("wr {} of one register", args[0]);
        report(&what, median(runs, || wr(dir, &args)), None);
    }
    let out = dir.with_extension("site");
    let site = median(runs, || {
        wr(dir, &["site", "build", "--out", out.to_str().unwrap()])
    });
    report("wr site build", site, Some(("read + parse", plain + load)));
    let _ = std::fs::remove_dir_all(out);
    vote_against_git(dir, runs, report);
}

/// The times of each command, by the number of registers.
#[derive(Default)]
struct Growth(Vec<(String, Vec<(usize, Duration)>)>);

impl Growth {
    fn add(&mut self, what: &str, size: usize, time: Duration) {
        match self.0.iter_mut().find(|(name, _)| name == what) {
            Some((_, times)) => times.push((size, time)),
            None => self.0.push((what.to_string(), vec![(size, time)])),
        }
    }

    /// Prints for each command the exponent with which its time grows, fitted by least squares to the logarithms: 0 for
    /// the same time at every size, 1 for a time in proportion to the number of registers.
    fn print(&self) {
        if self.0.iter().any(|(_, times)| times.len() < 2) {
            return;
        }
        println!(
            "\n{:<44} {:>10}",
            "growth with the number of registers", "exponent"
        );
        for (what, times) in &self.0 {
            println!("  {what:<42} {:>10.2}", exponent(times));
        }
    }
}

fn exponent(times: &[(usize, Duration)]) -> f64 {
    let points = times.iter().map(|(size, time)| {
        let (size, seconds) = (*size as f64, time.as_secs_f64());
        (size.ln(), seconds.ln())
    });
    let points: Vec<(f64, f64)> = points.collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let both: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let square: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    both / square
}

/// Measures a vote by `wr` and a file by `git add` and `git commit` in turn, so that both run under the same load.
fn vote_against_git(dir: &Path, runs: usize, report: Report<'_>) {
    let (mut votes, mut commits) = (Vec::new(), Vec::new());
    let last = std::fs::read_dir(dir.join("registers")).unwrap();
    let id = last.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let id = id
        .filter(|name| name.starts_with('r') && !name.ends_with("yaml"))
        .max()
        .unwrap();
    for run in 0..=runs {
        let vote = once(|| {
            wr(
                dir,
                &["vote", &id, "approve", "--comment", &format!("run {run}")],
            )
        });
        let path =
            format!("registers/{id}/ballots/adopt-1-alliance-1/votes/c14/by-hand-{run}.yaml");
        let commit = once(|| {
            std::fs::write(
                dir.join(&path),
                format!("choice: approve\ncomment: run {run}\n"),
            )
            .unwrap();
            generator::git(dir, &["add", &path]);
            generator::git(dir, &["commit", "--quiet", "-m", "vote"]);
        });
        generator::git(dir, &["rm", "--quiet", &path]);
        generator::git(dir, &["commit", "--quiet", "-m", "not a vote"]);
        // The first pair warms up the caches.
        if run > 0 {
            votes.push(vote);
            commits.push(commit);
        }
    }
    votes.sort();
    commits.sort();
    report(
        "wr vote",
        votes[runs / 2],
        Some(("git add, commit", commits[runs / 2])),
    );
}

/// Runs `wr` on the store at a time when the ballot is open.
fn wr(dir: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(dir)
        .env("WR_NOW", "2026-02-02T09:00:00Z")
        .args(args);
    command
        .env_remove("GIT_AUTHOR_EMAIL")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let status = command.status().unwrap();
    assert!(status.success(), "wr {args:?}");
}

fn once(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<Duration> = (0..runs).map(|_| once(&mut work)).collect();
    times.sort();
    times[runs / 2]
}

fn line(what: &str, time: Duration, against: Option<(&str, Duration)>) {
    let millis = format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let ratio = against.map_or(String::new(), |(other, base)| {
        format!("{:.2} x {other}", time.as_secs_f64() / base.as_secs_f64())
    });
    println!("  {what:<42} {millis:>10} {ratio:>10}");
}

fn count(dir: &Path) -> usize {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(dir)
        .output()
        .unwrap();
    output.stdout.iter().filter(|byte| **byte == 0).count()
}
