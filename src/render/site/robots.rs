//! `robots.txt`: allows all crawlers to read all pages, and names the sitemap.

use super::address::Address;
use super::listing::Listing;
use super::sitemap::SITEMAP;

/// The path of the file, from the top of the site. Crawlers request it only at the top of a host.
pub(in crate::render) const ROBOTS: &str = "robots.txt";

pub(in crate::render) fn robots(listing: &Listing<'_>) -> Vec<u8> {
    let sitemap = Address::of(listing).absolute(SITEMAP);
    let sitemap = sitemap.map_or(String::new(), |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
}
