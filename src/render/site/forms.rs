//! What the site has beside its pages, for programs: the feed, the calendar, the table, the JSON, and what search engines
//! ask for.

use super::calendar::{CALENDAR, calendar};
use super::feed::{FEED, feed};
use super::robots::{ROBOTS, robots};
use super::roll::{Before, Rolls, rolled};
use super::search::{SEARCH, search};
use super::sheet::{Made, Sheet, digest};
use super::sitemap::sitemap;
use super::standards::{STANDARDS, standards};
use super::{Listing, Paths, api};
use crate::render::RenderError;

/// Every form of the listing, and where the parts of long ones are.
pub(super) fn sheets(
    listing: &Listing<'_>,
    made: &Made,
    before: &dyn Before,
) -> (Vec<Sheet>, Rolls) {
    let rolls = vec![
        (CALENDAR, calendar(listing)),
        (STANDARDS, standards()),
        (api::REGISTERS, api::registers(listing)),
        (SEARCH, search(listing)),
    ];
    let (mut sheets, rolls) = rolled(rolls, listing, made, before);
    sheets.extend(
        [
            (FEED, feed(listing)),
            (ROBOTS, robots(listing)),
            (api::START, api::start(listing)),
        ]
        .map(|(path, bytes)| Sheet::fresh(path, bytes)),
    );
    sheets.extend(
        api::schemas()
            .into_iter()
            .map(|(path, bytes)| Sheet::fresh(&path, bytes)),
    );
    (sheets, rolls)
}

/// The sitemap of a site that has these pages.
pub(super) fn maps(
    listing: &Listing<'_>,
    made: &Made,
    paths: &Paths,
) -> Result<Vec<Sheet>, RenderError> {
    let maps = sitemap(listing, paths.iter().collect());
    maps.iter()
        .map(|map| Sheet::unless(made, &map.path, digest(&map.places), || Ok(map.bytes())))
        .collect()
}
