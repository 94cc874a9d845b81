//! All public registers, as the pages about many of them see them.

use super::{Entry, Progress};
use crate::date::Day;
use crate::id::Id;
use crate::render::choice::Governance;

/// What pages about many registers are made of.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Listing<'a> {
    pub(in crate::render) governance: Governance<'a>,
    /// The public registers, ordered by id.
    pub(in crate::render) entries: &'a [&'a Entry],
    /// What is under way, as far as it is public.
    pub(in crate::render) progress: &'a [Progress],
    /// The day the site is of.
    pub(in crate::render) today: Day,
    /// The commit that it is made of, where it is one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl<'a> Listing<'a> {
    /// Whether this register is public.
    pub(in crate::render) fn has(&self, id: &Id) -> bool {
        self.entries.binary_search_by_key(&id, |entry| &entry.id).is_ok()
    }

    /// How many are in force, and how many were.
    pub(in crate::render) fn count(&self) -> (usize, usize) {
        let in_force = self.entries.iter().filter(|entry| entry.is_in_force()).count();
        (in_force, self.entries.len() - in_force)
    }

    /// The registers in force, by partner and title: the order in which people look for them.
    pub(in crate::render) fn in_force(&self) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().copied().filter(|it| it.is_in_force()).collect();
        entries.sort_by_cached_key(|entry| reading_order(entry));
        entries
    }

    /// The registers that were removed, in the same order.
    pub(in crate::render) fn former(&self) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().copied().filter(|it| !it.is_in_force()).collect();
        entries.sort_by_cached_key(|entry| reading_order(entry));
        entries
    }
}

fn reading_order(entry: &Entry) -> (String, String, String) {
    (entry.partner_name.to_lowercase(), entry.title.to_lowercase(), entry.id.to_string())
}
