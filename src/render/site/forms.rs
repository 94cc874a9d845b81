//! What the site has beside its pages, for programs: the feed, the calendar, the table, the JSON, and what search engines
//! ask for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::calendar::{CALENDAR, calendar};
use super::feed::{FEED, feed};
use super::robots::{ROBOTS, robots};
use super::sheet::Sheet;
use super::sitemap::sitemap;
use super::standards::{STANDARDS, standards};
use super::{Listing, api};

/// Every form of the listing, on a site that has these paths.
pub(super) fn sheets(listing: &Listing<'_>, paths: &BTreeSet<String>) -> Vec<Sheet> {
    type Form = fn(&Listing<'_>) -> Vec<u8>;
    let forms: [(&str, Form); 6] = [
        (FEED, feed),
        (CALENDAR, calendar),
        (STANDARDS, standards),
        (ROBOTS, robots),
        (api::REGISTERS, api::registers),
        (api::START, api::start),
    ];
    let mut sheets: Vec<Sheet> =
        forms.into_par_iter().map(|(path, form)| Sheet::fresh(path, form(listing))).collect();
    let more = sitemap(listing, paths.iter().map(String::as_str)).into_iter().chain(api::schemas());
    sheets.extend(more.map(|(path, bytes)| Sheet::fresh(&path, bytes)));
    sheets
}
