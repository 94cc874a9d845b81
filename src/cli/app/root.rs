//! The first roster, which everything else rests on: pinned in each clone, because nothing in a repository can vouch
//! for it.

use anyhow::{Context as _, Result};

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Context;
use crate::cli::app::ui;
use crate::governance::VersionKind;
use crate::snapshot::Snapshot;
use crate::source::Digest;

/// Where the clone remembers its digest.
const ROOT: &str = "wr.root";

/// The digest of the first roster.
pub fn of(snapshot: &Snapshot) -> Option<Digest> {
    let numbered = snapshot.numbered(VersionKind::Roster);
    numbered
        .first()
        .filter(|(number, _)| *number == 1)
        .map(|(_, file)| file.digest())
}

/// Refuses a store whose first roster is not the one that this clone pinned. Who was told the digest by somebody they
/// trust pins it before, with `git config wr.root sha256:...`.
pub fn compare(context: &Context, snapshot: &Snapshot) -> Result<()> {
    let found = of(snapshot).context(
        "the store has no first version of its roster (registers/history/roster-1.yaml)",
    )?;
    let Some(pinned) = context
        .store
        .config(ROOT)?
        .filter(|pinned| *pinned != found.to_string())
    else {
        return Ok(());
    };
    Err(Rejected::Message(format!(
        "the first roster of this store is {found}, and this clone pinned {pinned} ({ROOT}): it is another store\n  \
         needs:  the store that was pinned; or `git config --unset {ROOT}`, if you know why it changed"
    ))
    .into())
}

/// Pins the first roster of a store that was verified, in a clone that pinned none yet.
pub fn pin(context: &Context, snapshot: &Snapshot) {
    let done = || -> Result<()> {
        if let (None, Some(found)) = (context.store.config(ROOT)?, of(snapshot)) {
            context.store.set_config(ROOT, &found.to_string())?;
        }
        Ok(())
    };
    // A clone that cannot be written to is as good a witness as any, for this once.
    if let Err(why) = done() {
        ui::err(ui::visible(format!(
            "note: this clone could not pin the first roster: {why:#}"
        )));
    }
}
