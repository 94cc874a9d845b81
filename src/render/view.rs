//! What templates see: types of their own, so that a store's templates do not break when inner types change.
//!
//! Also the gate to the public: what is not in these types cannot be published.

mod approvals;
mod assurance;
mod ballot;
mod domains;
mod liaison;
mod parties;
mod register;
mod term;
mod timeline;

use std::collections::BTreeSet;

use serde::Serialize;

pub(super) use self::domains::DomainsView;
pub use self::liaison::{Asked, Liaison};
use self::register::RegisterView;
use super::choice::{Choice, Governance};
use super::reference::{GroupView, RuleEntry, groups};
use crate::date::Day;
use crate::id::Id;

/// The list of registers.
#[derive(Debug, Serialize)]
pub(super) struct IndexView {
    site: SiteView,
    /// The way to the site's top: empty, or `../`.
    root: &'static str,
    /// The style sheet, on a page of its own.
    style: Option<String>,
    registers: Vec<RowView>,
    /// Those that were removed; they are not active.
    former: Vec<FormerView>,
    /// Whether there is a page of domains to lead to.
    has_domains: bool,
}

impl IndexView {
    pub(super) fn of(
        governance: Governance<'_>,
        registers: Vec<RowView>,
        former: Vec<FormerView>,
        domains: Option<&DomainsView>,
    ) -> IndexView {
        let has_domains = domains.is_some();
        IndexView { site: SiteView::of(governance), root: "", style: None, registers, former, has_domains }
    }
}

/// The reference of rules.
#[derive(Debug, Serialize)]
pub(super) struct RulesView<'a> {
    site: SiteView,
    /// The way to the site's top.
    root: &'static str,
    /// The style sheet, on a page of its own.
    style: Option<String>,
    groups: Vec<GroupView<'a>>,
}

impl<'a> RulesView<'a> {
    pub(super) fn of(governance: Governance<'_>, rules: &'a [RuleEntry]) -> RulesView<'a> {
        RulesView { site: SiteView::of(governance), root: "", style: None, groups: groups(rules) }
    }
}

/// What every page has.
#[derive(Debug, Serialize)]
struct SiteView {
    title: String,
    /// The organisation whose registers these are, in full.
    organisation: String,
    process: ProcessView,
}

/// The process document that registers are approved under.
#[derive(Debug, Serialize)]
struct ProcessView {
    document: String,
    version: String,
    date: String,
}

impl SiteView {
    fn of(governance: Governance<'_>) -> SiteView {
        let process = &governance.policy.process;
        SiteView {
            title: governance.policy.site.title.clone(),
            organisation: parties::full_name(governance.roster, &governance.roster.home),
            process: ProcessView {
                document: process.document.clone(),
                version: process.version.clone(),
                date: process.date.to_string(),
            },
        }
    }
}

/// A register in the list.
#[derive(Debug, Serialize)]
pub(super) struct RowView {
    id: String,
    title: String,
    version: Option<String>,
    partner: String,
    /// The information management domains of Table 1, each once.
    domains: Vec<String>,
    in_force: Option<term::InForceView>,
    review: Option<term::ReviewView>,
    orphaned: bool,
}

impl RowView {
    pub(super) fn of(choice: &Choice<'_>, today: Day) -> RowView {
        let (text, roster) = (choice.text, choice.governance.roster);
        let domains: BTreeSet<&str> = text.standards.iter().map(|row| row.domain.trim()).collect();
        RowView {
            id: choice.dossier.id.to_string(),
            title: text.title.clone(),
            version: text.version.clone(),
            partner: parties::full_name(roster, &text.partner.organisation),
            domains: domains.into_iter().filter(|domain| !domain.is_empty()).map(String::from).collect(),
            in_force: term::in_force(choice),
            review: term::review(choice, today),
            orphaned: parties::is_orphaned(text, roster),
        }
    }
}

/// A register that was removed, in a list of its own.
#[derive(Debug, Serialize)]
pub(super) struct FormerView {
    id: String,
    title: String,
    version: Option<String>,
    partner: String,
    /// The day of the board's resolution.
    removed: String,
    reason: String,
    resolution: String,
}

impl FormerView {
    /// Nothing for a register that was not removed.
    pub(super) fn of(choice: &Choice<'_>) -> Option<FormerView> {
        let former = choice.state().former.as_ref()?;
        Some(FormerView {
            id: choice.dossier.id.to_string(),
            title: choice.text.title.clone(),
            version: choice.text.version.clone(),
            partner: parties::full_name(choice.governance.roster, &choice.text.partner.organisation),
            removed: former.on.to_string(),
            reason: former.reason.to_string(),
            resolution: former.resolution.clone(),
        })
    }
}

/// A register's page.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    site: SiteView,
    /// The way to the site's top: empty, or `../`.
    root: &'static str,
    /// The style sheet, on a page of its own; a page of the site has none.
    style: Option<&'a str>,
    register: RegisterView<'a>,
}

impl<'a> PageView<'a> {
    /// A page of the site; links lead to public registers only.
    pub(super) fn on_site(choice: &Choice<'a>, public: &BTreeSet<&Id>, today: Day) -> PageView<'a> {
        let site = SiteView::of(choice.governance);
        PageView { site, root: "../", style: None, register: RegisterView::of(choice, public, today) }
    }

    /// A page that stands alone: it has no neighbours to link to.
    pub(super) fn alone(choice: &Choice<'a>, style: &'a str, today: Day) -> PageView<'a> {
        let register = RegisterView::of(choice, &BTreeSet::new(), today);
        PageView { site: SiteView::of(choice.governance), root: "", style: Some(style), register }
    }
}
