//! An index of titles, standards and addenda across all registers of a store.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::casefold::casefold;
use crate::id::Id;
use crate::register::{Holder, Standard};
use crate::roster::Roster;
use crate::rules::context::dsp_number::is_meant;
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::source::SourceFile;

/// The most registers of a circle that a message names.
const LONGEST: usize = 6;

/// Registers by what they share, according to their newest texts. If only one register is loaded, every lookup finds
/// nothing.
#[derive(Debug, Default)]
pub(crate) struct CrossRegisterIndex<'a> {
    /// By title, the first two registers that have it.
    titles: HashMap<String, Vec<(&'a Id, &'a Arc<SourceFile>)>>,
    /// By standard, the first row of each owner.
    standards: HashMap<String, Vec<(Vec<&'a Id>, StandardRow<'a>)>>,
    /// For each register in a circle of addenda, the circle and the register's index in it.
    circles: HashMap<&'a Id, Circle<'a>>,
    /// Organizations by id, name and short name.
    organizations: HashMap<String, &'a Id>,
}

/// What a register may share with others, normalized for comparison.
struct Shared<'a> {
    id: &'a Id,
    file: &'a Arc<SourceFile>,
    title: String,
    addendum_to: Option<&'a Id>,
    /// By standard and owners, the rows whose owners are known.
    rows: Vec<(String, Vec<&'a Id>, StandardRow<'a>)>,
}

/// A circle of addenda, and an index in it.
type Circle<'a> = (Arc<Vec<&'a Id>>, usize);

/// A row of Table 1 in some register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StandardRow<'a> {
    pub(crate) register: &'a Id,
    pub(crate) file: &'a Arc<SourceFile>,
    /// The index of the row, counted from 0.
    pub(crate) at: usize,
}

impl<'a> CrossRegisterIndex<'a> {
    /// Reads every text of the store once.
    pub(crate) fn of(snapshot: &'a Snapshot) -> CrossRegisterIndex<'a> {
        let organizations = snapshot
            .written_roster()
            .map(organizations)
            .unwrap_or_default();
        let mut all = CrossRegisterIndex {
            organizations,
            ..CrossRegisterIndex::default()
        };
        let registers: Vec<(&Id, &RegisterFiles)> = snapshot.registers.iter().collect();
        let read: Vec<Option<Shared<'a>>> = registers
            .into_par_iter()
            .map(|(id, register_files)| all.shared(id, register_files))
            .collect();
        let read: Vec<Shared<'a>> = read.into_iter().flatten().collect();
        let mut adds_to = BTreeMap::new();
        for shared in read {
            let same = all.titles.entry(shared.title).or_default();
            if same.len() < 2 {
                same.push((shared.id, shared.file));
            }
            adds_to.extend(shared.addendum_to.map(|other| (shared.id, other)));
            for (standard, owners, row) in shared.rows {
                let known = all.standards.entry(standard).or_default();
                if known.iter().all(|(known, _)| *known != owners) {
                    known.push((owners, row));
                }
            }
        }
        all.circles = circles(&adds_to);
        all
    }

    fn shared(&self, id: &'a Id, register_files: &'a RegisterFiles) -> Option<Shared<'a>> {
        let document = register_files.text.as_ref()?;
        let text = document.partial()?;
        let file = &document.file;
        // Rows are identified by their index, so a text that is partly unreadable has none.
        let rows = document
            .get()
            .map(|text| text.standards.as_slice())
            .unwrap_or_default();
        let owned = |(at, row): (usize, &Standard)| {
            let owners = self.owners(&row.owner)?;
            Some((
                standard(&text.partner.organization, row),
                owners,
                StandardRow {
                    register: id,
                    file,
                    at,
                },
            ))
        };
        let rows = rows.iter().enumerate().filter_map(owned).collect();
        let addendum_to = text.addendum_to.as_ref();
        Some(Shared {
            id,
            file,
            title: casefold(&text.title),
            addendum_to,
            rows,
        })
    }

