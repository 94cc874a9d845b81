//! Fetches without keeping a reader waiting, and knows when this clone fetched last.

use std::env;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};

use super::{Store, StoreError, Upstream};
use crate::date::Moment;

/// The pause between two checks of a running fetch.
const LOOK: Duration = Duration::from_millis(10);

impl Store {
    /// Fetches the upstream branch if that works within `limit` and without a prompt. Returns whether it did.
    pub fn fetch_within(&self, upstream: &Upstream, limit: Duration) -> bool {
        let map = upstream.fetch_map();
        let mut git = self.git(&[
            "fetch",
            "--no-tags",
            "--refmap=",
            "--quiet",
            &upstream.remote,
            &map,
        ]);
        git.env("GIT_TERMINAL_PROMPT", "0");
        // The user's own SSH command may need its options, so it is not replaced.
        let is_set = ["GIT_SSH_COMMAND", "GIT_SSH"]
            .iter()
            .any(|name| env::var_os(name).is_some());
        if !is_set && self.setting("core.sshCommand").is_none() {
            git.env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        git.stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match git.spawn() {
            Ok(child) => ends_well(child, limit),
            Err(_) => false,
        }
    }

    /// Notes that this clone fetched now: git notes it by the time of `FETCH_HEAD`, which is the time of the disk.
    pub fn note_fetch(&self, now: Moment) {
        let file = File::options().append(true).open(self.fetch_head());
        // A disk that keeps no times has git's.
        let _ = file.and_then(|file| file.set_modified(SystemTime::from(now.time())));
    }

    /// When this clone fetched from the remote last, or was cloned; none if it never did.
    pub fn last_fetch(&self, upstream: &Upstream) -> Result<Option<Moment>, StoreError> {
        // A fetch that fails leaves the file empty.
        let written = self.fetch_head().metadata().ok();
        let written = written.filter(|file| file.len() > 0);
        let written = written.and_then(|file| file.modified().ok());
        let written = written.map(DateTime::<Utc>::from);
        let head = format!("refs/remotes/{}/HEAD", upstream.remote);
        let mut last = written;
        for name in [upstream.tracking(), &head] {
            let moved = self.repo.reflog(name).ok().and_then(|log| {
                let seconds = log.get(0)?.committer().when().seconds();
                DateTime::from_timestamp(seconds, 0)
            });
            last = last.max(moved);
        }
        Ok(last.map(Moment::new))
    }

    fn fetch_head(&self) -> PathBuf {
        self.repo.path().join("FETCH_HEAD")
    }
}

/// Waits for a program; ends it when the limit is reached.
fn ends_well(mut child: Child, limit: Duration) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => sleep(LOOK),
            Err(_) => return false,
        }
    }
    let _ = child.kill().and_then(|()| child.wait());
    false
}
