//! The public site: the registers in force and those that were, a page for each; who the partners are, what domains
//! they work on, what is due; the process, the rules, and how all of it can be verified.

mod about;
mod address;
mod api;
mod calendar;
mod domains;
mod drafts;
mod edition;
mod entry;
mod feed;
mod forms;
mod index;
mod links;
mod listing;
mod milestones;
mod outline;
mod paging;
mod partners;
mod process;
mod progress;
mod reference;
mod requests;
mod robots;
mod search;
mod sitemap;
mod standards;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub(super) use self::domains::slug;
pub use self::edition::Audience;
pub(super) use self::edition::{Edition, Section};
use self::entry::Entry;
pub use self::links::DeadLink;
pub(super) use self::listing::Listing;
use self::progress::Progress;
pub use self::reference::RuleEntry;
use super::choice::{Choice, Governance};
use super::view::{HistoryView, PageView};
use super::{Pages, RenderError, Templates};
use crate::date::Day;
use crate::id::Id;
use crate::snapshot::{RegisterFiles, Snapshot};

/// A page's path from the site's top, and its bytes.
type Page = (String, Vec<u8>);

/// What a site is made of.
pub struct Sources<'a> {
    /// The store.
    pub snapshot: &'a Snapshot,
    /// The templates.
    pub templates: &'a Templates,
    /// The rules, for their reference.
    pub rules: &'a [RuleEntry],
    /// The day.
    pub today: Day,
    /// For whom it is.
    pub audience: Audience,
    /// The commit that it is made of, where it is one.
    pub commit: Option<&'a str>,
}

impl<'a> Sources<'a> {
    /// A site for everybody.
    #[cfg(test)]
    pub(super) fn public(
        snapshot: &'a Snapshot,
        templates: &'a Templates,
        rules: &'a [RuleEntry],
        today: Day,
    ) -> Sources<'a> {
        Sources {
            snapshot,
            templates,
            rules,
            today,
            audience: Audience::Public,
            commit: None,
        }
    }
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// All of its files.
    pub pages: Pages,
    /// How many registers are published: those with a revision in force.
    pub public: usize,
    /// How many were in force, were removed, and are shown as removed.
    pub removed: usize,
    /// How many are not shown.
    pub withheld: usize,
}

/// Renders the site. A register that never had a revision in force appears in it by its partner and its stage alone, and
/// that only where policy says so.
///
/// # Errors
/// Policy or roster cannot be read, or a template is wrong. [`Site::dead_links`] looks at links.
pub fn site(sources: Sources<'_>) -> Result<Site, RenderError> {
    let Sources {
        snapshot,
        templates,
        rules,
        today,
        audience,
        commit,
    } = sources;
    let governance = Governance::of(snapshot)?;
    let edition = Edition {
        governance,
        templates,
        today,
        audience,
        commit,
    };
    let registers: Vec<&RegisterFiles> = snapshot.registers.values().collect();
    let replayed = registers.par_iter().map(|register_files| {
        let (history, replay) = governance.replay(register_files);
        let progress = Progress::of(governance, &replay.state, &history);
        let choice = Choice::public(governance, register_files, (history, replay));
        (choice, progress)
    });
    let (choices, progress): (Vec<Option<Choice<'_>>>, Vec<Option<Progress>>) = replayed.unzip();
    let choices: Vec<Choice<'_>> = choices.into_iter().flatten().collect();
    let mut progress: Vec<Progress> = progress.into_iter().flatten().collect();
    progress.sort();
    let entries = choices
        .par_iter()
        .filter_map(|choice| Entry::of(choice, today));
    let entries: Vec<Entry> = entries.collect();
    let entries: Vec<&Entry> = entries.iter().collect();
    let (in_force, removed) = listing::parted(&entries);
    let listing = Listing {
        governance,
        entries: &entries,
        in_force: &in_force,
        removed: &removed,
        progress: &progress,
        commit,
    };
    let mut pages = about_many(&listing, &edition, rules)?;
    // Links lead to public registers only, so every register is looked at before the first page is written.
    let public: BTreeSet<Id> = entries.iter().map(|entry| entry.id.clone()).collect();
    let of_registers = choices
        .par_iter()
        .map(|choice| of_register(choice, &public, &edition));
    let of_registers: Vec<[Page; 4]> = of_registers.collect::<Result<_, _>>()?;
    pages.extend(of_registers.into_iter().flatten());
    pages.extend(sitemap::sitemap(&listing, pages.keys()));
    Ok(Site {
        pages: Pages(pages),
        public: in_force.len(),
        removed: removed.len(),
        withheld: registers.len() - entries.len(),
    })
}

/// The pages of one register.
fn of_register(
    choice: &Choice<'_>,
    public: &BTreeSet<Id>,
    edition: &Edition<'_>,
) -> Result<[Page; 4], RenderError> {
    let path = |file: &str| format!("registers/{}/{file}", choice.register_files.id);
    let view = PageView::on_site(choice, public, edition, &path("index.html"));
    let (html, markdown) = edition.templates.register(&view)?;
    let history = HistoryView::on_site(choice, edition, &path("history.html"));
    Ok([
        (path("index.html"), html.into_bytes()),
        (path("register.md"), markdown.into_bytes()),
        (path("register.json"), api::register(choice)),
        edition.page(&path("history.html"), "history.html", &history)?,
    ])
}

/// The pages about many registers, and what all pages use.
fn about_many(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
    rules: &[RuleEntry],
) -> Result<BTreeMap<String, Vec<u8>>, RenderError> {
    type Part<'a> = Box<dyn Fn() -> Result<Vec<Page>, RenderError> + Send + Sync + 'a>;
    let parts: Vec<Part<'_>> = vec![
        Box::new(|| index::in_force(listing, edition)),
        Box::new(|| index::removed(listing, edition)),
        Box::new(|| partners::pages(listing, edition)),
        Box::new(|| domains::pages(listing, edition)),
        Box::new(|| milestones::pages(listing, edition)),
        Box::new(|| process::pages(edition)),
        Box::new(|| requests::pages(listing, edition)),
        Box::new(|| reference::pages(edition, rules)),
        Box::new(|| about::pages(listing, edition)),
        Box::new(|| drafts::pages(edition)),
        Box::new(|| Ok(forms::pages(listing))),
    ];
    let pages: Vec<Vec<Page>> = parts
        .par_iter()
        .with_max_len(1)
        .map(|part| part())
        .collect::<Result<_, _>>()?;
    let assets = edition.templates.assets();
    let assets = assets.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()));
    Ok(pages.into_iter().flatten().chain(assets).collect())
}
