//! The public site: a list of the registers in force and of those that were, a page for each, the domains that they
//! work on, and the rules they are held to.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::choice::{Choice, Governance};
use super::view::{DomainsView, FormerView, IndexView, PageView, RowView, RulesView};
use super::{Pages, RenderError, RuleEntry, Site, Templates, Which};
use crate::date::Day;
use crate::id::Id;
use crate::snapshot::{Dossier, Snapshot};

/// A path and the bytes of what is there.
type Page = (String, Vec<u8>);

/// Renders the site. A register that never had a revision in force appears nowhere in it, not even by its title.
pub fn site(
    snapshot: &Snapshot,
    templates: &Templates,
    rules: &[RuleEntry],
    today: Day,
) -> Result<Site, RenderError> {
    let governance = Governance::of(snapshot)?;
    let dossiers: Vec<&Dossier> = snapshot.registers.values().collect();
    // Links lead to public registers only, so every register is folded before the first page is written.
    let shown = dossiers.par_iter().map(|dossier| {
        let in_force = Choice::of(governance, dossier, Which::InForce);
        in_force.or_else(|_| Choice::of(governance, dossier, Which::Former)).ok()
    });
    let shown: Vec<Choice<'_>> = shown.flatten().collect();
    let (former, choices): (Vec<_>, Vec<_>) = shown.into_iter().partition(Choice::is_former);
    let public: BTreeSet<&Id> = choices.iter().chain(&former).map(|choice| &choice.dossier.id).collect();
    let written = choices.par_iter().chain(&former).map(|choice| write(choice, &public, templates, today));
    let written: Result<Vec<[Page; 2]>, RenderError> = written.collect();
    let rows = choices.par_iter().map(|choice| RowView::of(choice, today)).collect();
    let mut pages: BTreeMap<String, Vec<u8>> = written?.into_iter().flatten().collect();
    let domains = DomainsView::of(governance, &choices);
    if let Some(domains) = &domains {
        pages.insert("domains.html".to_string(), templates.domains(domains)?.into_bytes());
    }
    let index = templates.index(&IndexView::of(
        governance,
        rows,
        former.iter().filter_map(FormerView::of).collect(),
        domains.as_ref(),
    ))?;
    pages.insert("index.html".to_string(), index.into_bytes());
    let reference = templates.rules(&RulesView::of(governance, rules))?;
    // A register's id has no dot in it, so none has its page here.
    pages.insert("rules.html".to_string(), reference.into_bytes());
    pages.insert("style.css".to_string(), templates.style().as_bytes().to_vec());
    let (public, former) = (choices.len(), former.len());
    Ok(Site { pages: Pages(pages), public, former, withheld: dossiers.len() - public - former })
}

fn write(
    choice: &Choice<'_>,
    public: &BTreeSet<&Id>,
    templates: &Templates,
    today: Day,
) -> Result<[Page; 2], RenderError> {
    let id = &choice.dossier.id;
    let view = PageView::on_site(choice, public, today);
    let html = templates.register_html(&view)?;
    let markdown = templates.register_markdown(&view)?;
    Ok([
        (format!("{id}/index.html"), html.into_bytes()),
        (format!("{id}/register.md"), markdown.into_bytes()),
    ])
}
