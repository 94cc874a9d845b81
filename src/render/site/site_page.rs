//! A row in the list of pages.

use super::context::SiteContext;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::BuiltIn;

/// The pages of one kind, or a file for programs.
#[derive(Clone, Copy)]
pub(crate) enum SitePage {
    Html {
        templates: &'static [BuiltIn],
        render: fn(&SiteContext<'_>) -> Result<Vec<PageFile>, RenderError>,
    },
    File {
        path: &'static str,
        render: fn(&SiteContext<'_>) -> Vec<u8>,
    },
}

impl SitePage {
    /// Pages with their templates.
    pub(super) const fn html(
        templates: &'static [BuiltIn],
        render: fn(&SiteContext<'_>) -> Result<Vec<PageFile>, RenderError>,
    ) -> SitePage {
        SitePage::Html { templates, render }
    }

    /// A file at a path from the top of the site.
    pub(super) const fn file(
        path: &'static str,
        render: fn(&SiteContext<'_>) -> Vec<u8>,
    ) -> SitePage {
        SitePage::File { path, render }
    }

    pub(super) fn templates(&self) -> &'static [BuiltIn] {
        match self {
            SitePage::Html { templates, .. } => templates,
            SitePage::File { .. } => &[],
        }
    }

    pub(super) fn render(&self, context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
        match self {
            SitePage::Html { render, .. } => render(context),
            SitePage::File { path, render } => Ok(vec![(path.to_string(), render(context))]),
        }
    }
}
