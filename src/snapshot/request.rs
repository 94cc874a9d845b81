//! Everything a store has about one change request: its acts.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{damage, in_its_place};
use super::{Document, Snapshot};
use crate::act::StoredAct;
use crate::date::Day;
use crate::id::Id;
use crate::process::Course;
use crate::process::duties::Duty;
use crate::request::duties::duties;
use crate::request::{Partnership, Record, State, fold};
use crate::roster::Roster;

/// The files of one change request.
#[derive(Debug, Clone)]
pub struct RequestDossier {
    /// Its id, which is its folder's name.
    pub id: Id,
    /// The acts, by path.
    pub acts: Vec<Document<StoredAct>>,
}

/// The registers that requests are made under, worked out once for all of them.
#[derive(Debug, Clone, Default)]
pub struct Partnerships<'a>(BTreeMap<&'a Id, Partnership<'a>>);

impl RequestDossier {
    /// A request of which nothing is known yet.
    pub fn empty(id: Id) -> RequestDossier {
        RequestDossier {
            id,
            acts: Vec::new(),
        }
    }

    /// Files of the record that are not what `wr` wrote: unreadable, moved, or edited acts. Each with what is wrong.
    pub fn damage(&self) -> Vec<String> {
        self.acts.iter().filter_map(damage).collect()
    }

    /// The registers that its acts name: one, unless somebody put others there.
    pub fn registers(&self) -> BTreeSet<&Id> {
        self.acts
            .iter()
            .filter_map(Document::get)
            .map(|filed| &filed.act.register)
            .collect()
    }
}

impl Snapshot {
    /// Every register that a request of this store was made under, as far as it is loaded.
    pub fn partnerships(&self) -> Partnerships<'_> {
        let named: BTreeSet<&Id> = self
            .requests
            .values()
            .flat_map(RequestDossier::registers)
            .collect();
        self.partnerships_of(named)
    }

    /// The same for some registers.
    pub fn partnerships_of<'a>(
        &'a self,
        named: impl IntoIterator<Item = &'a Id>,
    ) -> Partnerships<'a> {
        let of = |id: &'a Id| {
            let record = self.record(self.registers.get(id)?)?;
            Some((id, Partnership::of(&record)))
        };
        Partnerships(named.into_iter().filter_map(of).collect())
    }

    /// What the acts of a request are judged by. Nothing without a policy, which holds the store's id.
    pub fn request_record<'a>(
        &'a self,
        dossier: &'a RequestDossier,
        partnerships: &'a Partnerships<'a>,
    ) -> Option<Record<'a>> {
        Some(Record {
            store: &self.policy()?.store,
            id: &dossier.id,
            rosters: &self.rosters,
            policies: &self.policies,
            partnerships: &partnerships.0,
            acts: dossier.acts.iter().filter_map(in_its_place).collect(),
        })
    }

    /// What somebody ought to do about the requests of the store on a day, each with its request.
    pub fn request_duties(&self, roster: &Roster, today: Day) -> Vec<(&Id, Duty)> {
        let partnerships = self.partnerships();
        let of = |dossier: &RequestDossier| {
            let record = self.request_record(dossier, &partnerships)?;
            Some(duties(&fold(&record).state, &record, roster, today))
        };
        let each = self
            .requests
            .values()
            .map(|dossier| (&dossier.id, of(dossier).unwrap_or_default()));
        each.flat_map(|(id, duties)| duties.into_iter().map(move |duty| (id, duty)))
            .collect()
    }

    /// A request's course.
    pub fn request_course<'a>(
        &'a self,
        dossier: &'a RequestDossier,
        partnerships: &'a Partnerships<'a>,
    ) -> Option<Course<'a, State>> {
        self.request_record(dossier, partnerships)
            .map(|record| fold(&record))
    }
}
