//! Edits the keys of a person in the roster of the working tree.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::difference::unified;
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::ROSTER;
use crate::roster::{self, Person, Roster};
use crate::signature::Key;
use crate::snapshot::{Document, Snapshot};
use crate::source::SourceFile;
use crate::store::WriteLock;
use crate::yaml::ListItem;

/// The roster to edit: as a value, as the file on disk, and in its committed state.
pub(super) struct RosterEdit<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) roster: &'a Roster,
    pub(super) file: &'a Arc<SourceFile>,
}

pub(super) fn entry(index: usize) -> ListItem<'static> {
    ListItem {
        list: "people",
        index,
    }
}

/// Whose key it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    /// The acting user's key.
    Own,
    /// The key of the person with this id or name.
    Named(&'a str),
    /// The key of any person, by its fingerprint.
    Any,
}

/// Edits the keys of one person in the working tree.
pub(super) fn edit(
    env: &Environment,
    whose: Option<&str>,
    dry_run: bool,
    plan: impl FnOnce(&Person, usize, &RosterEdit<'_>) -> Result<(Option<Vec<u8>>, Person, String)>,
    before: impl FnOnce(&Context, Option<&WriteLock>, &Snapshot, &Person) -> Result<Vec<String>>,
) -> Result<()> {
    edit_of(
        env,
        whose.map_or(Whose::Own, Whose::Named),
        dry_run,
        plan,
        before,
    )
}

/// Like [`edit`]. `before` runs before the roster is written; the lines that it returns are printed afterwards.
pub(super) fn edit_of(
    env: &Environment,
    whose: Whose<'_>,
    dry_run: bool,
    plan: impl FnOnce(&Person, usize, &RosterEdit<'_>) -> Result<(Option<Vec<u8>>, Person, String)>,
    before: impl FnOnce(&Context, Option<&WriteLock>, &Snapshot, &Person) -> Result<Vec<String>>,
) -> Result<()> {
    let mut context = Context::open(env)?;
    context.top()?;
    let lock = (!dry_run).then(|| context.begin_write()).transpose()?;
    let snapshot = context.governance()?;
    let file = context.on_disk(ROSTER)?;
    let document: Document<Roster> = Document::read(&file);
    let roster = document
        .get()
        .with_context(|| format!("{ROSTER} cannot be read; `wr check` says where"))?;
    let person = match whose {
        Whose::Named(given) => roster.find_person(given)?,
        Whose::Own => context.actor(roster)?,
        Whose::Any => roster.people.first().context("the roster has no people")?,
    };
    let index = roster
        .people
        .iter()
        .position(|it| it.id == person.id)
        .unwrap_or_default();
    let (bytes, one, what) = plan(
        person,
        index,
        &RosterEdit {
            snapshot: &snapshot,
            roster,
            file: &file,
        },
    )?;
    let mut meant = roster.clone();
    if let Some(there) = meant.people.iter_mut().find(|it| it.id == one.id) {
        *there = one.clone();
    }
    // Whatever its layout, the new roster must be the old one with this edit alone.
    let new = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
    let Some(new) = new.filter(|new| Document::<Roster>::read(new).get() == Some(&meant)) else {
        bail!(
            "the layout of {ROSTER} does not allow this edit without other changes; edit the file by hand"
        );
    };
    let told = before(&context, lock.as_ref(), &snapshot, &one)?;
    ui::difference(unified(&file, &new));
    if let Some(lock) = lock {
        context
            .store
            .replace(&lock, ROSTER, file.bytes(), new.bytes())?;
    }
    let done = if dry_run {
        "would be edited"
    } else {
        "is edited"
    };
    ui::out(ui::visible(format!(
        "{ROSTER} {done}: {what}\nnext: `wr save roster` puts it in force"
    )));
    told.into_iter().for_each(|told| ui::out(ui::visible(told)));
    Ok(())
}

/// The people who have or had a key, in this roster or in any saved one.
pub(super) fn owners<'a>(snapshot: &'a Snapshot, roster: &'a Roster, key: &Key) -> Vec<&'a Id> {
    let all = snapshot
        .rosters
        .values()
        .chain([roster])
        .flat_map(|roster| &roster.people);
    let has = |person: &&Person| person.keys.read().contains(key);
    all.filter(has).map(|person| &person.id).collect()
}

pub(super) fn with(keys: &roster::Keys, key: &Key) -> roster::Keys {
    let mut lines = keys.to_vec();
    lines.push(key.line());
    lines.into()
}
