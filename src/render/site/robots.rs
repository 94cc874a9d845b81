//! `robots.txt`: everybody may read everything, and where the sitemap is.

use super::address::Address;
use super::listing::Listing;
use super::sitemap::SITEMAP;

/// Where it is, from the site's top. Robots look for it at the top of a host only.
pub(in crate::render) const ROBOTS: &str = "robots.txt";

/// The rules for robots.
pub(in crate::render) fn robots(listing: &Listing<'_>) -> Vec<u8> {
    let sitemap = Address::of(listing).absolute(SITEMAP);
    let sitemap = sitemap.map_or(String::new(), |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
}
