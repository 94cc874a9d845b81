//! The edition of the site: for whom it is, of which day and of which commit.

use serde::Serialize;

use super::Page;
use crate::date::Day;
use crate::render::choice::Governance;
use crate::render::view::FrameView;
use crate::render::{RenderError, Templates};

/// For whom a site is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: only what is or was in force.
    #[default]
    Public,
    /// The committees: what is under way as well, each page stamped as not public.
    Committees,
}

/// What every page of a site has in common.
#[derive(Clone, Copy)]
pub(in crate::render) struct Edition<'a> {
    pub(in crate::render) governance: Governance<'a>,
    pub(in crate::render) templates: &'a Templates,
    pub(in crate::render) today: Day,
    pub(in crate::render) audience: Audience,
    /// The commit that it is made of, where it is one.
    pub(in crate::render) commit: Option<&'a str>,
}

impl Edition<'_> {
    /// What stands around the page at `path`, which belongs to this section of the site.
    pub(in crate::render) fn frame(&self, path: &str, section: Section) -> FrameView<'static> {
        FrameView::on_site(self, path, section)
    }

    /// The page at `path` that a template makes of a view.
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

/// A section of the site, as its navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::render) enum Section {
    /// The registers.
    Registers,
    /// The partners.
    Partners,
    /// The domains.
    Domains,
    /// The milestones.
    Milestones,
    /// The change requests.
    Requests,
    /// The process.
    Process,
    /// The rules.
    Rules,
    /// About, and how to verify.
    About,
}
