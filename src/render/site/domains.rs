//! The pages of the information management domains (DSP4003 5.2 note 4), with the partners that work on each.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::context::SiteContext;
use super::public_register::PublicRegister;
use crate::casefold::casefold;
use crate::id::Id;
use crate::link::query;
use crate::register::Standard;
use crate::render::domain::{folder_of_key, most_used};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::redact::public_link;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;
use crate::text::is_blank;

const DOMAINS: &str = "domains/index.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("domains.html"), built_in!("domain.html")];

#[derive(Debug, Serialize)]
struct DomainsView<'a> {
    domains: &'a [DomainRowView],
}

#[derive(Debug, Serialize)]
struct DomainRowView {
    /// The most frequent spelling.
    name: String,
    slug: String,
    /// The query that filters the list of registers by it.
    query: String,
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
    domain: &'a DomainRowView,
    works: Vec<DomainStandardView<'a>>,
}

/// A row of Table 1.
#[derive(Debug, Serialize)]
struct DomainStandardView<'a> {
    register: &'a str,
    title: &'a str,
    partner_id: &'a str,
    partner: &'a str,
    kind: &'a str,
    ap_id: &'a str,
    /// The URL of the standard.
    web: Option<&'a str>,
    description: &'a str,
    lead: &'a str,
}

/// A row of Table 1 with its register.
type DomainStandard<'a> = (&'a PublicRegister, &'a Standard);

/// The list of domains, and a page for each domain.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let mut by_domain: BTreeMap<String, Vec<DomainStandard<'_>>> = BTreeMap::new();
    for entry in context.registers.in_force {
        for row in &entry.standards {
            if !is_blank(&row.domain) {
                let works = by_domain.entry(casefold(&row.domain)).or_default();
                works.push((entry, row));
            }
        }
    }
    let mut domains: Vec<(DomainRowView, Vec<DomainStandard<'_>>)> = by_domain
        .into_iter()
        .map(|(key, works)| (domain(&key, &works), works))
        .collect();
    // Domains with the most partners come first. The sort is stable, so the others stay in order of their names.
    domains.sort_by_key(|(domain, _)| std::cmp::Reverse(domain.partners.len()));
    let of_each = domains
        .par_iter()
        .map(|(domain, works)| of_domain(context, domain, works));
    let of_each: Vec<Vec<PageFile>> = of_each.collect::<Result<_, _>>()?;
    let mut pages: Vec<PageFile> = of_each.into_iter().flatten().collect();
    let rows: Vec<DomainRowView> = domains.into_iter().map(|(row, _)| row).collect();
    let section = NavSection::Domains;
    let list = context.list(DOMAINS, "domains.html", section, rows.len(), |page| {
        DomainsView {
            domains: &rows[page.rows.clone()],
        }
    });
    pages.extend(list?);
    Ok(pages)
}

fn of_domain(
    context: &SiteContext<'_>,
    domain: &DomainRowView,
    works: &[DomainStandard<'_>],
) -> Result<Vec<PageFile>, RenderError> {
    let path = format!("domains/{}/index.html", domain.slug);
    let section = NavSection::Domains;
    context.list(&path, "domain.html", section, works.len(), |page| {
        DomainView {
            domain,
            works: works[page.rows.clone()].iter().map(work).collect(),
        }
    })
}

fn work<'a>((entry, row): &DomainStandard<'a>) -> DomainStandardView<'a> {
    DomainStandardView {
        register: entry.id.as_str(),
        title: &entry.title,
        partner_id: entry.partner.as_str(),
        partner: &entry.partner_name,
        kind: &row.kind,
        ap_id: &row.ap_id,
        web: row.web.as_deref().and_then(public_link),
        description: &row.description,
        lead: &row.lead,
    }
}

fn domain(key: &str, works: &[DomainStandard<'_>]) -> DomainRowView {
    let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut partners: BTreeSet<&str> = BTreeSet::new();
    let mut registers: BTreeSet<&Id> = BTreeSet::new();
    for (entry, row) in works {
        *spellings.entry(row.domain.trim()).or_default() += 1;
        partners.insert(&entry.partner_name);
        registers.insert(&entry.id);
    }
    let name = most_used(&spellings).unwrap_or_default();
    DomainRowView {
        name: name.to_string(),
        slug: folder_of_key(key),
        query: query("domain", name),
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
