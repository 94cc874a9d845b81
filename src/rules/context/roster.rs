//! The roster file, for rules about the roster itself.

use std::sync::Arc;

use crate::roster::Roster;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;

/// The roster file with its readable part, for rules about the roster itself.
pub(crate) fn roster(snapshot: &Snapshot) -> Option<(&Arc<SourceFile>, &Roster)> {
    let document = snapshot.roster.as_ref()?;
    Some((&document.file, document.partial()?))
}
