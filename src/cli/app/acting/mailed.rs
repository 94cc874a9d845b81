//! Writes an act to files for mailing, for members with read access only.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::ActOptions;
use super::Plan;
use super::Presence;
use super::RegisterContext;
use super::act;
use super::decided;
use super::entry::PendingCommit;
use super::in_force;
use super::is_new;
use super::judged;
use super::planned;
use super::set_clock;
use super::terms;
use crate::act::Subject;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, roster};
use crate::cli::app::ui;
use crate::id::Id;

/// The option of every command whose act may be mailed.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct OutOption {
    /// Do not commit: write the act and its signature to files in this folder, to mail to a person who runs
    /// `wr import-act` on them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl OutOption {
    /// Plans an act, decides on it, and records it or writes it to the folder.
    ///
    /// # Errors
    /// Those of [`act`], or the folder cannot be written.
    pub(crate) fn act(
        &self,
        env: &Environment,
        id: &Id,
        acting: &ActOptions,
        plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
    ) -> Result<()> {
        match &self.out {
            None => act(env, id, Presence::Known, acting, plan),
            Some(dir) => write(env, id, acting, dir, plan),
        }
    }
}

/// Decides on an act, signs it, and writes it to a folder. The store does not change.
fn write(
    env: &Environment,
    id: &Id,
    acting: &ActOptions,
    dir: &Path,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<()> {
    let mut context = Context::open(env)?;
    let snapshot = context.register(id)?;
    in_force(&snapshot)?;
    let main = set_clock(&mut context, &snapshot, Subject::Register(id))?;
    let (plan, stored) = planned(&context, &snapshot, id, acting, plan)?;
    if !plan.files.is_empty() {
        let why = "this act includes a text, and only an act without a text can be mailed";
        return Err(Rejected::Message(format!(
            "{why}\n  needs:  the same command without `--out`"
        ))
        .into());
    }
    let moved = decided(&snapshot, id, &stored)?;
    judged(&context, &snapshot, id, &stored, main)?;
    is_new(&snapshot, &stored)?;
    let mut entry = PendingCommit::new(plan, stored, roster(&snapshot)?);
    if acting.dry_run {
        ui::out(entry.preview(&moved));
        return Ok(());
    }
    let (roster, policy, keys) = terms(&snapshot, id, entry.stored())?;
    entry.sign(&context, roster, policy, &keys)?;
    decided(&snapshot, id, entry.stored())?;
    let folder = env.dir.join(dir);
    fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be created", folder.display()))?;
    let files: Vec<(PathBuf, &[u8])> = entry
        .mailed()
        .into_iter()
        .map(|(name, bytes)| (dir.join(name), bytes))
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
    ui::out(format!(
        "{}  [not recorded yet]\nwritten: {}\n{both}, unchanged, to an e-mail to a person with write access, who runs \
         `wr import-act {}`",
        entry.line(&moved),
        names.join(", "),
        files
            .first()
            .and_then(|(path, _)| path.file_name())
            .unwrap_or_default()
            .to_string_lossy(),
    ));
    Ok(())
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
