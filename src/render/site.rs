//! Renders the public site: registers in force and removed, partners, domains, milestones, the process, the rules, and
//! how to verify the data.

mod about;
mod address;
mod api;
mod badge;
mod branding;
mod calendar;
mod context;
mod domains;
mod drafts;
mod feed;
mod index;
mod links;
mod milestones;
mod news;
mod outline;
mod paging;
mod partners;
mod process;
mod public_register;
mod reference;
mod register_index;
mod register_links;
mod registers;
mod removed;
mod requests;
mod reviews;
mod revisions;
mod robots;
mod rule_entry;
mod search;
mod site_page;
mod sitemap;
mod standards;
mod summary;
#[cfg(test)]
mod tests;
mod under_way;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::context::SiteContext;
pub use self::links::DeadLink;
use self::public_register::PublicRegister;
use self::register_index::{RegisterIndex, addenda, by_standing};
pub use self::rule_entry::RuleEntry;
use self::site_page::SitePage;
use self::under_way::UnderWayView;
use super::audience::Audience;
use super::error::RenderError;
use super::governance::Governance;
use super::pages::{PageFile, Pages};
use super::redact::Redactor;
use super::selected_text::SelectedText;
use super::sources::BuiltIn;
use super::templates::{STYLE, Templates};
use crate::date::Day;
use crate::snapshot::{RegisterContext, Snapshot};

/// The pages of the site, and its files for programs.
static PAGES: [SitePage; 26] = [
    SitePage::Html(index::TEMPLATES, index::pages),
    SitePage::Html(registers::TEMPLATES, registers::pages),
    SitePage::Html(removed::TEMPLATES, removed::pages),
    SitePage::Html(reviews::TEMPLATES, reviews::pages),
    SitePage::Html(partners::TEMPLATES, partners::pages),
    SitePage::Html(domains::TEMPLATES, domains::pages),
    SitePage::Html(milestones::TEMPLATES, milestones::pages),
    SitePage::Html(process::TEMPLATES, process::pages),
    SitePage::Html(requests::TEMPLATES, requests::pages),
    SitePage::Html(reference::TEMPLATES, reference::pages),
    SitePage::Html(about::TEMPLATES, about::pages),
    SitePage::Html(drafts::TEMPLATES, drafts::pages),
    SitePage::Html(&[], branding::logos),
    SitePage::File(calendar::CALENDAR, calendar::calendar),
    SitePage::File(standards::STANDARDS, standards::standards),
    SitePage::File(search::SEARCH, search::search),
    SitePage::File(feed::FEED, feed::feed),
    SitePage::Files(feed::feeds),
    SitePage::Files(calendar::calendars),
    SitePage::Files(badge::badges),
    SitePage::File(robots::ROBOTS, robots::robots),
    SitePage::File(api::INDEX, api::index_json),
    SitePage::File(api::REGISTERS, api::registers_json),
    SitePage::File(api::INDEX_SCHEMA, api::index_schema),
    SitePage::File(api::REGISTERS_SCHEMA, api::registers_schema),
    SitePage::File(api::REGISTER_SCHEMA, api::register_schema),
];

/// The files that all pages use, copied unchanged.
const ASSETS: [&str; 3] = ["style.css", "site.js", "icon.svg"];

/// The input of a site.
pub struct Sources<'a> {
    /// The store, as recorded or with the drafts of the working tree.
    pub snapshot: &'a Snapshot,
    /// The page templates, with the overrides of the store.
    pub templates: &'a Templates,
    /// The rules of `wr check`, for their pages.
    pub rules: &'a [RuleEntry],
    /// The day for which reviews and milestones count as due or overdue.
    pub today: Day,
    /// The readers, who decide which registers the site contains.
    pub audience: Audience,
    /// The commit of the snapshot, if it has one.
    pub commit: Option<&'a str>,
}

/// A rendered site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// All files of the site.
    pub pages: Pages,
    /// The number of published registers with a revision in force.
    pub public: usize,
    /// The number of published registers that were removed.
    pub removed: usize,
    /// The number of registers without a page.
    pub withheld: usize,
}

/// The templates of all pages.
pub(super) fn templates() -> impl Iterator<Item = BuiltIn> {
    PAGES.iter().flat_map(|page| page.templates()).copied()
}

/// Renders the site. Of a register that was never in force, it shows at most the partner and the stage, and only if the
/// policy allows it.
///
/// # Errors
/// The policy or roster is missing or invalid, or a template fails. [`Pages::dead_links`] checks the links.
pub fn site(sources: Sources<'_>) -> Result<Site, RenderError> {
    let governance = Governance::of(sources.snapshot)?;
    let now = sources.today.midnight();
    let registers = sources.snapshot.register_contexts(now)?;
    let (texts, under_way) = public(governance, &registers);
    let public = texts
        .par_iter()
        .filter_map(|selected| PublicRegister::of(selected, sources.today));
    let public: Vec<PublicRegister> = public.collect();
    let (in_force, removed) = by_standing(&public);
    let addenda = addenda(&public);
    let context = SiteContext {
        governance,
        registers: RegisterIndex {
            all: &registers,
            texts: &texts,
            public: &public,
            in_force: &in_force,
            removed: &removed,
            addenda: &addenda,
            under_way: &under_way,
        },
        templates: sources.templates,
        rules: sources.rules,
        today: sources.today,
        audience: sources.audience,
        commit: sources.commit,
    };
    Ok(Site {
        pages: pages(&context)?,
        public: in_force.len(),
        removed: removed.len(),
        withheld: registers.len() - public.len(),
    })
}

/// The public texts, and the public data of registers under way, in order.
fn public<'a>(
    governance: Governance<'a>,
    registers: &'a [RegisterContext<'a>],
) -> (Vec<SelectedText<'a>>, Vec<UnderWayView>) {
    let public = registers.par_iter().map(|register| {
        let under_way = UnderWayView::of(governance, &register.replay.state, &register.history);
        (SelectedText::public(governance, register), under_way)
    });
    let (texts, under_way): (Vec<_>, Vec<_>) = public.unzip();
    let mut under_way: Vec<UnderWayView> = under_way.into_iter().flatten().collect();
    under_way.sort();
    (texts.into_iter().flatten().collect(), under_way)
}

fn pages(context: &SiteContext<'_>) -> Result<Pages, RenderError> {
    let rendered = PAGES.par_iter().with_max_len(1);
    let rendered = rendered.map(|page| page.render(context));
    let rendered: Vec<Vec<PageFile>> = rendered.collect::<Result<_, _>>()?;
    let assets = ASSETS.map(|name| {
        let text = context.templates.text(name);
        (name.to_string(), text.as_bytes().to_vec())
    });
    let mut pages: BTreeMap<_, _> = rendered.into_iter().flatten().chain(assets).collect();
    let colors = branding::colors(context.governance.policy.site.colors)?;
    pages
        .entry(STYLE.to_string())
        .and_modify(|style| style.extend(colors.into_bytes()));
    pages.extend(sitemap::sitemap(context, pages.keys()));
    // After all writers, so that none of them can publish an address.
    let redactor = Redactor::of(context.governance.policy);
    let clean = pages.into_par_iter().map(|(path, bytes)| {
        let bytes = redactor.file(&path, bytes);
        (path, bytes)
    });
    Ok(Pages(clean.collect()))
}