    /// Another register with this title.
    pub(crate) fn of_title(&self, title: &str, own: &Id) -> Option<(&'a Id, &'a Arc<SourceFile>)> {
        let same = self.titles.get(&casefold(title))?;
        same.iter().find(|(id, _)| *id != own).copied()
    }

    /// A row of another register for the same standard, with another owner.
    pub(crate) fn of_standard(
        &self,
        partner: &Id,
        row: &Standard,
        own: &Id,
    ) -> Option<StandardRow<'a>> {
        let owned = self.standards.get(&standard(partner, row))?;
        let owners = self.owners(&row.owner)?;
        let others = owned.iter().filter(|(_, other)| other.register != own);
        others
            .filter(|(others, _)| *others != owners)
            .min_by_key(|(owners, _)| owners)
            .map(|(_, row)| *row)
    }

    /// The circle of addenda from a register back to itself; of a long one, the beginning.
    pub(crate) fn circle(&self, own: &Id) -> Option<Vec<&'a Id>> {
        let (circle, at) = self.circles.get(own)?;
        Some(
            circle
                .iter()
                .cycle()
                .skip(*at)
                .take((circle.len() + 1).min(LONGEST))
                .copied()
                .collect(),
        )
    }

    /// The organizations that a column names, each once; `None` if one of them is unknown.
    fn owners(&self, holder: &Holder) -> Option<Vec<&'a Id>> {
        let names = holder
            .names()
            .iter()
            .map(|name| self.organizations.get(&casefold(name)).copied());
        let mut owners: Vec<&Id> = names.collect::<Option<_>>()?;
        owners.sort();
        owners.dedup();
        Some(owners)
    }
}

/// The key of a standard across registers. A DSP number means the same everywhere; any other identifier is the
/// partner's, and means something else in the register of another partner (DSP4003 5.2 note 2).
fn standard(partner: &Id, row: &Standard) -> String {
    let ap_id = casefold(&row.ap_id);
    if is_meant(&row.ap_id) {
        ap_id
    } else {
        format!("{partner}: {ap_id}")
    }
}

fn organizations(roster: &Roster) -> HashMap<String, &Id> {
    let mut names = HashMap::new();
    for organization in &roster.organizations {
        let own = [organization.id.as_str(), &organization.name];
        for name in own.into_iter().chain(organization.short.as_deref()) {
            names.entry(casefold(name)).or_insert(&organization.id);
        }
    }
    names
}

/// All circles, by register; each register adds to at most one other, and is visited once.
fn circles<'a>(adds_to: &BTreeMap<&'a Id, &'a Id>) -> HashMap<&'a Id, Circle<'a>> {
    let mut circles = HashMap::new();
    // By register, the walk that visited it.
    let mut seen: HashMap<&Id, usize> = HashMap::new();
    for (walk, start) in adds_to.keys().copied().enumerate() {
        let mut path: Vec<&'a Id> = Vec::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| !seen.contains_key(id)) {
            seen.insert(id, walk);
            path.push(id);
            next = adds_to.get(id).copied();
        }
        let Some(first) = next.filter(|id| seen.get(id) == Some(&walk)) else {
            continue;
        };
        let circle: Vec<&Id> = path.into_iter().skip_while(|id| *id != first).collect();
        let circle = Arc::new(circle);
        circles.extend(
            circle
                .iter()
                .enumerate()
                .map(|(at, id)| (*id, (Arc::clone(&circle), at))),
        );
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_what_leads_into_one_is_not_in_it() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let ids: Vec<Id> = ["a", "b", "c", "d", "e", "f"].map(id).to_vec();
        let [a, b, c, d, e, f] = ids.as_slice() else {
            unreachable!()
        };
        let adds_to = BTreeMap::from([(a, b), (b, c), (c, b), (d, d), (e, f)]);
        let found = circles(&adds_to);
        let mut inside: Vec<&Id> = found.keys().copied().collect();
        inside.sort();
        assert_eq!(inside, [b, c, d]);
        assert_eq!((found[b].0.to_vec(), found[c].1), (vec![b, c], 1));
    }
}
