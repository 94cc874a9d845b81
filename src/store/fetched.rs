//! Knows when this clone fetched last.

use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use super::{Store, StoreError, Upstream};
use crate::date::Moment;

impl Store {
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
