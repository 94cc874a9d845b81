//! Detects when to rebuild the site: the checked-out commit, an edited file in the working tree, or the day has
//! changed.
//!
//! It polls several times a second instead of using file system events. A store has few files in known places, so
//! polling is fast. Events differ between Linux, macOS and Windows, have limits that a large store exceeds, and do not
//! work on network drives. After a slow poll, the pause is longer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::cli::app::context::{Context, Environment};
use crate::date::Day;
use crate::path::REGISTERS;
use crate::render::Audience;
use crate::roster::logo::LOGOS;

/// The shortest pause between two polls.
const PAUSE: Duration = Duration::from_millis(200);
/// The pause is at least this many times as long as the last poll.
const REST: u32 = 10;

/// Polls the store, and keeps the result of the last poll.
pub(super) struct Watch<'a> {
    env: &'a Environment,
    audience: Audience,
    last: Option<Seen>,
}

/// The result of a poll.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    commit: Option<String>,
    day: Option<Day>,
    files: BTreeMap<PathBuf, Option<(u64, SystemTime)>>,
}

impl<'a> Watch<'a> {
    /// A watch without a poll yet.
    pub(super) fn of(env: &'a Environment, audience: Audience) -> Watch<'a> {
        Watch {
            env,
            audience,
            last: None,
        }
    }

    /// Polls, and returns whether anything has changed. Call it before building the site, so that the next poll detects
    /// changes during the build.
    pub(super) fn look(&mut self) -> bool {
        let seen = self.seen();
        let is_other = self.last.as_ref() != Some(&seen);
        self.last = Some(seen);
        is_other
    }

    /// Polls until something has changed.
    pub(super) fn wait(&mut self) {
        let mut pause = PAUSE;
        loop {
            thread::sleep(pause);
            let begun = Instant::now();
            if self.look() {
                return;
            }
            pause = PAUSE.max(begun.elapsed() * REST);
        }
    }

    fn seen(&self) -> Seen {
        // Treat a repository that cannot be opened like one without a commit: the next poll may succeed.
        let context = Context::open(self.env).ok();
        let top = context
            .as_ref()
            .and_then(|context| context.store.top())
            .map(Path::to_path_buf);
        let day = self.env.later().and_then(|env| env.site_day()).ok();
        let commit = context
            .and_then(|context| context.head)
            .map(|commit| commit.to_string());
        let mut files = BTreeMap::new();
        if let Some(top) = top {
            let templates = top.join("templates");
            note(&templates, &mut files);
            note(&templates.join("letters"), &mut files);
            if self.audience == Audience::Committees {
                note(&top.join(LOGOS), &mut files);
                for folder in entries(&top.join(REGISTERS)) {
                    for name in ["register.yaml", "contacts.yaml"] {
                        note_file(folder.join(name), &mut files);
                    }
                }
            }
        }
        Seen { commit, day, files }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect()
}

fn note(folder: &Path, files: &mut BTreeMap<PathBuf, Option<(u64, SystemTime)>>) {
    entries(folder)
        .into_iter()
        .for_each(|path| note_file(path, files));
}

fn note_file(path: PathBuf, files: &mut BTreeMap<PathBuf, Option<(u64, SystemTime)>>) {
    let found = fs::metadata(&path).and_then(|found| Ok((found.len(), found.modified()?)));
    files.insert(path, found.ok());
}
