//! `search.json`: the index of all public registers for the search in `site.js`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::context::SiteContext;
use super::public_register::{PublicRegister, Standing};
use crate::casefold::casefold;
use crate::render::domain::most_used;

/// The path of the index, from the top of the site.
pub(crate) const SEARCH: &str = "search.json";

/// The index; `format` explains its short names.
#[derive(Debug, Serialize)]
struct SearchIndexJson<'a> {
    format: SearchFormatJson,
    /// The ids and names of partners; registers refer to them by position.
    partners: Vec<(&'a str, &'a str)>,
    /// The domains; registers refer to them by position.
    domains: Vec<&'a str>,
    registers: Vec<SearchRegisterJson<'a>>,
}

/// The meanings of the short names, for readers of the file.
#[derive(Debug, Serialize)]
struct SearchFormatJson {
    version: u32,
    i: &'static str,
    t: &'static str,
    v: &'static str,
    u: &'static str,
    p: &'static str,
    d: &'static str,
    s: &'static str,
    n: &'static str,
    f: &'static str,
    o: &'static str,
    w: &'static str,
}

const FORMAT: SearchFormatJson = SearchFormatJson {
    version: 1,
    i: "id; the page is registers/ID/index.html",
    t: "title",
    v: "version",
    u: "subject",
    p: "the partner's position in partners, from 0",
    d: "the domains' positions in domains, from 0",
    s: "in force since: a day, month, quarter or year",
    n: "next review, a day",
    f: "the day of its removal",
    o: "1 if the partner is closed",
    w: "the start of the scope, identifiers of standards, milestones",
};

/// A register in the index. The names are short because they repeat for every register.
#[derive(Debug, Serialize)]
struct SearchRegisterJson<'a> {
    i: &'a str,
    t: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    v: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    u: Option<&'a str>,
    p: usize,
    d: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    f: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    o: Option<u8>,
    w: String,
}

/// The index as JSON. Spellings of a domain that differ only in case or spacing are one domain.
pub(super) fn search(context: &SiteContext<'_>) -> Vec<u8> {
    let partners: BTreeMap<&str, &str> = context
        .registers
        .public
        .iter()
        .map(|entry| (entry.partner.as_str(), entry.partner_name.as_str()))
        .collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for domain in context
        .registers
        .public
        .iter()
        .flat_map(PublicRegister::domains)
    {
        *used.entry(domain).or_default() += 1;
    }
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (domain, count) in used {
        *spellings
            .entry(casefold(domain))
            .or_default()
            .entry(domain)
            .or_default() += count;
    }
    let place = |names: Vec<String>| -> BTreeMap<String, usize> {
        names
            .into_iter()
            .enumerate()
            .map(|(at, name)| (name, at))
            .collect()
    };
    let places = SearchPositions {
        partners: place(partners.keys().map(ToString::to_string).collect()),
        domains: place(spellings.keys().cloned().collect()),
    };
    let index = SearchIndexJson {
        format: FORMAT,
        partners: partners.into_iter().collect(),
        domains: spellings.values().filter_map(most_used).collect(),
        registers: context
            .registers
            .public
            .iter()
            .map(|entry| found(entry, &places))
            .collect(),
    };
    // Serializing plain values with string keys cannot fail.
    serde_json::to_vec(&index).unwrap_or_default()
}

/// The positions of partners by id, and of domains by case-folded name.
struct SearchPositions {
    partners: BTreeMap<String, usize>,
    domains: BTreeMap<String, usize>,
}

fn found<'a>(entry: &'a PublicRegister, places: &SearchPositions) -> SearchRegisterJson<'a> {
    let (since, removed) = match &entry.standing {
        Standing::InForce { since, .. } => (since.map(|when| when.to_string()), None),
        Standing::Removed { on, .. } => (None, Some(on.to_string())),
    };
    let domains: BTreeSet<usize> = entry
        .domains()
        .into_iter()
        .filter_map(|domain| places.domains.get(&casefold(domain)).copied())
        .collect();
    let identifiers = entry.standards.iter().map(|row| row.ap_id.as_str());
    let words = entry
        .summary
        .as_deref()
        .into_iter()
        .chain(identifiers)
        .chain(
            entry
                .milestones
                .iter()
                .map(|milestone| milestone.title.as_str()),
        );
    SearchRegisterJson {
        i: entry.id.as_str(),
        t: &entry.title,
        v: entry.version.as_deref(),
        u: entry.subject.as_deref(),
        p: places
            .partners
            .get(entry.partner.as_str())
            .copied()
            .unwrap_or_default(),
        d: domains.into_iter().collect(),
        s: since,
        n: entry.review().map(|day| day.to_string()),
        f: removed,
        o: entry.orphaned.then_some(1),
        w: words.collect::<Vec<_>>().join(" "),
    }
}
