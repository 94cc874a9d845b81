//! The folder that a site is written into.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::render::Pages;

/// The file that marks a folder as a site that `wr` may change.
const MARK: &str = ".wr-site";

/// The folder of a site.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at a path. Refuses a folder that holds anything but a site of ours.
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

    /// Writes the pages whose bytes differ from what is there, removes files that are not part of the site, and returns
    /// how many pages it wrote. Files with a name that begins with `.` stay: `.git`, `.nojekyll`, `.well-known`.
    pub fn write(&self, pages: &Pages) -> Result<usize> {
        self.try_write(pages)
            .with_context(|| format!("{} cannot be written", self.0.display()))
    }

    fn try_write(&self, pages: &Pages) -> io::Result<usize> {
        fs::create_dir_all(&self.0)?;
        fs::write(self.0.join(MARK), "")?;
        let kept = pages.iter().map(|(path, _)| self.0.join(path)).collect();
        remove_others(&self.0, &kept)?;
        let mut written = 0;
        for (path, bytes) in pages.iter() {
            let to = self.0.join(path);
            if fs::read(&to).is_ok_and(|there| there == bytes) {
                continue;
            }
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(to, bytes)?;
            written += 1;
        }
        Ok(written)
    }
}

/// Removes every file that is not kept, and folders that are empty then. A link is never followed.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() {
            remove_others(&path, kept)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !kind.is_file() || !kept.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
