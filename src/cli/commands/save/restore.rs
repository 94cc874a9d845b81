//! `wr save --restore`: writes the newest saved version of the roster or the policy back to its file.

use std::fs;

use anyhow::{Context as _, Result, bail};

use super::kind::{kind_of, path_of};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;

/// Restores the roster, the policy or both. It only overwrites committed bytes, which stay in git's history.
pub(super) fn run(env: &Environment, what: &[String]) -> Result<()> {
    let mut context = Context::open(env)?;
    context.top()?;
    let lock = context.begin_write()?;
    let snapshot = context.governance()?;
    let mut files = Vec::new();
    let mut told = Vec::new();
    for name in what {
        let Some(kind) = kind_of(name) else {
            bail!(
                "`--restore` is for `roster` and `policy`; restore a register's text from a revision: `wr show {name}`"
            );
        };
        let path = path_of(kind);
        let saved = snapshot
            .in_force(kind)
            .with_context(|| format!("no version of the {kind} has been saved yet"))?;
        let working = context.store.working_since(context.head, &[path])?.tree;
        if let Some(disk) = working.get(path)
            && disk.bytes() != saved.bytes()
            && !context.is_committed(disk)?
        {
            let why = format!(
                "{path} has uncommitted edits, which restoring it would lose\n  needs:  `wr save {kind}` to keep \
                 them, or the file moved to another name first"
            );
            return Err(Rejected::Message(why).into());
        }
        let number = snapshot.chain.number_in_force(kind).unwrap_or_default();
        if snapshot.is_unsaved(kind) {
            files.push((path.to_string(), saved.bytes().to_vec()));
            told.push(format!("{path} is version {number} again"));
        } else if working.get(path).is_none() {
            fs::write(context.top()?.join(path), saved.bytes())
                .with_context(|| format!("{path} cannot be written"))?;
            ui::out(format!("{path} is version {number} again"));
        } else {
            ui::out(format!("{path} is version {number}, which is in force"));
        }
    }
    if files.is_empty() {
        return Ok(());
    }
    let message = format!("restore {}\n\n{}\n", what.join(" "), told.join("\n"));
    context.commit(&lock, files, message)?;
    told.into_iter().for_each(ui::out);
    Ok(())
}
