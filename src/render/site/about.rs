//! The page about the site and its verification, and the page for missing addresses.

use serde::Serialize;

use super::context::SiteContext;
use crate::policy::site::{
    ContactsVisibility, Disclosure, Requests, SiteSettings, UnderWayVisibility,
};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const ABOUT: &str = "about.html";
const MISSING: &str = "404.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("about.html"), built_in!("404.html")];

#[derive(Debug, Serialize)]
struct AboutView<'a> {
    /// The id of the store.
    store: String,
    /// The digests of the policy and the roster in force.
    policy: Option<String>,
    roster: Option<String>,
    /// The commit from which the site was generated.
    commit: Option<&'a str>,
    /// The day of the data.
    today: String,
    /// Whether every act must be signed.
    signed: bool,
    registers: usize,
    removed: usize,
    shown: PublishedView,
    months: u32,
}

/// The parts that the policy makes public, in words.
#[derive(Debug, Serialize)]
struct PublishedView {
    ballots: &'static str,
    contacts: &'static str,
    under_way: &'static str,
    requests: &'static str,
}

/// The page about the site, and, if the policy has the URL of the site, the page for missing addresses.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let snapshot = context.governance.snapshot;
    let policy = context.governance.policy;
    let (registers, removed) = (
        context.registers.in_force.len(),
        context.registers.removed.len(),
    );
    let view = AboutView {
        store: policy.store.to_string(),
        policy: snapshot
            .policy
            .as_ref()
            .map(|document| document.file.digest().to_string()),
        roster: snapshot
            .roster
            .as_ref()
            .map(|document| document.file.digest().to_string()),
        commit: context.commit,
        today: context.today.to_string(),
        signed: policy.assurance == crate::policy::assurance::Assurance::Signed,
        registers,
        removed,
        shown: shown(&policy.site),
        months: policy.review_months,
    };
    let mut pages = vec![context.page(ABOUT, ABOUT, NavSection::About, view)?];
    if let Some(url) = &policy.site.url {
        let frame = context.frame(MISSING, NavSection::About).anywhere(url);
        pages.push(context.render(MISSING, MISSING, &frame)?);
    }
    Ok(pages)
}

fn shown(site: &SiteSettings) -> PublishedView {
    PublishedView {
        ballots: match site.ballots {
            Disclosure::Outcome => "which bodies approved, and when",
            Disclosure::Tally => "which bodies approved, when, and the counts",
            Disclosure::Names => {
                "which bodies approved, when, the counts, and the vote of each seat"
            }
            Disclosure::Reasons => {
                "which bodies approved, when, the counts, the vote of each seat, and the reasons of opposing votes"
            }
        },
        contacts: match site.contacts {
            ContactsVisibility::Hidden => "not shown",
            ContactsVisibility::Roles => "roles",
            ContactsVisibility::Names => "roles and names",
        },
        under_way: match site.under_way {
            UnderWayVisibility::Hidden => "not shown",
            UnderWayVisibility::Stages => "the partner and the stage",
            UnderWayVisibility::Deadlines => {
                "the partner, the stage, and the end of each open ballot"
            }
        },
        requests: match site.requests {
            Requests::Hidden => "not shown",
            Requests::Listed => "the standard, the organization, and the disposition",
        },
    }
}
