//! What all pages of the site share.

use serde::Serialize;

use super::paging::{PageOf, paged};
use super::register_index::RegisterIndex;
use super::rule_entry::RuleEntry;
use crate::date::Day;
use crate::render::audience::Audience;
use crate::render::error::RenderError;
use crate::render::governance::Governance;
use crate::render::pages::PageFile;
use crate::render::templates::Templates;
use crate::render::view::{FrameView, NavSection};

/// The data that all pages of a site share.
#[derive(Clone, Copy)]
pub(crate) struct SiteContext<'a> {
    pub(crate) governance: Governance<'a>,
    pub(crate) registers: RegisterIndex<'a>,
    pub(crate) templates: &'a Templates,
    pub(crate) rules: &'a [RuleEntry],
    pub(crate) today: Day,
    pub(crate) audience: Audience,
    /// The commit of the snapshot, if it has one.
    pub(crate) commit: Option<&'a str>,
}

impl SiteContext<'_> {
    /// The frame of the page at `path` in a section of the site.
    pub(super) fn frame(&self, path: &str, section: NavSection) -> FrameView {
        FrameView::on_site(self.governance, self.audience, path, section, self.today)
    }

    /// Renders the page at `path` from a template and a view.
    pub(super) fn page(
        &self,
        path: &str,
        template: &str,
        section: NavSection,
        view: impl Serialize,
    ) -> Result<PageFile, RenderError> {
        self.framed(self.frame(path, section), path, template, view)
    }

    /// Renders the page at `path` in its frame.
    pub(super) fn framed(
        &self,
        frame: FrameView,
        path: &str,
        template: &str,
        view: impl Serialize,
    ) -> Result<PageFile, RenderError> {
        let view = FramedView {
            frame,
            page: None,
            view,
        };
        self.render(path, template, &view)
    }

    /// Renders the pages of a list of `count` rows, the first of them at `path`. `view` returns the view of a page.
    pub(super) fn list<V: Serialize>(
        &self,
        path: &str,
        template: &str,
        section: NavSection,
        count: usize,
        view: impl Fn(&PageOf) -> V,
    ) -> Result<Vec<PageFile>, RenderError> {
        let render = |page: &PageOf| {
            let view = FramedView {
                frame: self.frame(&page.path, section),
                page: Some(page),
                view: view(page),
            };
            self.render(&page.path, template, &view)
        };
        paged(path, count).iter().map(render).collect()
    }

    /// Renders the page at `path` from a template and a view that contains the frame.
    pub(super) fn render(
        &self,
        path: &str,
        template: &str,
        view: &impl Serialize,
    ) -> Result<PageFile, RenderError> {
        let html = self.templates.render(template, view)?;
        Ok((path.to_string(), html.into_bytes()))
    }
}

/// The view of a page in the frame of the site.
#[derive(Serialize)]
struct FramedView<'a, V> {
    #[serde(flatten)]
    frame: FrameView,
    /// The links to the other pages of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a PageOf>,
    #[serde(flatten)]
    view: V,
}
