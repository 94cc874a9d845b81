//! Renders the public site: registers in force and removed, partners, domains, milestones, the process, the rules, and
//! how to verify the data.

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

/// The path of a page from the top of the site, and its bytes.
type Page = (String, Vec<u8>);

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

impl<'a> Sources<'a> {
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

/// Renders the site. Of a register that was never in force, it shows at most the partner and the stage, and only if the
/// policy allows it.
///
/// # Errors
/// The policy or roster is missing or invalid, or a template fails. [`Site::dead_links`] checks the links.
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
    // Links lead to public registers only, so the set of public registers must be complete first.
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

/// The pages about several registers, and the files that all pages use.
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
