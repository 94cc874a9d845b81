//! `badge.svg` of each register: its status as a small picture that a partner shows on its own pages.
//!
//! It names no font of its own and loads nothing. The width of its text is set, so that every font fits.

use quick_xml::escape::escape;
use rayon::prelude::*;
use serde::Serialize;

use super::address::page;
use super::context::SiteContext;
use super::public_register::{PublicRegister, Standing, Status};
use crate::render::pages::PageFile;
use crate::render::plain;

const LABEL: &str = "work register";

/// The average width of a character at 11 pixels, and the space around a text.
const CHARACTER: f64 = 6.4;
const SPACE: f64 = 7.0;

/// The most characters of a title.
const MOST: usize = 120;

/// The code that shows a badge on another page.
#[derive(Debug, Serialize)]
pub(super) struct BadgeView {
    html: String,
    markdown: String,
    /// Whether the addresses begin at the top of the site, because the policy does not have its URL.
    relative: bool,
}

/// The path of the badge of a register, from the top of the site.
pub(super) fn of_register(id: impl std::fmt::Display) -> String {
    format!("registers/{id}/badge.svg")
}

/// The badges of all registers.
pub(super) fn badges(context: &SiteContext<'_>) -> Vec<PageFile> {
    let public = context.registers.public.par_iter();
    public
        .map(|entry| (of_register(&entry.id), picture(entry).into_bytes()))
        .collect()
}

/// The code for the badge of a register. Its words have no date, because they stay on the other page.
pub(super) fn badge_view(entry: &PublicRegister, context: &SiteContext<'_>) -> BadgeView {
    let url = context.governance.policy.site.url.as_ref();
    let address = |path: String| url.map_or(path.clone(), |url| url.page(&path));
    let (to, from) = (address(page(&entry.id)), address(of_register(&entry.id)));
    let title = short_title(entry);
    BadgeView {
        html: format!(
            "<a href=\"{}\"><img src=\"{}\" alt=\"Work register: {}\"></a>",
            escape(&to),
            escape(&from),
            escape(&title)
        ),
        markdown: format!(
            "[![Work register: {}](<{from}>)](<{to}>)",
            plain::escape(&title)
        ),
        relative: url.is_none(),
    }
}

/// The title as one line, and only the start of a long one.
fn short_title(entry: &PublicRegister) -> String {
    let title = plain::one_line(&entry.title);
    match title.char_indices().nth(MOST) {
        None => title,
        Some((end, _)) => format!("{}…", &title[..end]),
    }
}

fn picture(entry: &PublicRegister) -> String {
    let (status, color) = status(entry);
    let width = |text: &str| CHARACTER * text.chars().count() as f64;
    let (left, right) = (width(LABEL), width(&status));
    let (middle, all) = (left + 2.0 * SPACE, left + right + 4.0 * SPACE);
    let title = short_title(entry);
    let title = escape(&title);
    let status_at = middle + SPACE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all:.0}\" height=\"20\" viewBox=\"0 0 {all:.1} 20\" \
         role=\"img\" aria-labelledby=\"t\">\n\
         <title id=\"t\">{LABEL}: {title}: {status}</title>\n\
         <rect width=\"{all:.1}\" height=\"20\" rx=\"3\" fill=\"#3a424d\"/>\n\
         <path d=\"M{middle:.1} 0H{end:.1}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{middle:.1}z\" fill=\"{color}\"/>\n\
         <g fill=\"#fff\" font-family=\"Verdana,'DejaVu Sans',sans-serif\" font-size=\"11\" aria-hidden=\"true\">\n\
         <text x=\"{SPACE}\" y=\"14\" textLength=\"{left:.1}\" lengthAdjust=\"spacingAndGlyphs\">{LABEL}</text>\n\
         <text x=\"{status_at:.1}\" y=\"14\" textLength=\"{right:.1}\" lengthAdjust=\"spacingAndGlyphs\">{status}</text>\n\
         </g>\n</svg>\n",
        end = all - 3.0,
    )
}

/// The status in words, and the color behind them; white text on each color has a contrast of more than 4.5.
fn status(entry: &PublicRegister) -> (String, &'static str) {
    match (&entry.standing, entry.status) {
        (Standing::Removed { on, .. }, _) => (format!("removed {on}"), "#535b66"),
        (Standing::InForce { .. }, Status::ReviewOverdue) => {
            ("in force, review overdue".to_string(), "#9b1c00")
        }
        (Standing::InForce { review, .. }, Status::ReviewSoon) => {
            (format!("in force, review due {review}"), "#8a3a00")
        }
        (Standing::InForce { review, .. }, Status::InForce | Status::Removed) => {
            (format!("in force, review due {review}"), "#1a6338")
        }
    }
}
