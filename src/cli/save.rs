//! `wr save`: commits people's own files as they are on disk, so that nobody has to know `git add`.

mod restore;
pub(super) mod version;

use anyhow::{Result, bail};
use clap::Args;

use self::version::{Outcome, Saving};
use super::context::{Context, Surroundings};
use super::ui;
use crate::governance::Kind;
use crate::snapshot::register_id;
use crate::store::{Change, CommitError};

/// Commit a register's text and contacts, the roster or the policy, as they are on disk
#[derive(Debug, Args)]
pub struct Save {
    /// Registers by id, `roster`, `policy`
    #[arg(required = true, value_name = "ID|roster|policy")]
    what: Vec<String>,
    /// Put the newest saved version of the roster or the policy back in its file; edits that are in no commit are never
    /// overwritten
    #[arg(long)]
    restore: bool,
}

impl Save {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        if self.restore {
            return restore::run(around, &self.what);
        }
        let mut context = Context::open(around)?;
        context.top()?;
        let lock = context.begin_write()?;
        let mut files = Vec::new();
        for what in self.what.iter().filter(|what| kind_of(what).is_none()) {
            files.extend(files_of(&context, what)?);
        }
        let kinds: Vec<Kind> = self.what.iter().filter_map(|what| kind_of(what)).collect();
        let mut saving = Saving::begin(&context)?;
        let outcomes = saving.save(&kinds)?;
        for told in saving.differences(&kinds)? {
            ui::out(ui::visible(told));
        }
        let waiting: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.waits()).collect();
        files.extend(saving.into_files(&kinds));
        if files.is_empty() {
            ui::out(format!("{}: nothing to save, all is committed", self.what.join(", ")));
            return Ok(());
        }
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let summary = format!("save {}: {}", self.what.join(" "), names.join(", "));
        let change = Change {
            message: format!("save {}\n\n{}\n", self.what.join(" "), names.join("\n")),
            files: files.clone(),
            author: context.identity()?,
            at: around.now.time(),
        };
        match context.store.commit(&lock, &change, context.head) {
            Ok(_) => ui::out(summary),
            Err(CommitError::Moved) => {
                bail!("the branch moved while this was saved; nothing was changed, try again")
            }
            Err(CommitError::Store(why)) => return Err(why.into()),
        }
        for outcome in waiting {
            outcome.set_aside(&context, &lock)?;
        }
        outcomes.iter().filter_map(Outcome::told).for_each(|told| ui::out(ui::visible(told)));
        Ok(())
    }
}

pub(super) fn kind_of(what: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.as_str() == what)
}

/// What is to be committed of a register; nothing when it is committed already.
fn files_of(context: &Context, what: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(id) = register_id(what) else {
        bail!("`{what}` is neither a register's id nor `roster` nor `policy`");
    };
    let snapshot = context.register(&id)?;
    let dossier = super::context::dossier(&snapshot, &id)?;
    let text = dossier.text.as_ref().map(|document| &document.file);
    let contacts = dossier.contacts.as_ref().map(|document| &document.file);
    let mut files = Vec::new();
    for file in text.into_iter().chain(contacts) {
        if !context.is_committed(file)? {
            files.push((file.path().to_string(), file.bytes().to_vec()));
        }
    }
    Ok(files)
}
