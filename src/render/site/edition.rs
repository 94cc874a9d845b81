//! The edition of the site: its readers, day and commit.

use serde::Serialize;

use super::Page;
use crate::date::Day;
use crate::render::choice::Governance;
use crate::render::view::FrameView;
use crate::render::{RenderError, Templates};

/// The readers of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// The public: only registers that are or were in force.
    #[default]
    Public,
    /// The committees: registers under way as well, with a stamp on each page that it is not public.
    Committees,
}

/// The data that all pages of a site share.
#[derive(Clone, Copy)]
pub(in crate::render) struct Edition<'a> {
    pub(in crate::render) governance: Governance<'a>,
    pub(in crate::render) templates: &'a Templates,
    pub(in crate::render) today: Day,
    pub(in crate::render) audience: Audience,
    /// The commit of the snapshot, if it has one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl Edition<'_> {
    /// The frame of the page at `path` in a section of the site.
    pub(in crate::render) fn frame(&self, path: &str, section: Section) -> FrameView<'static> {
        FrameView::on_site(self, path, section)
    }

    /// Renders the page at `path` from a template and a view.
    pub(super) fn page(
        &self,
        path: &str,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Page, RenderError> {
        let html = self.templates.page(template, view)?;
        Ok((path.to_string(), html.into_bytes()))
    }
}

/// A section of the site, as in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::render) enum Section {
    Registers,
    Partners,
    Domains,
    Milestones,
    Requests,
    Process,
    Rules,
    About,
}
