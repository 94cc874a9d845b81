//! The folder that a site is written into: whole, beside the old one and then in its place; or only what changed, which
//! is written beside as well before the first file is put in its place.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;
use tempfile::TempDir;

use super::memory::{Memory, Written};
use crate::id::Id;
use crate::render::{Before, Made, Pages, files_of};

/// The file that marks a folder as a site that `wr` may replace.
const MARK: &str = ".wr-site";
/// What the mark says while files are put in their places.
const UNFINISHED: &str =
    "wr is writing this site; if it does not, `wr site build` writes it anew\n";

/// The folder of a site.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at a path: a new or an empty one, or a site of ours; nothing else is ever touched.
    pub fn at(out: &Path) -> Result<Folder> {
        let folder = Folder(out.to_path_buf());
        if !out.exists() || out.join(MARK).exists() {
            return Ok(folder);
        }
        let mut entries =
            fs::read_dir(out).with_context(|| format!("{} is no folder", out.display()))?;
        if entries.next().is_some() {
            bail!(
                "{} holds something else than a site; name an empty or a new folder",
                out.display()
            );
        }
        Ok(folder)
    }

    /// What the last build left.
    pub fn memory(&self) -> Option<Memory> {
        Memory::read(&fs::read(self.0.join(MARK)).ok()?)
    }

    /// Whether a page is this, to the byte.
    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.length(path) == Some(bytes.len()) && self.file(path).as_deref() == Some(bytes)
    }

    /// Whether every file of a site is still there; what somebody took away is made again.
    pub fn has_all(&self, registers: &[Id], made: &Made) -> bool {
        let is_there = |path: &str| self.0.join(path).is_file();
        registers
            .iter()
            .all(|id| files_of(id).all(|path| is_there(&path)))
            && made.pages.keys().all(|path| is_there(path))
    }

    /// Writes what has changed, and gives how many files that was. Every byte is on the disk before the first file is put
    /// in its place.
    pub fn update(&self, pages: Pages, memory: &Memory) -> Result<usize> {
        let beside = self.beside()?;
        let changed = pages
            .into_iter()
            .filter(|(path, bytes)| !self.has(path, bytes));
        let changed: Vec<(String, Vec<u8>)> = changed.collect();
        let paths: Vec<String> = changed.iter().map(|(path, _)| path.clone()).collect();
        let (written, memory) = rayon::join(|| write(beside.path(), changed), || memory.written());
        written.with_context(|| self.failed())?;
        mark(&beside.path().join(MARK), &memory).with_context(|| self.failed())?;
        if !paths.is_empty() {
            fs::write(beside.path().join("mark"), UNFINISHED).with_context(|| self.failed())?;
            fs::rename(beside.path().join("mark"), self.0.join(MARK))
                .with_context(|| self.failed())?;
        }
        for path in &paths {
            let to = self.0.join(path);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).with_context(|| self.failed())?;
            }
            fs::rename(beside.path().join(path), to).with_context(|| self.failed())?;
        }
        fs::rename(beside.path().join(MARK), self.0.join(MARK)).with_context(|| self.failed())?;
        Ok(paths.len())
    }

    /// Writes a whole site beside the old one and puts it in its place. Files that are as they were stay the same files.
    pub fn replace(&self, pages: Pages, memory: &Memory) -> Result<usize> {
        let beside = self.beside()?;
        let site = beside.path().join("site");
        let before = self.0.exists();
        let changed = pages.into_iter().filter(|(path, bytes)| {
            let same = before && self.has(path, bytes);
            !(same && linked(&self.0.join(path), &site.join(path)))
        });
        let changed: Vec<(String, Vec<u8>)> = changed.collect();
        let written = changed.len();
        fs::create_dir_all(&site).with_context(|| self.failed())?;
        write(&site, changed).with_context(|| self.failed())?;
        mark(&site.join(MARK), &memory.written()).with_context(|| self.failed())?;
        if before {
            fs::rename(&self.0, beside.path().join("old")).with_context(|| self.failed())?;
        }
        fs::rename(&site, &self.0).with_context(|| self.failed())?;
        Ok(written)
    }

    /// A folder beside this one, on the same disk, which goes away by itself.
    fn beside(&self) -> Result<TempDir> {
        let parent = self
            .0
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| self.failed())?;
        tempfile::Builder::new()
            .prefix(".wr-site-")
            .tempdir_in(parent)
            .with_context(|| self.failed())
    }

    fn failed(&self) -> String {
        format!("{} cannot be written", self.0.display())
    }
}

impl Before for Folder {
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.0.join(path)).ok()
    }

    fn length(&self, path: &str) -> Option<usize> {
        usize::try_from(fs::metadata(self.0.join(path)).ok()?.len()).ok()
    }

    fn part(&self, path: &str, range: Range<usize>) -> Option<Vec<u8>> {
        let mut file = File::open(self.0.join(path)).ok()?;
        file.seek(SeekFrom::Start(u64::try_from(range.start).ok()?))
            .ok()?;
        let mut part = vec![0; range.len()];
        file.read_exact(&mut part).ok()?;
        Some(part)
    }
}

/// Gives a file a second place, where the disk can.
fn linked(from: &Path, to: &Path) -> bool {
    let folder = to
        .parent()
        .is_some_and(|folder| fs::create_dir_all(folder).is_ok());
    folder && fs::hard_link(from, to).is_ok()
}

/// Writes what a later build has to know.
fn mark(path: &Path, memory: &Written) -> std::io::Result<()> {
    memory.write_to(&mut File::create(path)?)
}

/// Writes files below a folder, each folder once.
fn write(top: &Path, files: Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let folders: BTreeSet<&Path> = files
        .iter()
        .filter_map(|(path, _)| Path::new(path).parent())
        .collect();
    for folder in folders {
        fs::create_dir_all(top.join(folder))?;
    }
    files
        .into_par_iter()
        .try_for_each(|(path, bytes)| fs::write(top.join(path), bytes))
}
