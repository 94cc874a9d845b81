//! What stands around every page: the organization, the process document, and the way through the site.

use serde::Serialize;

use super::parties;
use crate::policy::ProcessDocument;
use crate::policy::site::{Requests, SiteUrl};
use crate::process::version::process_of;
use crate::render::choice::Choice;
use crate::render::choice::Governance;
use crate::render::site::{Audience, Edition, Section};
use crate::source::Digest;

/// What stands on every page of a preview for committees.
const NOT_PUBLIC: &str = "Not public: a preview for the committees, with what is under way.";

/// What stands around a page.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct FrameView<'a> {
    site: SiteView,
    /// The way to the site's top: empty, `../` or `../../`; for a page that may be shown anywhere, the top's path.
    root: String,
    /// Where the page is on the site; nothing for a page that stands alone.
    path: Option<String>,
    /// Its full address, where policy gives the site's.
    address: Option<String>,
    /// The section that it belongs to.
    section: Option<Section>,
    /// The style sheet, on a page that stands alone; a page of the site has none.
    style: Option<&'a str>,
    /// What its Content-Security-Policy lets be: that style sheet, by its digest.
    style_source: Option<String>,
    /// Why the page is not public; nothing where it is.
    stamp: Option<&'static str>,
}

/// What every page has.
#[derive(Debug, Clone, Serialize)]
struct SiteView {
    title: String,
    /// The organization whose registers these are, in full.
    organization: String,
    process: ProcessView,
    /// The address of the site, with a slash at its end, where policy gives it.
    url: Option<String>,
    /// Whether there is a page of change requests.
    has_requests: bool,
}

/// The process document that registers are approved under.
#[derive(Debug, Clone, Serialize)]
struct ProcessView {
    document: String,
    version: String,
    date: String,
}

impl FrameView<'static> {
    /// Around the page of the site at `path`.
    pub(in crate::render) fn on_site(
        edition: &Edition<'_>,
        path: &str,
        section: Section,
    ) -> FrameView<'static> {
        let site = SiteView::of(edition.governance);
        let address = edition
            .governance
            .policy
            .site
            .url
            .as_ref()
            .map(|url| url.page(path));
        let stamp = match edition.audience {
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

    /// Around the page that a server shows where there is none: it may stand at any depth.
    pub(in crate::render) fn anywhere(edition: &Edition<'_>, url: &SiteUrl) -> FrameView<'static> {
        let frame = FrameView::on_site(edition, "404.html", Section::About);
        FrameView {
            root: url.top().to_string(),
            section: None,
            address: None,
            ..frame
        }
    }
}

impl<'a> FrameView<'a> {
    /// Around a page that stands alone: it has no neighbours to lead to.
    pub(in crate::render) fn alone(governance: Governance<'_>, style: &'a str) -> FrameView<'a> {
        let site = SiteView::of(governance);
        // A browser reads every end of a line as LF, and then takes the digest.
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
    /// Around the page of a text: it names the process that this text was approved under.
    pub(in crate::render) fn kept_under(mut self, choice: &Choice<'_>) -> Self {
        let process = choice
            .revision
            .and_then(|revision| process_of(choice.state(), &choice.history, revision));
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
