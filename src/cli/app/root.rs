//! Pins the digest of the first roster in each clone. All identities are based on it, and no file of the repository can
//! prove it.

use anyhow::{Context as _, Result};

use crate::cli::app::answer::reject;
use crate::cli::app::context::Context;
use crate::cli::app::ui;
use crate::path::VersionKind;
use crate::snapshot::Snapshot;
use crate::source::Digest;

/// The git setting with the pinned digest.
const ROOT: &str = "wr.root";

/// The digest of the first roster; none if `roster-1.yaml` is missing.
pub(crate) fn of(snapshot: &Snapshot) -> Option<Digest> {
    let numbered = snapshot.numbered(VersionKind::Roster);
    numbered
        .first()
        .filter(|(number, _)| *number == 1)
        .map(|(_, file)| file.digest())
}

/// Refuses a store whose first roster is not the pinned one. A user who knows the digest from a trusted source can pin
/// it first, with `git config wr.root sha256:...`.
///
/// # Errors
/// `Rejected`, if the digests differ; another error if there is no first roster.
pub(crate) fn compare(context: &Context, snapshot: &Snapshot) -> Result<()> {
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
    reject!(
        "the first roster of this store is {found}, but this clone pinned {pinned} ({ROOT})\n  \
         needs:  the pinned store, or `git config --unset {ROOT}` if you know why the roster changed"
    )
}

/// Pins the first roster of a verified store, unless this clone has pinned one already.
pub(crate) fn pin(context: &Context, snapshot: &Snapshot) {
    let done = || -> Result<()> {
        if let (None, Some(found)) = (context.store.config(ROOT)?, of(snapshot)) {
            context.store.set_config(ROOT, &found.to_string())?;
        }
        Ok(())
    };
    // A read-only clone can still verify; it only cannot remember.
    if let Err(why) = done() {
        ui::err(ui::visible(format!(
            "note: the first roster could not be pinned in this clone: {why:#}"
        )));
    }
}
