//! Asking `ssh-keygen`: it signs, and it checks what is not checked in this process.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::cli::app::context::{Context, Environment};
use crate::signature::{Key, Secret, Signature, Verification};

const PROGRAM: &str = "ssh-keygen";

/// How long it may take to check one signature; it takes some milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Signs with a key file: the private key, or a public one whose private half an agent has.
pub(super) fn sign(
    context: &Context,
    key: &Path,
    namespace: &str,
    message: &[u8],
) -> Result<Signature> {
    let own = context.store.setting("gpg.ssh.program");
    let program = own.as_deref().unwrap_or(PROGRAM);
    let room = tempfile::tempdir().context("no temporary folder can be made")?;
    let file = room.path().join("act");
    fs::write(&file, message).context("the act cannot be written into a temporary folder")?;
    // Called as git calls it, because that is what programs in the place of `ssh-keygen` are written for: with a
    // file. Passphrases and taps on a token are asked for on the terminal, not on standard input.
    let mut command = Command::new(program);
    command
        .args(own.is_none().then_some("-q"))
        .args(["-Y", "sign", "-n", namespace, "-f"])
        .arg(key)
        .arg(&file);
    match command.stdin(Stdio::null()).stdout(Stdio::null()).status() {
        Ok(status) if status.success() => {}
        Ok(status) => bail!("`{program} -Y sign` ended with {status}"),
        Err(why) if why.kind() == ErrorKind::NotFound && own.is_none() => {
            return here(key, namespace, message);
        }
        Err(why) => bail!("`{program}` (git's gpg.ssh.program) cannot be run: {why}"),
    }
    let bytes = fs::read(file.with_extension("sig"))
        .with_context(|| format!("`{program}` wrote no signature"))?;
    Ok(Signature::read(&bytes)?)
}

/// Signs with a key that the agent has.
pub(super) fn sign_by_agent(
    context: &Context,
    key: &Key,
    namespace: &str,
    message: &[u8],
) -> Result<Signature> {
    let room = tempfile::tempdir().context("no temporary folder can be made")?;
    let file = room.path().join("key.pub");
    fs::write(&file, format!("{}\n", key.line())).context("the public key cannot be written")?;
    sign(context, &file, namespace, message)
}

/// Signs without `ssh-keygen`.
fn here(key: &Path, namespace: &str, message: &[u8]) -> Result<Signature> {
    let private = if key.extension().is_some_and(|end| end == "pub") {
        key.with_extension("")
    } else {
        key.into()
    };
    let text = fs::read_to_string(&private)
        .with_context(|| format!("{} cannot be read", private.display()))?;
    let secret =
        Secret::read(&text).with_context(|| format!("{} cannot sign here", private.display()))?;
    Ok(secret.sign(namespace, message)?)
}

/// The keys that the agent has; none where there is no agent.
pub(super) fn agent_keys(env: &Environment) -> Vec<Key> {
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

/// What `ssh-keygen` says of a signature by a key of a kind that is not checked in this process. Unknown where it cannot
/// be asked: then nothing is believed.
pub fn check(signature: &[u8], message: &[u8], namespace: &str) -> Verification {
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

/// How a program ended; nothing when it did not end in time, and was stopped.
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
