//! Edits the roster or the policy of the working tree: the smallest difference, which must pass the rules.

use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::difference::unified;
use crate::cli::app::ui;
use crate::cli::commands::save::path_of;
use crate::cli::commands::save::version::may_save;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::governance::breaks;
use crate::path::VersionKind;
use crate::roster::Roster;
use crate::snapshot::{Document, Snapshot};
use crate::source::{SourceFile, Tree};
use crate::yaml;

/// The options of every command that edits the roster or the policy.
#[derive(Debug, Clone, Args)]
pub(crate) struct VersionEditOptions {
    /// Print the difference without writing it
    #[arg(long)]
    dry_run: bool,
}

/// A planned edit.
pub(crate) struct VersionEdit<T> {
    /// The roster or the policy after the edit.
    pub(crate) new: T,
    /// What was added or changed, for the user.
    pub(crate) what: String,
    /// Lines to print after it, such as other changes that are due.
    pub(crate) notes: Vec<String>,
}

impl<T> VersionEdit<T> {
    /// An edit without notes.
    pub(crate) fn of(new: T, what: String) -> VersionEdit<T> {
        VersionEdit {
            new,
            what,
            notes: Vec::new(),
        }
    }
}

/// Edits the roster. The plan also gets the roster in force, if there is one.
///
/// # Errors
/// The roster has errors, the edit would break a rule or the chain of ids, or the file's layout does not allow it.
pub(crate) fn edit_roster(
    env: &Environment,
    options: &VersionEditOptions,
    plan: impl FnOnce(&Roster, Option<&Roster>) -> Result<VersionEdit<Roster>>,
) -> Result<()> {
    edit_version(
        env,
        VersionKind::Roster,
        options,
        |roster: &Roster, snapshot| {
            let in_force = snapshot.roster();
            let edit = plan(roster, in_force)?;
            if let Some(saved) = in_force {
                let known = breaks(saved, roster);
                let new = breaks(saved, &edit.new).into_iter();
                let new: Vec<String> = new
                    .filter(|broken| !known.contains(broken))
                    .map(|broken| broken.to_string())
                    .collect();
                if !new.is_empty() {
                    reject!("the roster cannot change like this\n  {}", new.join("\n  "));
                }
            }
            Ok(edit)
        },
    )
}

/// Edits the roster or the policy in the working tree. Nothing is committed: `wr save` does that.
///
/// # Errors
/// The file has errors, the edit would break a rule, or the file's layout does not allow it.
pub(crate) fn edit_version<T: Serialize + DeserializeOwned + PartialEq + Clone>(
    env: &Environment,
    kind: VersionKind,
    options: &VersionEditOptions,
    plan: impl FnOnce(&T, &Snapshot) -> Result<VersionEdit<T>>,
) -> Result<()> {
    let mut context = Context::open(env)?;
    context.top()?;
    let lock = (!options.dry_run)
        .then(|| context.begin_write())
        .transpose()?;
    let snapshot = context.governance()?;
    let path = path_of(kind);
    let (file, old) = read_on_disk::<T>(&context, kind)?;
    let edit = plan(&old, &snapshot)?;
    if edit.new == old {
        ui::out(ui::visible(format!(
            "nothing to change in {path}: {}",
            edit.what
        )));
        return Ok(());
    }
    let Some(new) = yaml::revise(&file, &old, &edit.new) else {
        bail!(
            "the layout of {path} does not allow this edit without other changes; `wr edit {kind}` opens the file"
        );
    };
    let warnings = passes(&context, kind, &snapshot, [&file, &new])?;
    ui::difference(unified(&file, &new));
    if let Some(lock) = lock {
        context
            .store
            .replace(&lock, path, file.bytes(), new.bytes())?;
    }
    let done = if options.dry_run {
        "would edit"
    } else {
        "edited"
    };
    ui::out(ui::visible(format!("{done} {path}: {}", edit.what)));
    for note in edit.notes {
        ui::out(ui::visible(note));
    }
    if !options.dry_run {
        ui::out(format!(
            "next: `wr save {kind}` shows the difference, checks and commits it"
        ));
    }
    if !warnings.is_empty() {
        ui::err_findings(&warnings);
    }
    if let Err(why) = may_save(&context, &snapshot) {
        ui::err(ui::visible(format!(
            "note: you cannot save it: {}",
            why.to_string().trim_start_matches("refused: ")
        )));
    }
    Ok(())
}

/// The roster or the policy in the working tree, and its value.
///
/// # Errors
/// The file cannot be read, or has errors, which are printed.
pub(crate) fn read_on_disk<T: DeserializeOwned + Clone>(
    context: &Context,
    kind: VersionKind,
) -> Result<(Arc<SourceFile>, T)> {
    let path = path_of(kind);
    let file = context.on_disk(path)?;
    let document: Document<T> = Document::read(&file);
    let Some(read) = document.get() else {
        ui::err_findings(&document.refusals().iter().cloned().collect());
        reject!("{path} has errors; correct them first: `wr edit {kind}`");
    };
    Ok((file, read.clone()))
}

/// Refuses an edit that adds an error, and prints the errors; returns the warnings that it adds.
fn passes(
    context: &Context,
    kind: VersionKind,
    snapshot: &Snapshot,
    [old, new]: [&Arc<SourceFile>; 2],
) -> Result<Findings> {
    let logos = context.logos_on_disk()?;
    let findings = |file: &Arc<SourceFile>| {
        let mut tree = Tree::default();
        // The other file is the version in force: its own unsaved errors are not errors of this edit.
        for other in VersionKind::ALL.into_iter().filter(|other| *other != kind) {
            if let Some(saved) = snapshot.in_force(other) {
                tree.insert(SourceFile::new(path_of(other), saved.bytes()));
            }
        }
        tree.insert(file.clone());
        let mut snapshot = Snapshot::load(&tree);
        snapshot.logos = Some(logos.clone());
        crate::rules::check(&snapshot, context.env.today())
    };
    let known: Vec<Diagnostic> = findings(old).into_iter().collect();
    let is_new = |found: &Diagnostic| {
        !known
            .iter()
            .any(|it| (it.rule, &it.message) == (found.rule, &found.message))
    };
    let (errors, others): (Vec<Diagnostic>, Vec<Diagnostic>) = findings(new)
        .into_iter()
        .filter(is_new)
        .partition(|found| found.severity == Severity::Error);
    if errors.is_empty() {
        return Ok(others.into_iter().collect());
    }
    let places = errors.iter().filter_map(|found| found.place.as_ref());
    let mut wrong: Vec<String> = places.map(|place| place.file.path().to_string()).collect();
    wrong.sort();
    wrong.dedup();
    ui::err_findings(&errors.into_iter().collect());
    ui::err(format!(
        "refused: this edit would add errors to {}; nothing was changed",
        wrong.join(" and ")
    ));
    Err(Rejected::AlreadyPrinted.into())
}
