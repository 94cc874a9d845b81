//! What is shown now: the last site that could be made, and what went wrong since.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::render::Pages;

/// What is shown, for those who make it and those who look at it.
pub struct Preview {
    /// Tells this run from others on the same port, to pages that are still open.
    run: String,
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Default)]
struct Now {
    pages: Option<Arc<Pages>>,
    failure: Option<Arc<str>>,
    number: u64,
}

/// What is shown at a moment.
#[derive(Clone)]
pub struct Shown {
    /// The last site that could be made; none before the first.
    pub pages: Option<Arc<Pages>>,
    /// Why there is no newer one.
    pub failure: Option<Arc<str>>,
    /// What tells it from what is shown at other times.
    pub edition: String,
}

impl Preview {
    /// Nothing is shown yet.
    pub fn new() -> Result<Preview> {
        let run = getrandom::u64()
            .map_err(|error| anyhow!("the machine has no random numbers: {error}"))?;
        Ok(Preview {
            run: format!("{run:016x}"),
            now: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// Shows what was made, or why nothing could be.
    pub fn put(&self, made: Result<Pages, String>) {
        let mut now = self.lock();
        match made {
            Ok(pages) => {
                *now = Now {
                    pages: Some(Arc::new(pages)),
                    failure: None,
                    number: now.number,
                }
            }
            Err(why) => now.failure = Some(why.into()),
        }
        now.number += 1;
        drop(now);
        self.changed.notify_all();
    }

    /// What is shown now.
    pub fn shown(&self) -> Shown {
        let now = self.lock();
        Shown {
            pages: now.pages.clone(),
            failure: now.failure.clone(),
            edition: self.edition(&now),
        }
    }

    /// The edition that is shown, as soon as it is another than this one; the same one when that takes too long.
    pub fn other_than(&self, edition: &str, patience: Duration) -> String {
        let is_same = |now: &mut Now| self.edition(now) == edition;
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), patience, is_same);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        self.edition(&now)
    }

    fn edition(&self, now: &Now) -> String {
        format!("{}-{}", self.run, now.number)
    }

    /// Whoever panicked with the lock in hand changed nothing by halves.
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
