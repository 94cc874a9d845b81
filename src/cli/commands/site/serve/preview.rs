//! The current state of the preview: the last good site, and the error of a later build.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::render::Pages;

/// The current state, shared between the builder and the connections.
pub(super) struct Preview {
    /// A random id of this run: pages of an earlier run on the same port must reload.
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

/// A copy of the state.
#[derive(Clone)]
pub(super) struct PreviewState {
    /// The last good site; `None` before the first.
    pub pages: Option<Arc<Pages>>,
    /// The error of the last build, if it failed.
    pub failure: Option<Arc<str>>,
    /// The id of this state, different for every build of every run.
    pub edition: String,
}

impl Preview {
    /// A preview without a site.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub(super) fn new() -> Result<Preview> {
        let run = getrandom::u64()
            .map_err(|error| anyhow!("the system has no random numbers: {error}"))?;
        Ok(Preview {
            run: format!("{run:016x}"),
            now: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// Shows the result of a build: the site, or its error over the last good site.
    pub(super) fn put(&self, made: Result<Pages, String>) {
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

    /// A copy of the current state.
    pub(super) fn shown(&self) -> PreviewState {
        let now = self.lock();
        PreviewState {
            pages: now.pages.clone(),
            failure: now.failure.clone(),
            edition: self.edition(&now),
        }
    }

    /// Waits until the edition differs from this one, at most for `patience`, and returns the current edition.
    pub(super) fn other_than(&self, edition: &str, patience: Duration) -> String {
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

    /// Ignores poisoning: no panic can leave the state half changed.
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
