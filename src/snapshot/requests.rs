//! The change requests of a store, and the registers that they are made under.

use std::collections::BTreeSet;

use super::load::Snapshot;
use super::request::{Partnerships, RequestFiles};
use crate::id::Id;
use crate::process;
use crate::request::{Partnership, RequestHistory};

impl Snapshot {
    /// Every loaded register that a request of this store was made under.
    pub fn partnerships(&self) -> Partnerships<'_> {
        let named: BTreeSet<&Id> = self
            .requests
            .values()
            .flat_map(RequestFiles::registers)
            .collect();
        self.partnerships_of(named)
    }

    /// Like [`Snapshot::partnerships`], for these registers.
    pub fn partnerships_of<'a>(
        &'a self,
        named: impl IntoIterator<Item = &'a Id>,
    ) -> Partnerships<'a> {
        let of = |id: &'a Id| {
            let history = self.history(self.registers.get(id)?)?;
            let state = process::replay(&history).state;
            Some((id, Partnership::of(&history, &state)))
        };
        Partnerships(named.into_iter().filter_map(of).collect())
    }

    /// What the acts of a request are judged by. `None` without a policy, which holds the store's id.
    pub fn request_history<'a>(
        &'a self,
        request_files: &'a RequestFiles,
        partnerships: &'a Partnerships<'a>,
    ) -> Option<RequestHistory<'a>> {
        let store = &self.policy()?.store;
        Some(request_files.history(store, &self.rosters, &self.policies, partnerships))
    }
}
