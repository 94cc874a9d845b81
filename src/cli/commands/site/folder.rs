//! The output folder of a site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::render::Pages;

/// The file that marks a folder as a site that `wr` may overwrite.
const MARK: &str = ".wr-site";

/// The output folder of a site.
pub(super) struct SiteFolder(PathBuf);

impl SiteFolder {
    /// The folder at a path.
    ///
    /// # Errors
    /// The path is not a folder, or the folder contains files but no site that `wr` wrote.
    pub(super) fn at(out: &Path) -> Result<SiteFolder> {
        let folder = SiteFolder(out.to_path_buf());
        if !out.exists() || out.join(MARK).exists() {
            return Ok(folder);
        }
        let mut entries =
            fs::read_dir(out).with_context(|| format!("{} is not a folder", out.display()))?;
        if entries.next().is_some() {
            bail!(
                "{} contains files that are not a site; name a new or an empty folder",
                out.display()
            );
        }
        Ok(folder)
    }

    /// Writes the pages whose bytes have changed, removes files that are not part of the site, and returns the number
    /// of pages written. Files whose names begin with `.` are kept: `.git`, `.nojekyll`, `.well-known`.
    ///
    /// # Errors
    /// A file or folder cannot be written or removed.
    pub(super) fn write(&self, pages: &Pages) -> Result<usize> {
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

/// Removes all files that are not kept, and folders that become empty. Does not follow symbolic links.
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
