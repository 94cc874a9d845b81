//! Loads what a letter is written from.

use anyhow::Result;

use crate::act;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Context;
use crate::cli::app::templates;
use crate::describe::describe;
use crate::id::Id;
use crate::letter::{self, LetterContext, NotWritten, WrittenLetter};
use crate::snapshot::Snapshot;

/// Writes a letter about a register of the snapshot, with the actor as its sender.
pub(super) fn write(
    context: &Context,
    snapshot: &Snapshot,
    id: &Id,
    letter: &act::Letter,
) -> Result<WrittenLetter> {
    let register = snapshot.register_context(id, context.env.now)?;
    let roster = register.roster;
    let overrides = templates::of_store(context.store.top())?;
    let (letters, pages) = (overrides.letters()?, overrides.pages()?);
    let ctx = LetterContext {
        snapshot,
        register_files: register.files,
        history: &register.history,
        state: &register.replay.state,
        roster,
        policy: register.policy,
        sender: context.actor(roster)?,
        now: register.now,
        words: &|stored| describe(stored, roster),
        letters: &letters,
        pages: &pages,
    };
    letter::write(&ctx, letter).map_err(not_written)
}

/// A letter that the process refuses or that lacks data exits with 1, a wrong template with 2.
pub(super) fn not_written(why: NotWritten) -> anyhow::Error {
    match why {
        NotWritten::Refused(refusal) => Rejected::ByProcess(refusal).into(),
        missing @ NotWritten::Missing { .. } => Rejected::Message(missing.to_string()).into(),
        NotWritten::Render(why) => why.into(),
    }
}
