//! All public registers, as the pages about many of them see them.

use super::{Entry, Progress};
use crate::date::Day;
use crate::render::choice::Governance;

/// What pages about many registers are made of.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Listing<'a> {
    pub(in crate::render) governance: Governance<'a>,
    /// The public registers, ordered by id.
    pub(in crate::render) entries: &'a [Entry],
    /// What is under way, as far as it is public.
    pub(in crate::render) progress: &'a [Progress],
    /// The day the site is of.
    pub(in crate::render) today: Day,
    /// The commit that it is made of, where it is one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl<'a> Listing<'a> {
    /// The registers in force, by partner and title: the order in which people look for them.
    pub(in crate::render) fn in_force(&self) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().filter(|entry| entry.is_in_force()).collect();
        entries.sort_by_cached_key(|entry| reading_order(entry));
        entries
    }

    /// The registers that were removed, in the same order.
    pub(in crate::render) fn former(&self) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().filter(|entry| !entry.is_in_force()).collect();
        entries.sort_by_cached_key(|entry| reading_order(entry));
        entries
    }
}

fn reading_order(entry: &Entry) -> (String, String, String) {
    (entry.partner_name.to_lowercase(), entry.title.to_lowercase(), entry.id.to_string())
}
