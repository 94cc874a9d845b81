//! All public registers, for pages about several of them.

use super::{Entry, Progress};
use crate::id::Id;
use crate::render::choice::Governance;

/// The data for pages about several registers.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Listing<'a> {
    pub(in crate::render) governance: Governance<'a>,
    /// The public registers, ordered by id.
    pub(in crate::render) entries: &'a [&'a Entry],
    /// The registers in force, ordered by partner and title.
    pub(in crate::render) in_force: &'a [&'a Entry],
    /// The removed registers, in the same order.
    pub(in crate::render) removed: &'a [&'a Entry],
    /// The public data of registers under way.
    pub(in crate::render) progress: &'a [Progress],
    /// The commit of the snapshot, if it has one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl Listing<'_> {
    pub(in crate::render) fn has(&self, id: &Id) -> bool {
        self.entries
            .binary_search_by_key(&id, |entry| &entry.id)
            .is_ok()
    }
}

/// Splits registers into those in force and those removed, each ordered by partner and title.
pub(in crate::render) fn parted<'a>(entries: &[&'a Entry]) -> (Vec<&'a Entry>, Vec<&'a Entry>) {
    let mut sorted = entries.to_vec();
    sorted.sort_by_cached_key(|entry| {
        (
            entry.partner_name.to_lowercase(),
            entry.title.to_lowercase(),
            &entry.id,
        )
    });
    sorted.into_iter().partition(|entry| entry.is_in_force())
}
