//! The built-in templates of pages.

use super::error::RenderError;
use super::site;
use super::sources::{BuiltIn, TemplateSources, built_in};
use super::templates::Templates;

/// What pages of several kinds include.
const SHARED: [BuiltIn; 5] = [
    built_in!("base.html"),
    built_in!("paging.html"),
    built_in!("charts.html"),
    built_in!("assurance.html"),
    built_in!("verification.html"),
];

/// The documents that are not pages of the site, and the files that its pages use.
const OTHERS: [BuiltIn; 7] = [
    built_in!("register.md"),
    built_in!("report.md"),
    built_in!("document.html"),
    built_in!("document.css"),
    built_in!("style.css"),
    built_in!("site.js"),
    built_in!("icon.svg"),
];

fn all() -> impl Iterator<Item = BuiltIn> {
    SHARED.into_iter().chain(site::templates()).chain(OTHERS)
}

impl Templates {
    /// The names that an override of a page template may have.
    pub fn names() -> impl Iterator<Item = &'static str> {
        all().map(|(name, _)| name)
    }

    /// Parses the built-in templates. Overrides are pairs of name and text.
    ///
    /// # Errors
    /// An override has an unknown name or a syntax error; the error names the template and the line.
    pub fn new(overrides: &[(String, String)]) -> Result<Templates, RenderError> {
        let known: Vec<&'static str> = Templates::names().collect();
        let is_unknown = |(name, _): &&(String, String)| !known.contains(&name.as_str());
        if let Some((name, _)) = overrides.iter().find(is_unknown) {
            let name = name.clone();
            return Err(RenderError::UnknownTemplate { name, known });
        }
        Templates::parse(TemplateSources::new(all(), overrides))
    }
}
