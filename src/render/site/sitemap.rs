//! `sitemap.xml`: the pages of the site for search engines, where policy says where the site is.

use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Page;
use super::address::Address;
use super::listing::Listing;
use crate::date::Day;

/// Where the sitemap is, from the site's top.
pub(in crate::render) const SITEMAP: &str = "sitemap.xml";

/// How many addresses a file may hold; beyond that there are several, and an index of them.
pub(super) const LIMIT: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// An address, and the day of the last change where that is known.
type Place = (String, Option<Day>);

/// The sitemap of these pages, which may be several files. Nothing where nobody knows where the site is.
pub(in crate::render) fn sitemap(
    listing: &Listing<'_>,
    pages: impl Iterator<Item = impl AsRef<str>>,
) -> Vec<Page> {
    let address = Address::of(listing);
    let changed = |path: &str| {
        let id = path
            .strip_prefix("registers/")?
            .strip_suffix("/index.html")?;
        let at = listing
            .entries
            .binary_search_by(|entry| entry.id.as_str().cmp(id))
            .ok()?;
        listing.entries[at]
            .events
            .iter()
            .map(|event| event.at.day())
            .max()
    };
    // What is under way is for the committees, and no engine finds a page that stands for those that are missing.
    let is_page =
        |path: &str| path.ends_with(".html") && path != "404.html" && !path.starts_with("drafts/");
    let places = pages.filter_map(|path| {
        let path = Some(path.as_ref()).filter(|path| is_page(path))?;
        Some((address.absolute(path)?, changed(path)))
    });
    maps(places.collect(), address, LIMIT)
}

fn maps(places: Vec<Place>, address: Address<'_>, limit: usize) -> Vec<Page> {
    if places.is_empty() {
        return Vec::new();
    }
    if places.len() <= limit {
        return vec![(SITEMAP.to_string(), written("urlset", "url", &places))];
    }
    let mut maps = Vec::new();
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(places.chunks(limit)) {
        let path = format!("sitemap-{number}.xml");
        let last = part.iter().filter_map(|(_, day)| *day).max();
        parts.extend(address.absolute(&path).map(|address| (address, last)));
        maps.push((path, written("urlset", "url", part)));
    }
    let index = written("sitemapindex", "sitemap", &parts);
    maps.push((SITEMAP.to_string(), index));
    maps
}

fn written(root: &str, element: &str, places: &[Place]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    let write = |writer: &mut Writer<Cursor<Vec<u8>>>| -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer
            .create_element(root)
            .with_attribute(("xmlns", NAMESPACE))
            .write_inner_content(|writer| {
                for (address, day) in places {
                    writer
                        .create_element(element)
                        .write_inner_content(|writer| {
                            writer
                                .create_element("loc")
                                .write_text_content(BytesText::new(address))?;
                            if let Some(day) = day {
                                writer
                                    .create_element("lastmod")
                                    .write_text_content(BytesText::new(&day.to_string()))?;
                            }
                            Ok(())
                        })?;
                }
                Ok(())
            })?;
        Ok(())
    };
    // Writing to memory cannot fail.
    let _ = write(&mut writer);
    let mut bytes = writer.into_inner().into_inner();
    bytes.push(b'\n');
    bytes
}
