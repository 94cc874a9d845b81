//! Loads what a letter is written from.

use anyhow::Result;

use crate::act;
use crate::cli::app::context::{Context, policy, register_files, roster};
use crate::cli::app::templates;
use crate::describe::describe;
use crate::id::Id;
use crate::letter::{self, LetterContext, WrittenLetter};
use crate::process::replay;
use crate::snapshot::Snapshot;

/// Writes a letter about a register of the snapshot, with the actor as its sender.
pub(super) fn write(
    context: &Context,
    snapshot: &Snapshot,
    id: &Id,
    letter: &act::Letter,
) -> Result<WrittenLetter> {
    let (roster, policy) = (roster(snapshot)?, policy(snapshot)?);
    let register_files = register_files(snapshot, id)?;
    let history = register_files.history(&policy.store, &snapshot.rosters, &snapshot.policies);
    let state = replay(&history).state;
    let overrides = templates::of_store(context.store.top())?;
    let (letters, pages) = (overrides.letters()?, overrides.pages()?);
    let ctx = LetterContext {
        snapshot,
        register_files,
        history: &history,
        state: &state,
        roster,
        policy,
        sender: context.actor(roster)?,
        now: context.env.now,
        words: &|stored| describe(stored, roster),
        letters: &letters,
        pages: &pages,
    };
    letter::write(&ctx, letter).map_err(super::not_written)
}
