//! The frame of every page: the organization, the process document and the navigation.

use serde::Serialize;

use super::parties;
use crate::policy::ProcessDocument;
use crate::policy::site::{Requests, SiteUrl};
use crate::process::version::process_of;
use crate::render::audience::Audience;
use crate::render::governance::Governance;
use crate::render::selected_text::SelectedText;
use crate::source::Digest;

/// The stamp on every page of a preview for the committees.
const NOT_PUBLIC: &str = "Not public: a preview for the committees, with registers under way.";

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FrameView<'a> {
    site: SiteView,
    /// The relative path to the top of the site: empty, `../` or `../../`. A page that may be served at any path has
    /// the absolute path.
    root: String,
    /// The path of the page on the site; `None` for a standalone page.
    path: Option<String>,
    /// The URL of the page, if the policy has the URL of the site.
    address: Option<String>,
    section: Option<NavSection>,
    /// The style sheet of a standalone page; `None` on pages of the site, which link to it.
    style: Option<&'a str>,
    /// The source that the Content-Security-Policy allows: the digest of the style sheet.
    style_source: Option<String>,
    /// The notice on a page that is not public.
    stamp: Option<&'static str>,
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
    Rules,
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
    /// Whether the site has a page of change requests.
    has_requests: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ProcessView {
    document: String,
    version: String,
    date: String,
}

impl FrameView<'static> {
    pub(crate) fn on_site(
        governance: Governance<'_>,
        audience: Audience,
        path: &str,
        section: NavSection,
    ) -> FrameView<'static> {
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
            style: None,
            style_source: None,
            stamp,
        }
    }

    /// The frame of the page for missing addresses, which a server returns at any depth.
    pub(crate) fn anywhere(self, url: &SiteUrl) -> FrameView<'static> {
        FrameView {
            root: url.top().to_string(),
            section: None,
            address: None,
            ..self
        }
    }
}

impl<'a> FrameView<'a> {
    /// The frame of a standalone page, without navigation.
    pub(crate) fn alone(governance: Governance<'_>, style: &'a str) -> FrameView<'a> {
        let site = SiteView::of(governance);
        // Browsers normalize line endings to LF before they compute the digest.
        let read = style.replace("\r\n", "\n").replace('\r', "\n");
        let style_source = Some(format!("sha256-{}", Digest::of(read.as_bytes()).base64()));
        let (root, style) = (String::new(), Some(style));
        FrameView {
            site,
            root,
            path: None,
            address: None,
            section: None,
            style,
            style_source,
            stamp: None,
        }
    }
}

impl FrameView<'_> {
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
            has_requests: site.requests == Requests::Listed,
        }
    }
}
