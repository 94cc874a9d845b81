//! What has no place in the draft: on the terminal, in JSON and in a file beside the document.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::cli::app::answer::reject;
use crate::cli::app::context::Environment;
use crate::cli::app::documents;
use crate::cli::app::json::collect_imported;
use crate::cli::app::ui;
use crate::import::ImportedDraft;
use crate::text::excerpt;

/// The most lines of a list on the terminal.
const MOST: usize = 25;

/// The most characters of a quotation.
const QUOTED: usize = 70;

/// The file for what has no place. It is removed again, unless it is kept.
pub(super) struct LeftoverFile {
    /// The name, as the user would write it.
    name: PathBuf,
    path: PathBuf,
    source: String,
    is_written: bool,
}

impl LeftoverFile {
    /// The file that was named, else the one beside the document.
    pub(super) fn new(env: &Environment, named: Option<&Path>, source: &Path) -> LeftoverFile {
        let name = match named {
            Some(name) => name.to_path_buf(),
            None => source.with_extension("leftover.md"),
        };
        let source = source.file_name().unwrap_or(source.as_os_str());
        LeftoverFile {
            path: env.dir.join(&name),
            name,
            source: source.to_string_lossy().into_owned(),
            is_written: false,
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// It exists already, or it cannot be written.
    pub(super) fn write(&mut self, draft: &ImportedDraft) -> Result<()> {
        let name = self.name.display();
        let text = draft.leftovers(&self.source);
        let written = documents::write_new(&self.path, &self.name, text.as_bytes());
        let why = "what has no place cannot be kept; name another file with `--leftover FILE`";
        self.is_written = written.context(why)?;
        if !self.is_written {
            reject!(
                "{name} already exists and is not changed\n  needs:  another file: `--leftover FILE`"
            );
        }
        Ok(())
    }

    /// Keeps the file; its name, if it was written.
    pub(super) fn keep(&mut self) -> Option<String> {
        let is_written = std::mem::take(&mut self.is_written);
        is_written.then(|| self.name.display().to_string())
    }
}

impl Drop for LeftoverFile {
    fn drop(&mut self) {
        if self.is_written {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Lists the texts without a place in the draft, and the names that the roster does not have.
pub(super) fn report(draft: &ImportedDraft, file: Option<&str>) {
    collect_imported(json!({
        "leftover": file,
        "unplaced": draft.unplaced,
        "unknown": draft.unknown,
        "rewritten": draft.rewritten,
    }));
    if !draft.unplaced.is_empty() {
        let count = draft.unplaced.len();
        let lines = draft.unplaced.iter();
        let lines = lines.map(|it| {
            format!(
                "{}: {}: \"{}\"",
                it.place,
                it.why,
                excerpt(&it.text, QUOTED)
            )
        });
        list(
            &format!("without a place in the draft ({count}):"),
            lines.collect(),
        );
    }
    if !draft.unknown.is_empty() {
        let lines = draft.unknown.iter().map(|it| it.command.clone());
        list(
            "not in the roster; where they act, add them:",
            lines.collect(),
        );
    }
    if let Some(file) = file {
        let rewritten = draft.rewritten.len();
        ui::err(ui::visible(format!(
            "{file} has all of this, and the {rewritten} headings, names and dates that the draft has in another form"
        )));
    }
}

fn list(head: &str, lines: Vec<String>) {
    ui::err(head);
    for line in lines.iter().take(MOST) {
        ui::err(ui::visible(format!("  {line}")));
    }
    if lines.len() > MOST {
        ui::err(format!("  and {} more", lines.len() - MOST));
    }
}
