//! The logos of the site and of its partners, and the colors of the organization.

use std::collections::BTreeSet;

use super::context::SiteContext;
use crate::policy::color::{Color, DARK, LIGHT};
use crate::policy::site::SiteColors;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::snapshot::Logos;

/// The files of the logos that pages show.
///
/// # Errors
/// A logo is missing, or cannot be shown.
pub(super) fn logos(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let (policy, roster) = (context.governance.policy, context.governance.roster);
    let none = Logos::default();
    let files = context.governance.snapshot.logos.as_ref().unwrap_or(&none);
    let partners: BTreeSet<_> = context
        .registers
        .public
        .iter()
        .map(|entry| &entry.partner)
        .collect();
    let of_partners = partners.into_iter().filter_map(|id| {
        let organization = roster.organization(id)?;
        Some((organization.name.as_str(), organization.logo.as_deref()?))
    });
    let of_site = policy.site.logo.as_deref().map(|logo| ("the site", logo));
    of_partners
        .chain(of_site)
        .map(|(whose, path)| match files.shown(path) {
            Ok(file) => Ok((path.to_string(), file.bytes().to_vec())),
            Err(why) => Err(RenderError::Branding {
                what: format!("the logo of {whose}"),
                why,
            }),
        })
        .collect()
}

/// The rules that put the colors of the organization in the place of those of the style sheet. White text on the light
/// accent has a greater contrast than the accent on the light background.
///
/// # Errors
/// A color cannot be read on its background.
pub(super) fn colors(colors: SiteColors) -> Result<String, RenderError> {
    let readable = |what: &str, color: Color, background: Color| match color.fault(background) {
        None => Ok(color),
        Some(why) => Err(RenderError::Branding {
            what: format!("the color `{what}`"),
            why,
        }),
    };
    let mut css = String::new();
    if let Some(color) = colors.accent {
        let color = readable("accent", color, LIGHT)?;
        css += &format!(
            "\n@media screen and (prefers-color-scheme: light) {{\n  \
             :root {{ --link: {color}; --accent: {color}; --band: {color}; }}\n  \
             .top .organization, .ways a {{ color: #fff; }}\n  \
             .ways a:hover, .ways [aria-current] {{ border-color: #fff; }}\n}}\n"
        );
    }
    if let Some(color) = colors.dark {
        let color = readable("dark", color, DARK)?;
        css += &format!(
            "\n@media screen and (prefers-color-scheme: dark) {{\n  \
             :root {{ --link: {color}; --accent: {color}; }}\n  \
             .ways a:hover, .ways [aria-current] {{ border-color: {color}; }}\n}}\n"
        );
    }
    Ok(css)
}
