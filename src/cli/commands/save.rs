//! `wr save`: commits the files that people write as they are on disk, without `git add`.

mod authority;
mod kind;
mod logos;
mod restore;
mod sound;
pub(super) mod version;

use anyhow::{Result, bail};
use clap::Args;

use self::authority::SavedFiles;
use self::kind::kind_of;
pub(crate) use self::kind::{nearly, path_of};
use self::version::{SaveOutcome, Saving};
use crate::cli::app::context::{Context, Environment, register_files};
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::path::{VersionKind, register_id};
use crate::source::SourceFile;

/// Commit a register's text and contacts, the roster or the policy, as they are on disk
#[derive(Debug, Args)]
pub(crate) struct SaveCommand {
    /// Registers by id, `roster`, `policy`
    #[arg(required = true, value_name = "ID|roster|policy")]
    what: Vec<String>,
    /// Restore the newest saved version of the roster or the policy to its file; uncommitted edits are never
    /// overwritten
    #[arg(long)]
    restore: bool,
    /// Print what would be saved without saving it
    #[arg(long, conflicts_with = "restore")]
    dry_run: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

impl SaveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if self.restore {
            return restore::run(env, &self.what);
        }
        let mut context = Context::open(env)?;
        context.top()?;
        // Signing may ask for a passphrase, so other commands do not wait for it: the lock is taken again for the commit.
        drop(context.begin_write()?);
        let mut files = Vec::new();
        for what in self.what.iter().filter(|what| kind_of(what).is_none()) {
            files.extend(files_of(&context, what)?);
        }
        let kinds: Vec<VersionKind> = self.what.iter().filter_map(|what| kind_of(what)).collect();
        let mut saving = Saving::begin(&context)?;
        let outcomes = saving.save(&kinds)?;
        for told in saving.differences(&kinds)? {
            ui::out(ui::visible(told));
        }
        let waiting: Vec<&SaveOutcome> =
            outcomes.iter().filter(|outcome| outcome.waits()).collect();
        files.extend(saving.into_files(&kinds));
        files.extend(logos::files(&context, &kinds)?);
        if files.is_empty() {
            ui::out(format!(
                "{}: nothing to save, everything is committed",
                self.what.join(", ")
            ));
            return Ok(());
        }
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let summary = format!("save {}: {}", self.what.join(" "), names.join(", "));
        if self.dry_run {
            ui::out(format!("would be recorded: {summary}"));
            return Ok(());
        }
        let message = format!("save {}\n\n{}\n", self.what.join(" "), names.join("\n"));
        let lock = context.store.lock()?;
        context.commit(&lock, files, message)?;
        ui::out(summary);
        for outcome in waiting {
            outcome.set_aside(&context, &lock)?;
        }
        outcomes
            .iter()
            .filter_map(SaveOutcome::told)
            .for_each(|told| ui::out(ui::visible(told)));
        Ok(())
    }
}

/// The files of a register that are not committed as they are on disk.
fn files_of(context: &Context, what: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(id) = register_id(&what.to_lowercase()) else {
        bail!("`{what}` is not a register's id, `roster` or `policy`");
    };
    let snapshot = context
        .register(&id)
        .map_err(|error| nearly(what).unwrap_or(error))?;
    let register_files = register_files(&snapshot, &id)?;
    let text = register_files.text.as_ref().map(|document| &document.file);
    let contacts = register_files
        .contacts
        .as_ref()
        .map(|document| &document.file);
    let mut files = Vec::new();
    for file in text.into_iter().chain(contacts) {
        if !context.is_committed(file)? {
            files.push((file.path().to_string(), file.bytes().to_vec()));
        }
    }
    let is_new = |file: &SourceFile| files.iter().any(|(path, _)| path == file.path());
    let saved = SavedFiles {
        context,
        snapshot: &snapshot,
        id: &id,
        has_text: text.is_some_and(|file| is_new(file)),
        contacts: register_files
            .contacts
            .as_ref()
            .filter(|document| is_new(&document.file)),
    };
    saved.may_save()?;
    Ok(files)
}
