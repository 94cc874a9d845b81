//! The page about the site and its verification, and the page for missing addresses.

use serde::Serialize;

use super::{Edition, Listing, Page, Section};
use crate::policy::site::{Contacts, Disclosure, Requests, UnderWayVisibility};
use crate::render::RenderError;
use crate::render::view::FrameView;

#[derive(Debug, Serialize)]
struct AboutView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
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
    shown: Shown,
    months: u32,
}

/// The parts that the policy makes public, in words.
#[derive(Debug, Serialize)]
struct Shown {
    ballots: &'static str,
    contacts: &'static str,
    under_way: &'static str,
    requests: &'static str,
}

#[derive(Debug, Serialize)]
struct MissingView {
    #[serde(flatten)]
    frame: FrameView<'static>,
}

/// The page about the site, and, if the policy has the URL of the site, the page for missing addresses.
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
            Disclosure::Outcome => "which of them approved, and when",
            Disclosure::Tally => "which of them approved, when, and the counts",
            Disclosure::Names => {
                "which of them approved, when, the counts, and the vote of each seat"
            }
        },
        contacts: match site.contacts {
            Contacts::Hidden => "nothing",
            Contacts::Roles => "their roles",
            Contacts::Names => "their roles and names",
        },
        under_way: match site.under_way {
            UnderWayVisibility::Hidden => "nothing",
            UnderWayVisibility::Stages => "the partner and the stage",
            UnderWayVisibility::Deadlines => "the partner, the stage, and when open ballots close",
        },
        requests: match site.requests {
            Requests::Hidden => "nothing",
            Requests::Listed => "the standard, the organization, and the disposition",
        },
    }
}
