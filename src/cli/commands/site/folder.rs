//! The output folder of a site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;

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
        let folders: BTreeSet<&Path> = pages
            .iter()
            .filter_map(|(path, _)| Path::new(path).parent())
            .collect();
        for folder in folders {
            fs::create_dir_all(self.0.join(folder))?;
        }
        let pages: Vec<(&str, &[u8])> = pages.iter().collect();
        let written = pages.into_par_iter().map(|(path, bytes)| {
            let to = self.0.join(path);
            let is_new = fs::read(&to).map_or(true, |there| there != bytes);
            if is_new {
                fs::write(to, bytes)?;
            }
            Ok(usize::from(is_new))
        });
        written.sum()
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
