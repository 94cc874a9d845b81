//! An act that is mailed instead of committed: for members who can read the store and not write to it.

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

/// What every command takes whose act may be mailed.
#[derive(Debug, Clone, Default, Args)]
pub struct OutOption {
    /// Commit nothing: write the act and its signature as files into this folder, to be mailed to somebody who runs
    /// `wr import-act` on them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl OutOption {
    /// Plans an act and decides on it; then it is recorded, or written into a folder.
    pub fn act(
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

/// Decides on an act as it would be decided here and now, signs it, and writes it into a folder. The store stays as
/// it is.
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
        let why = "this act brings a text with it, and only acts alone are mailed";
        return Err(Rejected::Message(format!("{why}\n  needs:  the same without `--out`")).into());
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
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
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
        "{}  [not recorded yet]\nwritten: {}\n{both} to a mail, unchanged, to somebody who can write to the store and runs \
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

/// Writes a file that is not there yet, or is there with the same bytes.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.exists() {
        let there = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        if there == bytes {
            return Ok(());
        }
        bail!(
            "{} is there already, with something else in it",
            path.display()
        );
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}
