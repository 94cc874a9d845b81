//! The files of one change request: its acts.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{damage, in_its_place};
use super::document::Document;
use crate::act::StoredAct;
use crate::governance::Rosters;
use crate::id::Id;
use crate::policy::{Policy, StoreId};
use crate::request::{Partnership, RequestHistory};
use crate::source::Digest;

/// The files of one change request.
#[derive(Debug, Clone)]
pub struct RequestFiles {
    /// Its id, which is the name of its folder.
    pub id: Id,
    /// The acts, by path.
    pub acts: Vec<Document<StoredAct>>,
}

/// The registers that requests are made under, computed once for all of them.
#[derive(Debug, Clone, Default)]
pub struct Partnerships<'a>(pub(super) BTreeMap<&'a Id, Partnership<'a>>);

impl<'a> Partnerships<'a> {
    /// The partnership of a register.
    pub fn get(&self, id: &Id) -> Option<&Partnership<'a>> {
        self.0.get(id)
    }
}

impl RequestFiles {
    /// A request without files.
    pub fn empty(id: Id) -> RequestFiles {
        RequestFiles {
            id,
            acts: Vec::new(),
        }
    }

    /// The files of the record that differ from what `wr` wrote: unreadable, moved or edited acts. Each with its
    /// problem.
    pub fn damage(&self) -> Vec<String> {
        self.acts.iter().filter_map(damage).collect()
    }

    /// What its acts are judged by.
    pub fn history<'a>(
        &'a self,
        store: &'a StoreId,
        rosters: &'a Rosters,
        policies: &'a BTreeMap<Digest, Policy>,
        partnerships: &'a Partnerships<'a>,
    ) -> RequestHistory<'a> {
        RequestHistory {
            store,
            id: &self.id,
            rosters,
            policies,
            partnerships: &partnerships.0,
            acts: self.acts.iter().filter_map(in_its_place).collect(),
        }
    }

    /// The registers that its acts name: more than one if the record was tampered with.
    pub fn registers(&self) -> BTreeSet<&Id> {
        self.acts
            .iter()
            .filter_map(Document::get)
            .map(|stored| &stored.act.register)
            .collect()
    }
}
