//! The files of the site for programs: feed, calendar, CSV table, JSON, search index, and the file for web crawlers.

use super::calendar::{CALENDAR, calendar};
use super::feed::{FEED, feed};
use super::robots::{ROBOTS, robots};
use super::search::{SEARCH, search};
use super::standards::{STANDARDS, standards};
use super::{Listing, Page, api};

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
