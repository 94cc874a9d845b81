//! Measures `wr verify` on a store of 100,000 signed acts: `cargo bench --bench verify`. With `-- --quick` the store
//! has 3,700 acts.
//!
//! It compares with verifying only the signatures, with the same crate on as many threads, and with
//! `ssh-keygen -Y verify`, one signature at a time, extrapolated from 200.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use ssh_key::{PublicKey, SshSig};
use wr::act::canonical;
use wr::path::{REGISTERS, SIGNATURE};
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};
use wr::store::Store;

/// The number of acts of a generated register.
const ACTS: usize = 37;
/// The number of signatures that `ssh-keygen` verifies.
const SAMPLE: usize = 200;

/// An act with its signature.
struct Pair {
    path: String,
    by: String,
    act: Vec<u8>,
    signature: Vec<u8>,
}

fn main() {
    let count = if std::env::args().any(|arg| arg == "--quick") {
        100
    } else {
        100_000_usize.div_ceil(ACTS)
    };
    let dir = tempfile::tempdir().unwrap();
    generator::signed_store(dir.path(), count);
    let tree = files(dir.path());
    let pairs = pairs(&tree);
    println!("{count} registers, {} signed acts", pairs.len());
    let runs = if count > 1_000 { 3 } else { 7 };
    let (mut bare, mut verify, mut again, mut check) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        bare.push(once(|| signatures_alone(&pairs)));
        let _ = Command::new("git")
            .args(["config", "--unset", "wr.verified"])
            .current_dir(dir.path())
            .status();
        verify.push(once(|| wr(dir.path(), &["verify"])));
        again.push(once(|| wr(dir.path(), &["verify"])));
        check.push(once(|| wr(dir.path(), &["check"])));
    }
    let (bare, verify) = (median(bare), median(verify));
    line("signatures alone, on all cores", bare, None);
    line(
        "read and parse",
        median(
            (0..runs)
                .map(|_| once(|| drop(Snapshot::load(&files(dir.path())))))
                .collect(),
        ),
        Some(bare),
    );
    line("wr verify", verify, Some(bare));
    line("wr verify, again", median(again), Some(bare));
    line("wr check", median(check), Some(bare));
    if Command::new("ssh-keygen")
        .arg("-?")
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        println!("  ssh-keygen is not installed");
        return;
    }
    let sample: Vec<&Pair> = pairs
        .iter()
        .step_by((pairs.len() / SAMPLE).max(1))
        .take(SAMPLE)
        .collect();
    let one = once(|| sample.iter().for_each(|pair| keygen(dir.path(), pair)))
        / u32::try_from(sample.len()).unwrap();
    let all = one * u32::try_from(pairs.len()).unwrap();
    line("ssh-keygen -Y verify, all, extrapolated", all, Some(verify));
}

fn files(dir: &Path) -> Tree {
    let store = Store::find(dir).unwrap();
    let head = store.head().unwrap().commit.unwrap();
    store.read(head, &[REGISTERS]).unwrap().tree
}

fn pairs(tree: &Tree) -> Vec<Pair> {
    let signed = tree.files().filter_map(|file| {
        let path = file.path().strip_suffix(SIGNATURE)?;
        let act = tree.get(path).unwrap();
        let by = canonical::read(&SourceFile::new(path, act.bytes()))
            .unwrap()
            .by
            .to_string();
        let (act, signature) = (act.bytes().to_vec(), file.bytes().to_vec());
        Some(Pair {
            path: path.to_string(),
            by,
            act,
            signature,
        })
    });
    signed.collect()
}

/// The lower bound: only verify the signatures.
fn signatures_alone(pairs: &[Pair]) {
    let good = pairs.par_iter().filter(|pair| {
        let signature = SshSig::from_pem(&pair.signature).unwrap();
        let key = PublicKey::new(signature.public_key().clone(), "");
        key.verify(signature.namespace(), &pair.act, &signature)
            .is_ok()
    });
    assert_eq!(good.count(), pairs.len());
}

fn keygen(dir: &Path, pair: &Pair) {
    let signature = SshSig::from_pem(&pair.signature).unwrap();
    let mut command = Command::new("ssh-keygen");
    command.current_dir(dir).args([
        "-q",
        "-Y",
        "verify",
        "-f",
        "registers/allowed_signers",
        "-I",
        &pair.by,
    ]);
    command
        .args(["-n", signature.namespace(), "-s"])
        .arg(format!("{}{SIGNATURE}", pair.path));
    let act = std::fs::File::open(dir.join(&pair.path)).unwrap();
    let status = command
        .stdin(act)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{}", pair.path);
}

fn wr(dir: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wr"));
    command
        .current_dir(dir)
        .env("WR_NOW", "2026-02-02T09:00:00Z")
        .args(args);
    let output = command.env_remove("GIT_AUTHOR_EMAIL").output().unwrap();
    assert!(
        output.status.success(),
        "wr {args:?}: {}",
        String::from_utf8_lossy(&output.stdout)
    );
}

fn once(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn line(what: &str, time: Duration, against: Option<Duration>) {
    let ratio = against.map_or(String::new(), |base| {
        format!("{:.2} x", time.as_secs_f64() / base.as_secs_f64())
    });
    println!(
        "  {what:<40} {:>10.1} ms {ratio:>10}",
        time.as_secs_f64() * 1e3
    );
}
