//! The public site: the registers in force and those that were, a page for each; who the partners are, what domains
//! they work on, what is due; the process, the rules, and how all of it can be verified.
//!
//! A site is made of two kinds of pages. Those of one register are made of its folder alone. Those about many are made
//! of [`Entry`] values, which a later build keeps of the registers that did not change, so that it reads only those
//! that did. What a page about many was made of is kept as a digest: where that is the same, the page is.

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
mod known;
mod links;
mod listing;
mod milestones;
mod outline;
mod paging;
mod partners;
mod paths;
mod process;
mod progress;
mod reference;
mod requests;
mod robots;
mod roll;
mod search;
mod sheet;
mod sitemap;
mod standards;
mod summary;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub(super) use self::domains::slug;
pub use self::edition::Audience;
pub(super) use self::edition::{Edition, Section};
use self::entry::Entry;
pub use self::known::Known;
pub use self::links::{DeadLink, Inspection};
pub(super) use self::listing::Listing;
pub use self::outline::Markup;
#[cfg(test)]
pub(super) use self::outline::Outline;
pub use self::paths::{Paths, files_of};
use self::progress::Progress;
pub use self::reference::RuleEntry;
use self::roll::Rolls;
pub use self::roll::{Before, Nothing};
pub use self::sheet::Made;
use self::sheet::{Page, Sheet};
use super::choice::{Choice, Governance};
use super::view::{HistoryView, PageView};
use super::{Pages, RenderError, Templates};
use crate::date::Day;
use crate::id::Id;
use crate::snapshot::{RegisterFiles, Snapshot};

/// What a site is made of.
pub struct Sources<'a> {
    /// The store, with the registers that are to be written.
    pub snapshot: &'a Snapshot,
    /// The registers that are as they were, and need not be in the snapshot.
    pub kept: Vec<Known>,
    /// What the pages about many registers were made of.
    pub made: &'a Made,
    /// The site that this one follows.
    pub before: &'a dyn Before,
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

/// A site, or what of it has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The pages that were made.
    pub pages: Pages,
    /// All of its files, those as before among them.
    pub paths: Paths,
    /// Who wrote the markup of its pages.
    pub markup: Markup,
    /// Every register, for a later build.
    pub known: Vec<Known>,
    /// What the pages about many registers are made of, for a later build.
    pub made: Made,
    /// Kept registers whose pages are not right any more, because another register came or went. They must be in the
    /// snapshot.
    pub stale: Vec<Id>,
    /// How many registers are published: those with a revision in force.
    pub public: usize,
    /// How many were in force, were removed, and are shown as removed.
    pub removed: usize,
    /// How many are not shown.
    pub withheld: usize,
}

impl<'a> Sources<'a> {
    /// A whole site for everybody.
    pub fn whole(
        snapshot: &'a Snapshot,
        templates: &'a Templates,
        rules: &'a [RuleEntry],
        today: Day,
    ) -> Sources<'a> {
        static NOTHING: Made = Made {
            pages: BTreeMap::new(),
            rolls: Rolls::NONE,
        };
        let (kept, audience) = (Vec::new(), Audience::Public);
        let (made, before) = (&NOTHING, &Nothing);
        Sources {
            snapshot,
            kept,
            made,
            before,
            templates,
            rules,
            today,
            audience,
            commit: None,
        }
    }
}

