//! The frame of every page: the organization, the process document and the navigation.

use serde::Serialize;

use super::parties;
use crate::date::Day;
use crate::policy::ProcessDocument;
use crate::policy::site::{Requests, SiteUrl};
use crate::process::version::process_of;
use crate::render::audience::Audience;
use crate::render::governance::Governance;
use crate::render::selected_text::SelectedText;

/// The stamp on every page of a preview for the committees.
const NOT_PUBLIC: &str = "Not public: a preview for the committees, with registers under way.";

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FrameView {
    site: SiteView,
    /// The relative path to the top of the site: empty, `../` or `../../`. A page that may be served at any path has
    /// the absolute path.
    root: String,
    /// The path of the page on the site; `None` for a standalone page.
    path: Option<String>,
    /// The URL of the page, if the policy has the URL of the site.
    address: Option<String>,
    section: Option<NavSection>,
    /// The notice on a page that is not public.
    stamp: Option<&'static str>,
    /// The day of the data; `None` for a standalone page.
    as_of: Option<Day>,
}

/// A section of the site, as in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NavSection {
    Registers,
    Partners,
    Domains,
    Milestones,
    Requests,
    Process,
    About,
}

#[derive(Debug, Clone, Serialize)]
struct SiteView {
    title: String,
    /// The full name of the organization that keeps the registers.
    organization: String,
    process: ProcessView,
    /// The URL of the site, with a slash at the end, if the policy has it.
    url: Option<String>,
    /// The path of its logo, from the top of the site.
    logo: Option<String>,
    /// Whom readers write to, if the policy says.
    contact: Option<ContactLinkView>,
    /// Whether the site has a page of change requests.
    has_requests: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ContactLinkView {
    shown: String,
    href: String,
}

#[derive(Debug, Clone, Serialize)]
struct ProcessView {
    document: String,
    version: String,
    date: String,
}

impl FrameView {
    pub(crate) fn on_site(
        governance: Governance<'_>,
        audience: Audience,
        path: &str,
        section: NavSection,
        today: Day,
    ) -> FrameView {
        let site = SiteView::of(governance);
        let address = governance
            .policy
            .site
            .url
            .as_ref()
            .map(|url| url.page(path));
        let stamp = match audience {
            Audience::Public => None,
            Audience::Committees => Some(NOT_PUBLIC),
        };
        let (root, path) = (
            "../".repeat(path.matches('/').count()),
            Some(path.to_string()),
        );
        FrameView {
            site,
            root,
            path,
            address,
            section: Some(section),
            stamp,
            as_of: Some(today),
        }
    }

    /// The frame of a document outside of the site.
    pub(crate) fn alone(governance: Governance<'_>) -> FrameView {
        FrameView {
            site: SiteView::of(governance),
            root: String::new(),
            path: None,
            address: None,
            section: None,
            stamp: None,
            as_of: None,
        }
    }

    /// The frame of the page for missing addresses, which a server returns at any depth.
    pub(crate) fn anywhere(self, url: &SiteUrl) -> FrameView {
        FrameView {
            root: url.top().to_string(),
            section: None,
            address: None,
            ..self
        }
    }
}

impl FrameView {
    /// Replaces the process document by the one under which the text of the page was approved.
    pub(crate) fn kept_under(mut self, selected: &SelectedText<'_>) -> Self {
        let process = selected.revision.and_then(|revision| {
            process_of(selected.state(), &selected.register.history, revision)
        });
        if let Some(process) = process {
            self.site.process = ProcessView::of(process);
        }
        self
    }
}

impl ProcessView {
    fn of(process: &ProcessDocument) -> ProcessView {
        ProcessView {
            document: process.document.clone(),
            version: process.version.clone(),
            date: process.date.to_string(),
        }
    }
}

impl SiteView {
    fn of(governance: Governance<'_>) -> SiteView {
        let process = &governance.policy.process;
        let site = &governance.policy.site;
        SiteView {
            title: site.title.clone(),
            organization: parties::full_name(governance.roster, &governance.roster.home),
            process: ProcessView::of(process),
            url: site.url.as_ref().map(|url| url.page("")),
            logo: site.logo.clone(),
            contact: site.contact.as_ref().map(|contact| ContactLinkView {
                shown: contact.shown().to_string(),
                href: contact.href(),
            }),
            has_requests: site.requests == Requests::Listed,
        }
    }
}
