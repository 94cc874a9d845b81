//! All public registers, as the pages about many of them see them.

use super::{Entry, Progress};
use crate::id::Id;
use crate::render::choice::Governance;

/// What pages about many registers are made of.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Listing<'a> {
    pub(in crate::render) governance: Governance<'a>,
    /// The public registers, ordered by id.
    pub(in crate::render) entries: &'a [&'a Entry],
    /// Those in force, by partner and title: the order in which people look for them.
    pub(in crate::render) in_force: &'a [&'a Entry],
    /// Those that were removed, in the same order.
    pub(in crate::render) removed: &'a [&'a Entry],
    /// What is under way, as far as it is public.
    pub(in crate::render) progress: &'a [Progress],
    /// The commit that it is made of, where it is one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl Listing<'_> {
    /// Whether this register is public.
    pub(in crate::render) fn has(&self, id: &Id) -> bool {
        self.entries
            .binary_search_by_key(&id, |entry| &entry.id)
            .is_ok()
    }
}

/// These registers parted into those in force and those that were removed, each by partner and title.
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