/// Makes the site. A register that never had a revision in force appears in it by its partner and its stage alone, and
/// that only where policy says so.
///
/// # Errors
/// Policy or roster cannot be read, or a template is wrong. Links are looked at by [`Site::inspect`].
pub fn site(sources: Sources<'_>) -> Result<Site, RenderError> {
    let Sources {
        snapshot,
        kept,
        made,
        before,
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
    let all_register_files: Vec<&RegisterFiles> = snapshot.registers.values().collect();
    let shown = all_register_files
        .par_iter()
        .map(|register_files| Choice::shown(governance, register_files));
    let shown: Vec<Result<Choice<'_>, &RegisterFiles>> = shown.collect();
    let fresh: Vec<Known> = shown
        .par_iter()
        .map(|shown| Known::of(shown, &edition))
        .collect();
    let mut known = kept;
    let is_fresh: BTreeSet<&Id> = snapshot.registers.keys().collect();
    known.retain(|known| !is_fresh.contains(&known.id));
    known.extend(fresh);
    known.sort_by(|one, other| one.id.cmp(&other.id));
    let public: BTreeSet<Id> = known
        .iter()
        .filter(|known| known.entry.is_some())
        .map(|known| known.id.clone())
        .collect();
    let stale = known::settle(&mut known, &public, &is_fresh);

    // Links lead to public registers only, so every register is looked at before the first page is written.
    let choices: Vec<&Choice<'_>> = shown
        .iter()
        .filter_map(|shown| shown.as_ref().ok())
        .collect();
    let written = choices
        .par_iter()
        .map(|choice| of_register(choice, &public, &edition));
    let written: Vec<Vec<Page>> = written.collect::<Result<_, _>>()?;
    let entries: Vec<&Entry> = known
        .iter()
        .filter_map(|known| known.entry.as_ref())
        .collect();
    let mut progress: Vec<Progress> = known
        .iter()
        .filter_map(|known| known.progress.clone())
        .collect();
    progress.sort();
    let (in_force, removed) = listing::parted(&entries);
    let (in_force, removed) = (&in_force, &removed);
    let listing = Listing {
        governance,
        entries: &entries,
        in_force,
        removed,
        progress: &progress,
        today,
        commit,
    };
    let (sheets, forms) = rayon::join(
        || about_many(&listing, &edition, made, rules),
        || forms::sheets(&listing, made, before),
    );
    let (mut sheets, (forms, rolls)) = (sheets?, forms);
    sheets.extend(forms);
    let mut paths = Paths::new(public, sheets.iter().map(|sheet| sheet.path.clone()));
    let maps = forms::maps(&listing, made, &paths)?;
    paths.add(maps.iter().map(|map| map.path.clone()));
    sheets.extend(maps);
    let made = sheets
        .iter()
        .map(|sheet| (sheet.path.clone(), sheet.of))
        .collect();
    let made = Made { pages: made, rolls };
    let pages = written.into_iter().flatten();
    let pages = pages.chain(
        sheets
            .into_iter()
            .filter_map(|sheet| Some((sheet.path, sheet.bytes?))),
    );
    let pages = Pages(pages.collect());
    let (public, removed) = (in_force.len(), removed.len());
    let withheld = known.len() - entries.len();
    Ok(Site {
        pages,
        paths,
        markup: templates.markup(),
        known,
        made,
        stale,
        public,
        removed,
        withheld,
    })
}

/// The files of one register.
const FILES: [&str; 4] = ["index.html", "register.md", "register.json", "history.html"];

/// The pages of one register.
fn of_register(
    choice: &Choice<'_>,
    public: &BTreeSet<Id>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    let path = |file: &str| format!("registers/{}/{file}", choice.register_files.id);
    let view = PageView::on_site(choice, public, edition, &path("index.html"));
    let (html, markdown) = edition.templates.register(&view)?;
    let history = HistoryView::on_site(choice, edition, &path("history.html"));
    let history = edition.templates.page("history.html", &history)?;
    Ok(vec![
        (path("index.html"), html.into_bytes()),
        (path("register.md"), markdown.into_bytes()),
        (path("register.json"), api::register(choice)),
        (path("history.html"), history.into_bytes()),
    ])
}

/// The pages about many registers, and what all pages use.
fn about_many(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
    made: &Made,
    rules: &[RuleEntry],
) -> Result<Vec<Sheet>, RenderError> {
    type Part<'a> = Box<dyn Fn() -> Result<Vec<Sheet>, RenderError> + Send + Sync + 'a>;
    let parts: Vec<Part<'_>> = vec![
        Box::new(|| index::in_force(listing, edition, made)),
        Box::new(|| index::removed(listing, edition, made)),
        Box::new(|| partners::pages(listing, edition, made)),
        Box::new(|| domains::pages(listing, edition, made)),
        Box::new(|| milestones::pages(listing, edition, made)),
        Box::new(|| process::pages(edition, made)),
        Box::new(|| requests::pages(listing, edition, made)),
        Box::new(|| reference::pages(edition, made, rules)),
        Box::new(|| about::pages(listing, edition, made)),
        Box::new(|| drafts::pages(edition, made)),
    ];
    let sheets: Result<Vec<Vec<Sheet>>, RenderError> = parts
        .par_iter()
        .with_max_len(1)
        .map(|part| part())
        .collect();
    let mut sheets: Vec<Sheet> = sheets?.into_iter().flatten().collect();
    let assets = edition.templates.assets();
    sheets.extend(assets.map(|(name, text)| Sheet::fresh(name, text.as_bytes().to_vec())));
    Ok(sheets)
}
