//! Runs `ssh-keygen` to sign, and to check signatures that this process cannot check.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::cli::app::environment::Environment;
use crate::signature::{Key, Secret, Signature, Verification};
use crate::store::Store;

const PROGRAM: &str = "ssh-keygen";

/// The timeout for checking one signature, which takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Signs with a key file: the private key, or the public key of one that an agent holds.
pub(crate) fn sign(
    store: &Store,
    key: &Path,
    namespace: &str,
    message: &[u8],
) -> Result<Signature> {
    let own = store.setting("gpg.ssh.program");
    let program = own.as_deref().unwrap_or(PROGRAM);
    let room = tempfile::tempdir().context("cannot create a temporary folder")?;
    let file = room.path().join("act");
    fs::write(&file, message).context("the act cannot be written to a temporary folder")?;
    // Run as git runs it, with a file, because replacements for `ssh-keygen` expect that. They prompt for passphrases
    // and touches of a token on the terminal, not on standard input.
    let mut command = Command::new(program);
    command
        .args(own.is_none().then_some("-q"))
        .args(["-Y", "sign", "-n", namespace, "-f"])
        .arg(key)
        .arg(&file);
    match command.stdin(Stdio::null()).stdout(Stdio::null()).status() {
        Ok(status) if status.success() => {}
        Ok(status) => bail!("`{program} -Y sign` failed: {status}"),
        Err(why) if why.kind() == ErrorKind::NotFound && own.is_none() => {
            return here(key, namespace, message);
        }
        Err(why) => bail!("`{program}` (git's gpg.ssh.program) cannot be run: {why}"),
    }
    let bytes = fs::read(file.with_extension("sig"))
        .with_context(|| format!("`{program}` wrote no signature"))?;
    Ok(Signature::read(&bytes)?)
}

pub(crate) fn sign_by_agent(
    store: &Store,
    key: &Key,
    namespace: &str,
    message: &[u8],
) -> Result<Signature> {
    let room = tempfile::tempdir().context("cannot create a temporary folder")?;
    let file = room.path().join("key.pub");
    fs::write(&file, format!("{}\n", key.line())).context("the public key cannot be written")?;
    sign(store, &file, namespace, message)
}

/// Signs in this process, where `ssh-keygen` is not installed.
fn here(key: &Path, namespace: &str, message: &[u8]) -> Result<Signature> {
    let private = if key.extension().is_some_and(|end| end == "pub") {
        key.with_extension("")
    } else {
        key.into()
    };
    let text = fs::read_to_string(&private)
        .with_context(|| format!("{} cannot be read", private.display()))?;
    let secret =
        Secret::read(&text).with_context(|| format!("cannot sign with {}", private.display()))?;
    Ok(secret.sign(namespace, message)?)
}

pub(crate) fn agent_keys(env: &Environment) -> Vec<Key> {
    if !env.has_agent {
        return Vec::new();
    }
    let listed = Command::new("ssh-add")
        .arg("-L")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let listed = listed
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    listed
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect()
}

/// The verdict of `ssh-keygen` on a signature by a kind of key that this process cannot check. `Unknown` if the program
/// cannot run or does not finish in time; such a signature does not count.
pub(crate) fn check(signature: &[u8], message: &[u8], namespace: &str) -> Verification {
    let asked = || -> Result<Verification> {
        let room = tempfile::tempdir()?;
        let (file, act) = (room.path().join("act.sig"), room.path().join("act"));
        fs::write(&file, signature)?;
        fs::write(&act, message)?;
        let mut child = Command::new(PROGRAM)
            .args(["-q", "-Y", "check-novalidate", "-n", namespace, "-s"])
            .arg(&file)
            .stdin(fs::File::open(&act)?)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(match in_time(&mut child)? {
            Some(status) if status.success() => Verification::Fits,
            Some(_) => Verification::Differs,
            None => Verification::Unknown,
        })
    };
    asked().unwrap_or(Verification::Unknown)
}

/// The status of a program; none if it exceeded the timeout and was killed.
fn in_time(child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        sleep(Duration::from_millis(2));
    }
}
