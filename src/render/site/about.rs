//! What the site is made of and how anybody can verify it; and the page that a server shows where there is none.

use serde::Serialize;

use super::{Edition, Listing, Page, Section};
use crate::policy::site::{Contacts, Disclosure, Requests, UnderWayVisibility};
use crate::render::RenderError;
use crate::render::view::FrameView;

/// What the site is made of.
#[derive(Debug, Serialize)]
struct AboutView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    /// The store's id.
    store: String,
    /// The digests of the policy and the roster that the site was made under.
    policy: Option<String>,
    roster: Option<String>,
    /// The commit, where it is made of one.
    commit: Option<&'a str>,
    /// The day it is of.
    today: String,
    /// Whether acts without a signature count.
    signed: bool,
    registers: usize,
    removed: usize,
    shown: Shown,
    months: u32,
}

/// What policy shows, in words.
#[derive(Debug, Serialize)]
struct Shown {
    ballots: &'static str,
    contacts: &'static str,
    under_way: &'static str,
    requests: &'static str,
}

/// The page that a server shows where there is none.
#[derive(Debug, Serialize)]
struct MissingView {
    #[serde(flatten)]
    frame: FrameView<'static>,
}

/// The page about the site, and where its address is known, the one for addresses that there are not.
pub(super) fn pages(
    listing: &Listing<'_>,
    edition: &Edition<'_>,
) -> Result<Vec<Page>, RenderError> {
    const ABOUT: &str = "about.html";
    let snapshot = edition.governance.snapshot;
    let policy = edition.governance.policy;
    let (registers, removed) = (listing.in_force.len(), listing.removed.len());
    let view = AboutView {
        frame: edition.frame(ABOUT, Section::About),
        store: policy.store.to_string(),
        policy: snapshot
            .policy
            .as_ref()
            .map(|document| document.file.digest().to_string()),
        roster: snapshot
            .roster
            .as_ref()
            .map(|document| document.file.digest().to_string()),
        commit: edition.commit,
        today: edition.today.to_string(),
        signed: policy.assurance == crate::policy::assurance::Assurance::Signed,
        registers,
        removed,
        shown: shown(&policy.site),
        months: policy.review_months,
    };
    let mut pages = vec![edition.page(ABOUT, ABOUT, &view)?];
    if let Some(url) = &policy.site.url {
        let view = MissingView {
            frame: FrameView::anywhere(edition, url),
        };
        pages.push(edition.page("404.html", "404.html", &view)?);
    }
    Ok(pages)
}

fn shown(site: &crate::policy::site::Site) -> Shown {
    Shown {
        ballots: match site.ballots {
            Disclosure::Outcome => "that they approved, and when",
            Disclosure::Tally => "that they approved, when, and the counts",
            Disclosure::Names => "that they approved, when, the counts, and who voted how",
        },
        contacts: match site.contacts {
            Contacts::Hidden => "nothing",
            Contacts::Roles => "their roles",
            Contacts::Names => "their roles and names",
        },
        under_way: match site.under_way {
            UnderWayVisibility::Hidden => "nothing",
            UnderWayVisibility::Stages => "with which partner, and where it stands",
            UnderWayVisibility::Deadlines => {
                "with which partner, where it stands, and until when ballots are open"
            }
        },
        requests: match site.requests {
            Requests::Hidden => "nothing",
            Requests::Listed => "the standard, the organization, and what became of it",
        },
    }
}
