//! `wr save`: commits people's own files as they are on disk, so that nobody has to know `git add`.

use anyhow::{Result, bail};
use clap::Args;

use super::answer::No;
use super::context::{Context, Surroundings};
use super::ui;
use crate::diagnostic::Severity;
use crate::snapshot::{HISTORY, POLICY, ROSTER, SIGNERS, Snapshot, register_id};
use crate::source::{SourceFile, Tree};
use crate::store::{Change, CommitError};

/// Commit a register's text and contacts, the roster or the policy, as they are on disk
#[derive(Debug, Args)]
pub struct Save {
    /// Registers by id, `roster`, `policy`
    #[arg(required = true, value_name = "ID|roster|policy")]
    what: Vec<String>,
}

impl Save {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let mut context = Context::open(around)?;
        context.top()?;
        let lock = context.begin_write()?;
        let mut files = Vec::new();
        for what in &self.what {
            files.extend(files_of(&context, what)?);
        }
        files.extend(signers(&context, &self.what, &files)?);
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
        Ok(())
    }
}

/// What is to be committed for one name; nothing when it is committed already.
fn files_of(context: &Context, what: &str) -> Result<Vec<(String, Vec<u8>)>> {
    match what {
        "roster" => governance(context, ROSTER, "roster"),
        "policy" => governance(context, POLICY, "policy"),
        _ => {
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
    }
}

/// Policy and roster are kept version by version, because acts are judged by the version they name.
fn governance(context: &Context, path: &str, name: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let file = context.on_disk(path)?;
    let snapshot = context.governance()?;
    let committed = context.is_committed(&file)?;
    let kept = snapshot.newest_version(name).is_some_and(|newest| newest.bytes() == file.bytes());
    if committed && kept {
        return Ok(Vec::new());
    }
    is_sound(context, &snapshot, &file)?;
    let versions =
        snapshot.history.keys().filter(|path| path.starts_with(&format!("{HISTORY}{name}-"))).count();
    let mut files = vec![(path.to_string(), file.bytes().to_vec())];
    if !kept {
        files.push((format!("{HISTORY}{name}-{}.yaml", versions + 1), file.bytes().to_vec()));
    }
    Ok(files)
}

/// The list of keys for `ssh-keygen`, where the rosters as they will be saved say something else than it.
fn signers(
    context: &Context,
    what: &[String],
    files: &[(String, Vec<u8>)],
) -> Result<Option<(String, Vec<u8>)>> {
    if !what.iter().any(|what| what == "roster" || what == "policy") {
        return Ok(None);
    }
    let mut tree = context.governance_files()?;
    files.iter().for_each(|(path, bytes)| tree.insert(SourceFile::new(path.as_str(), bytes.as_slice())));
    let snapshot = Snapshot::load(&tree);
    let there = snapshot.signers.as_ref().map(|file| file.bytes());
    let due = snapshot.allowed_signers().map(String::into_bytes);
    Ok(due.filter(|due| there != Some(due.as_slice())).map(|due| (SIGNERS.to_string(), due)))
}

/// A roster or policy with errors would make every act after it doubtful, so it is not saved.
fn is_sound(context: &Context, saved: &Snapshot, file: &std::sync::Arc<SourceFile>) -> Result<()> {
    let mut tree = Tree::default();
    let governance =
        [&saved.policy.as_ref().map(|d| d.file.clone()), &saved.roster.as_ref().map(|d| d.file.clone())];
    governance.into_iter().flatten().for_each(|kept| tree.insert(kept.clone()));
    tree.insert(file.clone());
    let snapshot = Snapshot::load(&tree);
    let findings = crate::rules::check(&snapshot, context.around.today());
    if findings.has_errors() {
        let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        ui::err(crate::report::write(&errors, crate::report::Format::Text, ui::colour()));
        ui::err(format!("refused: {} is not saved while it has errors", file.path()));
        return Err(No::Shown.into());
    }
    if let (Some(old), Some(new)) = (saved.policy(), snapshot.policy())
        && old.store != new.store
    {
        return Err(No::Because(format!(
            "the store's id is never changed: it is {}, and {} has {}",
            old.store,
            file.path(),
            new.store
        ))
        .into());
    }
    may_save(context, saved)
}

/// Roster and policy decide who may do what: so far the VP of Alliances keeps them.
fn may_save(context: &Context, saved: &Snapshot) -> Result<()> {
    let Some(roster) = saved.roster() else { return Ok(()) };
    let Some(vp) = &roster.officers.vp_alliances else { return Ok(()) };
    let actor = context.actor(roster)?;
    if actor.id == *vp {
        return Ok(());
    }
    let vp = roster.person_name(vp);
    Err(No::Because(format!(
        "{} may not change roster or policy\n  who:    {vp} (VP of Alliances)",
        actor.name
    ))
    .into())
}
