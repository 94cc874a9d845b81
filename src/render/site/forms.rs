//! What the site has beside its pages, for programs: the feed, the calendar, the table, the JSON, and what search engines
//! ask for.

use super::calendar::{CALENDAR, calendar};
use super::feed::{FEED, feed};
use super::robots::{ROBOTS, robots};
use super::search::{SEARCH, search};
use super::standards::{STANDARDS, standards};
use super::{Listing, Page, api};

/// Every form of the listing.
pub(super) fn pages(listing: &Listing<'_>) -> Vec<Page> {
    let forms = [
        (CALENDAR, calendar(listing)),
        (STANDARDS, standards(listing)),
        (SEARCH, search(listing)),
        (FEED, feed(listing)),
        (ROBOTS, robots(listing)),
        (api::START, api::start(listing)),
        (api::REGISTERS, api::registers(listing)),
    ];
    let forms = forms.map(|(path, bytes)| (path.to_string(), bytes));
    forms.into_iter().chain(api::schemas()).collect()
}
