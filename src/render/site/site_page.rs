//! A row in the list of pages.

use super::context::SiteContext;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::BuiltIn;

/// The pages of one kind, or a file for programs.
pub(crate) enum SitePage {
    /// The templates of the pages, and the function that renders them.
    Html(
        &'static [BuiltIn],
        fn(&SiteContext<'_>) -> Result<Vec<PageFile>, RenderError>,
    ),
    /// The path from the top of the site, and the function that writes the file.
    File(&'static str, fn(&SiteContext<'_>) -> Vec<u8>),
    /// The function that writes several files.
    Files(fn(&SiteContext<'_>) -> Vec<PageFile>),
}

impl SitePage {
    pub(super) fn templates(&self) -> &'static [BuiltIn] {
        match self {
            SitePage::Html(templates, _) => templates,
            SitePage::File(..) | SitePage::Files(_) => &[],
        }
    }

    pub(super) fn render(&self, context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
        match self {
            SitePage::Html(_, render) => render(context),
            SitePage::File(path, render) => Ok(vec![(path.to_string(), render(context))]),
            SitePage::Files(render) => Ok(render(context)),
        }
    }
}
