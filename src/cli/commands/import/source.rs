//! Reads the document.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::cli::app::answer::reject;
use crate::cli::app::context::Environment;
use crate::import::{self, LARGEST, SourceDocument};

/// The document in a file.
///
/// # Errors
/// The file cannot be read, or `Rejected`, if it is not a document that is read.
pub(super) fn read(env: &Environment, path: &Path) -> Result<SourceDocument> {
    let name = path.display().to_string();
    if name.starts_with("http://") || name.starts_with("https://") {
        reject!(
            "{name} is an address on the web, and only files are imported\n  needs:  the page as a file: save it in the \
             browser as .html, then `wr import page.html`"
        );
    }
    let cannot = || format!("{name} cannot be read");
    let file = File::open(env.dir.join(path)).with_context(cannot)?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        reject!(
            "{name} is a folder\n  needs:  one document: a file that ends in .docx, .md or .html"
        );
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .with_context(cannot)?;
    if bytes.len() as u64 > LARGEST {
        reject!(
            "{name} is larger than {} MiB\n  needs:  the document without its pictures",
            LARGEST >> 20
        );
    }
    match import::read(&name, &bytes) {
        Ok(document) => Ok(document),
        Err(why) => reject!("{name} cannot be imported: {why}"),
    }
}
