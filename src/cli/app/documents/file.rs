//! Writes a file as a whole or not at all.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use crate::cli::app::context::Environment;

/// Writes a file beside its place and moves it there, so that a failure leaves the old one.
///
/// # Errors
/// The folder does not exist, or the file cannot be written.
pub(crate) fn write(env: &Environment, file: &Path, bytes: &[u8]) -> Result<()> {
    write_at(&env.dir.join(file), file, bytes)
}

/// Writes a file at a path; errors name it as `shown`.
///
/// # Errors
/// As for [`write()`].
pub(crate) fn write_at(path: &Path, shown: &Path, bytes: &[u8]) -> Result<()> {
    // A link leads to the file that is meant.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let is_special = fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_special {
        // A pipe or a device cannot be replaced.
        return fs::write(&path, bytes).with_context(failed(shown));
    }
    let beside = beside(&path, shown, bytes)?;
    beside.persist(&path).with_context(failed(shown))?;
    Ok(())
}

/// Writes a file at a path where none is; false if there is one.
///
/// # Errors
/// As for [`write()`].
pub(crate) fn write_new(path: &Path, shown: &Path, bytes: &[u8]) -> Result<bool> {
    if path.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
        return Ok(false);
    }
    match beside(path, shown, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(why) if why.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(why) => Err(why).with_context(failed(shown)),
    }
}

fn failed(shown: &Path) -> impl Fn() -> String {
    move || format!("{} cannot be written", shown.display())
}

/// The bytes in a file beside a path, with the permissions of the file that it replaces.
fn beside(path: &Path, shown: &Path, bytes: &[u8]) -> Result<NamedTempFile> {
    let failed = failed(shown);
    let shown = shown.display();
    if path.is_dir() {
        bail!("{shown} is a folder; name a file in it");
    }
    let folder = match path.parent() {
        Some(folder) if folder.is_dir() => folder,
        Some(_) | None => bail!(
            "{shown} cannot be written: its folder does not exist; create it first, or name another file"
        ),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wr-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let kept = fs::metadata(path).map(|found| found.permissions());
        builder.permissions(kept.unwrap_or(fs::Permissions::from_mode(0o666)));
    }
    let mut beside = builder.tempfile_in(folder).with_context(&failed)?;
    beside.write_all(bytes).with_context(&failed)?;
    beside.as_file().sync_all().with_context(&failed)?;
    Ok(beside)
}
