//! When to make the site again: when another commit is checked out, when one of people's files in the working tree is
//! another, and on another day.
//!
//! It looks several times a second instead of asking the system to be told. A store is some files in known places, so a
//! look is quick; what systems tell differs between Linux, macOS and Windows, ends at a number of folders that a large
//! store has more of, and does not come from network drives. A look that takes long is followed by a longer pause.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::cli::app::context::{Context, Environment};
use crate::date::Day;
use crate::render::Audience;
use crate::snapshot::REGISTERS;

/// The shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(200);
/// How much longer a pause is than the look before it.
const REST: u32 = 10;

/// What is looked at, and how it was at the last look.
pub struct Watch<'a> {
    env: &'a Environment,
    audience: Audience,
    last: Option<Seen>,
}

/// What is seen at a look.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    commit: Option<String>,
    day: Option<Day>,
    files: BTreeMap<PathBuf, Option<(u64, SystemTime)>>,
}

impl<'a> Watch<'a> {
    /// Nothing was seen yet.
    pub fn of(env: &'a Environment, audience: Audience) -> Watch<'a> {
        Watch {
            env,
            audience,
            last: None,
        }
    }

    /// Looks, and says whether something is another than before. It must be asked before the site is made, so that
    /// what changes meanwhile is seen the next time.
    pub fn look(&mut self) -> bool {
        let seen = self.seen();
        let is_other = self.last.as_ref() != Some(&seen);
        self.last = Some(seen);
        is_other
    }

    /// Waits until something is another.
    pub fn wait(&mut self) {
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
        // A repository that cannot be opened just now is as good as one without a commit.
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
