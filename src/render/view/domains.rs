//! The domains of the registers in force: who works on the same thing (DSP4003 5.2 note 4).

use std::collections::BTreeMap;

use serde::Serialize;

use super::SiteView;
use super::parties::full_name;
use crate::id::Id;
use crate::process::domains::{Domain, domains, in_force};
use crate::render::choice::{Choice, Governance};

/// The page of domains. Only rows of texts in force can be in it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DomainsView {
    site: SiteView,
    /// The way to the site's top.
    root: &'static str,
    /// The style sheet, on a page of its own.
    style: Option<String>,
    domains: Vec<DomainView>,
}

/// A domain.
#[derive(Debug, Serialize)]
struct DomainView {
    name: String,
    /// Other spellings.
    also: Vec<String>,
    /// Whether more than one partner works on it.
    shared: bool,
    partners: usize,
    works: Vec<WorkView>,
}

/// A row of Table 1.
#[derive(Debug, Serialize)]
struct WorkView {
    register: String,
    title: String,
    partner: String,
    ap_id: String,
    description: String,
    lead: String,
}

impl DomainsView {
    /// Nothing while no register in force names a domain.
    pub(in crate::render) fn of(governance: Governance<'_>, choices: &[Choice<'_>]) -> Option<DomainsView> {
        let titles: BTreeMap<&Id, &str> =
            choices.iter().map(|choice| (&choice.dossier.id, choice.text.title.as_str())).collect();
        let works = choices.iter().flat_map(|choice| in_force(choice.state(), &choice.record));
        let domains = domains(works);
        let view = |domain: &Domain<'_>| DomainView {
            name: domain.name.clone(),
            also: domain.also.clone(),
            shared: domain.is_shared(),
            partners: domain.partners().len(),
            works: domain
                .works
                .iter()
                .map(|work| WorkView {
                    register: work.register.to_string(),
                    title: titles.get(work.register).map_or(String::new(), |title| title.to_string()),
                    partner: full_name(governance.roster, work.partner),
                    ap_id: work.row.ap_id.clone(),
                    description: work.row.description.clone(),
                    lead: work.row.lead.clone(),
                })
                .collect(),
        };
        let domains: Vec<DomainView> = domains.iter().map(view).collect();
        let site = SiteView::of(governance);
        (!domains.is_empty()).then_some(DomainsView { site, root: "", style: None, domains })
    }
}
