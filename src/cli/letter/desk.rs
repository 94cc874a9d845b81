//! What a letter is written from, loaded.

use anyhow::Result;

use crate::act;
use crate::cli::context::{Context, dossier, policy, roster};
use crate::cli::log::what;
use crate::cli::templates;
use crate::id::Id;
use crate::letter::{self, Desk, Written};
use crate::process::fold;
use crate::snapshot::Snapshot;

/// Writes a letter of a register of the snapshot, as the person at the keyboard.
pub(super) fn write(
    context: &Context,
    snapshot: &Snapshot,
    id: &Id,
    letter: &act::Letter,
) -> Result<Written> {
    let (roster, policy) = (roster(snapshot)?, policy(snapshot)?);
    let dossier = dossier(snapshot, id)?;
    let record = dossier.record(&policy.store, &snapshot.rosters, &snapshot.policies);
    let state = fold(&record).state;
    let overrides = templates::of_store(context.store.top())?;
    let (letters, pages) = (overrides.letters()?, overrides.pages()?);
    let desk = Desk {
        snapshot,
        dossier,
        record: &record,
        state: &state,
        roster,
        policy,
        sender: context.actor(roster)?,
        now: context.around.now,
        words: &|filed| what(filed, roster),
        letters: &letters,
        pages: &pages,
    };
    letter::write(&desk, letter).map_err(super::not_written)
}
