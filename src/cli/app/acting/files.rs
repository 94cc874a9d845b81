//! Writes an act and its signature to files for mailing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::entry::PendingCommit;
use crate::cli::app::context::Environment;

/// Writes the files of a signed act to a folder, and returns the lines for the user.
///
/// # Errors
/// The folder cannot be written, or has other contents under these names.
pub(super) fn write_files(
    env: &Environment,
    folder: &Path,
    entry: &PendingCommit,
) -> Result<String> {
    let there = env.dir.join(folder);
    fs::create_dir_all(&there).with_context(|| format!("{} cannot be created", there.display()))?;
    let files: Vec<(PathBuf, &[u8])> = entry
        .mailed()
        .into_iter()
        .map(|(name, bytes)| (folder.join(name), bytes))
        .collect();
    for (path, bytes) in &files {
        put(&env.dir.join(path), bytes)?;
    }
    let names: Vec<String> = files
        .iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    let both = if names.len() == 1 {
        "attach it"
    } else {
        "attach both"
    };
    Ok(format!(
        "{}  [not recorded yet]\nwritten: {}\n{both}, unchanged, to an e-mail to a person with write access, who runs \
         `wr import-act {}`",
        entry.line(),
        names.join(", "),
        files
            .first()
            .and_then(|(path, _)| path.file_name())
            .unwrap_or_default()
            .to_string_lossy(),
    ))
}

/// Writes a file, unless it exists with the same bytes; refuses to replace other bytes.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.exists() {
        let there = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        if there == bytes {
            return Ok(());
        }
        bail!("{} already exists with other contents", path.display());
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}
