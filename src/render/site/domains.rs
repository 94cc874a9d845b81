//! The pages of the information management domains (DSP4003 5.2 note 4), with the partners that work on each.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::entry::Entry;
use super::paging::{PageOf, paged};
use super::{Edition, Listing, Page, Section};
use crate::casefold::casefold;
use crate::id::{Id, is_device};
use crate::register::Standard;
use crate::render::RenderError;
use crate::render::view::FrameView;
use crate::source::Digest;
use crate::text::is_blank;

#[derive(Debug, Serialize)]
struct DomainsView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    domains: &'a [DomainRow],
}

#[derive(Debug, Serialize)]
struct DomainRow {
    /// The most frequent spelling.
    name: String,
    slug: String,
    /// Other spellings.
    also: Vec<String>,
    /// The names of the partners that work on it.
    partners: Vec<String>,
    /// Whether more than one partner works on it.
    shared: bool,
    registers: usize,
}

#[derive(Debug, Serialize)]
struct DomainView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    page: &'a PageOf,
    domain: &'a DomainRow,
    works: Vec<WorkView<'a>>,
}

/// A row of Table 1.
#[derive(Debug, Serialize)]
struct WorkView<'a> {
    register: &'a str,
    title: &'a str,
    partner_id: &'a str,
    partner: &'a str,
    kind: &'a str,
    ap_id: &'a str,
    description: &'a str,
    lead: &'a str,
}

/// A row of Table 1 with its register.
type Work<'a> = (&'a Entry, &'a Standard);

/// The list of domains, and a page for each domain.
pub(super) fn pages(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let mut by_domain: BTreeMap<String, Vec<Work<'_>>> = BTreeMap::new();
    for entry in listing.in_force {
        for row in &entry.standards {
            if !is_blank(&row.domain) {
                let works = by_domain.entry(casefold(&row.domain)).or_default();
                works.push((entry, row));
            }
        }
    }
    let mut domains: Vec<(DomainRow, Vec<Work<'_>>)> = by_domain
        .into_iter()
        .map(|(key, works)| (domain(&key, &works), works))
        .collect();
    // Domains with the most partners come first. The sort is stable, so the others stay in order of their names.
    domains.sort_by_key(|(domain, _)| std::cmp::Reverse(domain.partners.len()));
    let of_each = domains
        .par_iter()
        .map(|(domain, works)| of_domain(edition, domain, works));
    let of_each: Vec<Vec<Page>> = of_each.collect::<Result<_, _>>()?;
    let mut pages: Vec<Page> = of_each.into_iter().flatten().collect();
    let rows: Vec<DomainRow> = domains.into_iter().map(|(row, _)| row).collect();
    for page in paged("domains/index.html", rows.len()) {
        let view = DomainsView {
            frame: edition.frame(&page.path, Section::Domains),
            page: &page,
            domains: &rows[page.rows.clone()],
        };
        pages.push(edition.page(&page.path, "domains.html", &view)?);
    }
    Ok(pages)
}

fn of_domain(
    edition: &Edition<'_>,
    domain: &DomainRow,
    works: &[Work<'_>],
) -> Result<Vec<Page>, RenderError> {
    let render = |page: &PageOf| {
        let view = DomainView {
            frame: edition.frame(&page.path, Section::Domains),
            page,
            domain,
            works: works[page.rows.clone()].iter().map(work).collect(),
        };
        edition.page(&page.path, "domain.html", &view)
    };
    paged(&format!("domains/{}/index.html", domain.slug), works.len())
        .iter()
        .map(render)
        .collect()
}

fn work<'a>((entry, row): &Work<'a>) -> WorkView<'a> {
    WorkView {
        register: entry.id.as_str(),
        title: &entry.title,
        partner_id: entry.partner.as_str(),
        partner: &entry.partner_name,
        kind: &row.kind,
        ap_id: &row.ap_id,
        description: &row.description,
        lead: &row.lead,
    }
}

fn domain(key: &str, works: &[Work<'_>]) -> DomainRow {
    let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut partners: BTreeSet<&str> = BTreeSet::new();
    let mut registers: BTreeSet<&Id> = BTreeSet::new();
    for (entry, row) in works {
        *spellings.entry(row.domain.trim()).or_default() += 1;
        partners.insert(&entry.partner_name);
        registers.insert(&entry.id);
    }
    let most = spellings.values().copied().max();
    let name = spellings
        .iter()
        .find(|(_, count)| Some(**count) == most)
        .map_or("", |(name, _)| *name);
    DomainRow {
        name: name.to_string(),
        slug: slug_of(key),
        also: spellings
            .keys()
            .filter(|other| **other != name)
            .map(ToString::to_string)
            .collect(),
        shared: partners.len() > 1,
        partners: partners.into_iter().map(str::to_string).collect(),
        registers: registers.len(),
    }
}

/// The folder of a domain, the same for all its spellings.
pub(in crate::render) fn slug(domain: &str) -> String {
    slug_of(&casefold(domain))
}

/// Uses lowercase letters, digits and hyphens. A name that these cannot represent gets a digest at the end, so that
/// every domain has a different folder.
fn slug_of(key: &str) -> String {
    let words = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.truncate(60);
    if slug.replace('-', " ") != key || is_device(&slug) {
        let digest = Digest::of(key.as_bytes()).short();
        let hyphen = if slug.is_empty() { "" } else { "-" };
        slug = format!("{slug}{hyphen}{digest}");
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_domain_has_a_folder_of_its_own_that_any_machine_can_have() {
        assert_eq!(slug("Networking"), "networking");
        assert_eq!(slug("  Data  Centre "), "data-centre");
        let names = [
            "a b",
            "a-b",
            "a/b",
            "../b",
            "Ä",
            "Ö",
            "ストレージ",
            "x".repeat(90).as_str(),
            "a.b",
            "con",
        ]
        .map(slug);
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            names
                .iter()
                .all(|name| name.chars().all(is_safe) && !name.is_empty() && name.len() < 80)
        );
    }
}
