//! `robots.txt`: allows all crawlers to read all pages, and names the sitemap.

use super::address::Address;
use super::context::SiteContext;
use super::sitemap::SITEMAP;

/// The path of the file, from the top of the site. Crawlers request it only at the top of a host.
pub(crate) const ROBOTS: &str = "robots.txt";

pub(crate) fn robots(context: &SiteContext<'_>) -> Vec<u8> {
    let sitemap = Address::of(context).absolute(SITEMAP);
    let sitemap = sitemap.map_or(String::new(), |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
}
