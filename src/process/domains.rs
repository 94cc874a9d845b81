//! The partners that work on the same information management domain (DSP4003 5.2 note 4).

use std::collections::{BTreeMap, BTreeSet};

use super::{History, State};
use crate::casefold::casefold;
use crate::id::Id;
use crate::register::{Register, Standard};
use crate::text::is_blank;

/// A row of Table 1 with its register and partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work<'a> {
    /// The register.
    pub register: &'a Id,
    /// The alliance partner.
    pub partner: &'a Id,
    /// The row.
    pub row: &'a Standard,
    /// The text that has it.
    pub standing: RowStatus,
}

/// The first of these texts that has a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowStatus {
    /// The text in force.
    InForce,
    /// The revision under way, by its number.
    OnItsWay(u32),
    /// The draft.
    Draft,
}

/// A domain and all work on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain<'a> {
    /// Its name in the most frequent spelling.
    pub name: String,
    /// Other spellings, which differ in case, spacing or the form of letters.
    pub also: Vec<String>,
    /// The work, by partner.
    pub works: Vec<Work<'a>>,
}

impl<'a> Domain<'a> {
    /// The partners that work on it, each once.
    pub fn partners(&self) -> BTreeSet<&'a Id> {
        self.works.iter().map(|work| work.partner).collect()
    }

    /// Whether more than one partner works on it.
    pub fn is_shared(&self) -> bool {
        self.partners().len() > 1
    }
}

/// The work of the text in force.
pub fn in_force<'a>(state: &State, history: &History<'a>) -> Vec<Work<'a>> {
    let text = history.text_in_force(state);
    text.map_or(Vec::new(), |text| {
        rows(history, text, RowStatus::InForce).collect()
    })
}

/// All work of a register: the text in force, and what the revision under way and the draft add. A removed or ended
/// register has none.
pub fn works<'a>(
    state: &State,
    history: &History<'a>,
    draft: Option<&'a Register>,
) -> Vec<Work<'a>> {
    if state.removed.is_some() || state.ended.is_some() {
        return Vec::new();
    }
    let mut works = in_force(state, history);
    let on_its_way = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none());
    let on_its_way = on_its_way.map(|under_way| under_way.revision);
    let on_its_way = on_its_way.and_then(|n| Some((history.text(n)?, RowStatus::OnItsWay(n))));
    let to_come = on_its_way
        .into_iter()
        .chain(draft.map(|draft| (draft, RowStatus::Draft)));
    let key = |work: &Work<'_>| (casefold(&work.row.ap_id), casefold(&work.row.domain));
    let mut seen: BTreeSet<(String, String)> = works.iter().map(key).collect();
    for (text, standing) in to_come {
        works.extend(rows(history, text, standing).filter(|work| seen.insert(key(work))));
    }
    works
}

fn rows<'a>(
    history: &History<'a>,
    text: &'a Register,
    standing: RowStatus,
) -> impl Iterator<Item = Work<'a>> + use<'a> {
    let (register, partner) = (history.id, &text.partner.organization);
    let named = text.standards.iter().filter(|row| !is_blank(&row.domain));
    named.map(move |row| Work {
        register,
        partner,
        row,
        standing,
    })
}

/// The domains of these rows, sorted by the number of partners (most first), then by name.
pub fn domains<'a>(works: impl IntoIterator<Item = Work<'a>>) -> Vec<Domain<'a>> {
    let mut groups: BTreeMap<String, Vec<Work<'a>>> = BTreeMap::new();
    for work in works {
        groups
            .entry(casefold(&work.row.domain))
            .or_default()
            .push(work);
    }
    let mut domains: Vec<Domain<'a>> = groups.into_values().map(domain).collect();
    // The groups are in order of their names, which a stable sort keeps.
    domains.sort_by_key(|domain| std::cmp::Reverse(domain.partners().len()));
    domains
}

fn domain(mut works: Vec<Work<'_>>) -> Domain<'_> {
    let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
    for work in &works {
        *spellings.entry(work.row.domain.trim()).or_default() += 1;
    }
    let most = spellings.values().copied().max();
    let name = spellings
        .iter()
        .find(|(_, count)| Some(**count) == most)
        .map_or("", |(name, _)| *name);
    let also = spellings
        .keys()
        .filter(|other| **other != name)
        .map(ToString::to_string)
        .collect();
    let name = name.to_string();
    works.sort_by_key(|work| (work.partner, work.register, work.standing, &work.row.ap_id));
    Domain { name, also, works }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(domain: &str) -> Standard {
        let row = format!(
            "{{type: Schema, ap_id: a, description: d, domain: '{domain}', lead: l, ip_policy: p, owner: o, developer: d, maintainer: m}}"
        );
        crate::yaml::read(&crate::source::SourceFile::new("a.yaml", row)).expect("a row")
    }

    #[test]
    fn what_most_partners_work_on_comes_first_however_it_is_written() {
        let ids: Vec<Id> = ["a", "b", "c"]
            .iter()
            .map(|id| id.parse().expect("an id"))
            .collect();
        let rows = ["Storage", "Networking", " networking", "Networking", "  "].map(row);
        let work = |row: usize, partner: usize| Work {
            register: &ids[partner],
            partner: &ids[partner],
            row: &rows[row],
            standing: RowStatus::Draft,
        };
        let found = domains([work(0, 0), work(1, 0), work(2, 1), work(3, 2)]);
        let told: Vec<(&str, usize)> = found
            .iter()
            .map(|domain| (domain.name.as_str(), domain.partners().len()))
            .collect();
        assert_eq!(told, [("Networking", 3), ("Storage", 1)]);
        assert_eq!(found[0].also, ["networking"]);
        assert!(found[0].is_shared() && !found[1].is_shared());
    }
}
