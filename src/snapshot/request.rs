//! The files of one change request: its acts.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{damage, in_its_place};
use super::{Document, Snapshot};
use crate::act::StoredAct;
use crate::date::Day;
use crate::id::Id;
use crate::process::Replay;
use crate::process::due::Duty;
use crate::request::duties::duties;
use crate::request::{Partnership, RequestHistory, State, replay};
use crate::roster::Roster;

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
pub struct Partnerships<'a>(BTreeMap<&'a Id, Partnership<'a>>);

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

    /// The registers that its acts name: more than one if the record was tampered with.
    pub fn registers(&self) -> BTreeSet<&Id> {
        self.acts
            .iter()
            .filter_map(Document::get)
            .map(|stored| &stored.act.register)
            .collect()
    }
}

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
            Some((id, Partnership::of(&history)))
        };
        Partnerships(named.into_iter().filter_map(of).collect())
    }

    /// What the acts of a request are judged by. `None` without a policy, which holds the store's id.
    pub fn request_history<'a>(
        &'a self,
        request_files: &'a RequestFiles,
        partnerships: &'a Partnerships<'a>,
    ) -> Option<RequestHistory<'a>> {
        Some(RequestHistory {
            store: &self.policy()?.store,
            id: &request_files.id,
            rosters: &self.rosters,
            policies: &self.policies,
            partnerships: &partnerships.0,
            acts: request_files.acts.iter().filter_map(in_its_place).collect(),
        })
    }

    /// The duties of people about the requests of the store on a day, each with its request.
    pub fn request_duties(&self, roster: &Roster, today: Day) -> Vec<(&Id, Duty)> {
        let partnerships = self.partnerships();
        let of = |request_files: &RequestFiles| {
            let history = self.request_history(request_files, &partnerships)?;
            Some(duties(&replay(&history).state, &history, roster, today))
        };
        let each = self
            .requests
            .values()
            .map(|request_files| (&request_files.id, of(request_files).unwrap_or_default()));
        each.flat_map(|(id, duties)| duties.into_iter().map(move |duty| (id, duty)))
            .collect()
    }

    /// The replay of a request.
    pub fn request_replay<'a>(
        &'a self,
        request_files: &'a RequestFiles,
        partnerships: &'a Partnerships<'a>,
    ) -> Option<Replay<'a, State>> {
        self.request_history(request_files, partnerships)
            .map(|history| replay(&history))
    }
}
