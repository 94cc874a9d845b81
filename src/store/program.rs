//! Runs the `git` program: with the user's prompts, or in batch mode within a limit.

use std::env;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use super::{Store, StoreError};

/// The git setting with the number of seconds that automatic sharing waits for a remote.
const TIMEOUT: &str = "wr.timeout";

/// The longest pause between two checks of a running program.
const LOOK: Duration = Duration::from_millis(10);

/// How long to wait for the last output of a program that has ended: a child of it may hold its output open.
const DRAIN: Duration = Duration::from_millis(500);

/// How a command waits for a remote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// The user waits: git may ask for a password, and takes the time that it needs.
    Attended,
    /// No prompt, and an end after this time.
    Batch(Duration),
}

/// A program that was ended because it took too long.
pub(super) struct TimedOut(Duration);

impl TimedOut {
    /// The error for a command of git, such as `fetch`.
    pub(super) fn error(&self, doing: &'static str) -> StoreError {
        StoreError::NoAnswer {
            doing,
            seconds: self.0.as_secs(),
        }
    }
}

impl Store {
    /// Batch mode with the limit of the git setting `wr.timeout`, or else this one in seconds.
    pub fn batch(&self, seconds: u64) -> Patience {
        let set = self.setting(TIMEOUT).and_then(|text| text.parse().ok());
        Patience::Batch(Duration::from_secs(set.unwrap_or(seconds).max(1)))
    }

    pub(super) fn git(&self, args: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.repo.path());
        // Messages are parsed, so they must be in English; and garbage collection must not run in the background.
        git.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
            .env("LC_ALL", "C");
        git.current_dir(self.top().unwrap_or(self.repo.path()));
        git.args(args);
        git
    }

    /// Runs git, and returns what it printed, or that it took too long.
    pub(super) fn run_git(
        &self,
        args: &[&str],
        patience: Patience,
    ) -> Result<Result<Output, TimedOut>, StoreError> {
        let mut git = self.git(args);
        let failed = StoreError::no_git;
        match patience {
            Patience::Attended => git.output().map(Ok).map_err(failed),
            Patience::Batch(limit) => {
                self.without_prompts(&mut git);
                within(git, limit).map_err(failed)
            }
        }
    }

    /// Makes git fail where it would ask.
    fn without_prompts(&self, git: &mut Command) {
        git.env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_ASKPASS", "")
            .env("SSH_ASKPASS_REQUIRE", "never")
            .env("GCM_INTERACTIVE", "never");
        // The user's own SSH command may need its options, so it is not replaced.
        let is_set = ["GIT_SSH_COMMAND", "GIT_SSH"]
            .iter()
            .any(|name| env::var_os(name).is_some());
        if !is_set && self.setting("core.sshCommand").is_none() {
            git.env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
    }
}

/// Runs a program that is not git without input, and returns what it printed; none if it took longer than `limit` and
/// was ended.
///
/// # Errors
/// It cannot be started.
pub fn run_within(program: Command, limit: Duration) -> std::io::Result<Option<Output>> {
    within(program, limit).map(Result::ok)
}

/// Runs a program without input, and ends it with its children when the limit is reached.
fn within(mut program: Command, limit: Duration) -> std::io::Result<Result<Output, TimedOut>> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // The children of git talk to the remote, and must end with it.
        program.process_group(0);
    }
    program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = program.spawn()?;
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let Some(status) = ended(&mut child, limit)? else {
        end(&mut child)?;
        return Ok(Err(TimedOut(limit)));
    };
    let bytes = |output: Option<Receiver<Vec<u8>>>| {
        let mut all = Vec::new();
        while let Some(part) = output.as_ref().and_then(|it| it.recv_timeout(DRAIN).ok()) {
            all.extend(part);
        }
        all
    };
    Ok(Ok(Output {
        status,
        stdout: bytes(stdout),
        stderr: bytes(stderr),
    }))
}

/// Reads an output in a thread, in parts.
fn collect(mut output: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut buffer) {
            let part = buffer.get(..count).unwrap_or_default().to_vec();
            if sender.send(part).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Waits for a program; none when the limit is reached.
fn ended(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let begin = Instant::now();
    let mut pause = Duration::from_millis(1);
    while begin.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        sleep(pause);
        pause = (pause * 2).min(LOOK);
    }
    child.try_wait()
}

/// Ends a program and its children.
fn end(child: &mut Child) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            // A group that is gone has ended.
            let _ = kill_process_group(group, Signal::TERM);
            // Git removes its lock files before it ends.
            let _ = ended(child, DRAIN);
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    // A program that has ended cannot be killed.
    let _ = child.kill();
    child.wait().map(|_| ())
}
