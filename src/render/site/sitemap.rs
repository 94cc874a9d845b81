//! `sitemap.xml`: the pages of the site for search engines, where policy says where the site is.

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::address::{Address, page};
use super::listing::Listing;
use crate::date::Day;

/// Where the sitemap is, from the site's top.
pub(in crate::render) const SITEMAP: &str = "sitemap.xml";

/// How many addresses a file may hold; beyond that there are several, and an index of them.
pub(super) const LIMIT: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// An address, and the day of the last change where that is known.
type Place = (String, Option<Day>);

/// The sitemap of these pages, which may be several files: pairs of path and bytes. Nothing where nobody knows where
/// the site is.
pub(in crate::render) fn sitemap<'p>(
    listing: &Listing<'_>,
    pages: impl IntoIterator<Item = &'p str>,
) -> Vec<(String, Vec<u8>)> {
    let address = Address::of(listing);
    let changed: BTreeMap<String, Day> = listing
        .entries
        .iter()
        .filter_map(|entry| Some((page(&entry.id), entry.events.iter().map(|event| event.at.day()).max()?)))
        .collect();
    // What is under way is for the committees, and no engine finds a page that stands for those that are missing.
    let is_page =
        |path: &&str| path.ends_with(".html") && *path != "404.html" && !path.starts_with("drafts/");
    let places = pages.into_iter().filter(is_page);
    let places: Vec<Place> =
        places.filter_map(|path| Some((address.absolute(path)?, changed.get(path).copied()))).collect();
    files(places, address, LIMIT)
}

fn files(places: Vec<Place>, address: Address<'_>, limit: usize) -> Vec<(String, Vec<u8>)> {
    if places.is_empty() {
        return Vec::new();
    }
    if places.len() <= limit {
        return vec![(SITEMAP.to_string(), written("urlset", "url", &places))];
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(places.chunks(limit)) {
        let path = format!("sitemap-{number}.xml");
        let last = part.iter().filter_map(|(_, day)| *day).max();
        parts.extend(address.absolute(&path).map(|address| (address, last)));
        files.push((path, written("urlset", "url", part)));
    }
    files.push((SITEMAP.to_string(), written("sitemapindex", "sitemap", &parts)));
    files
}

fn written(root: &str, element: &str, places: &[Place]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    let write = |writer: &mut Writer<Cursor<Vec<u8>>>| -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer.create_element(root).with_attribute(("xmlns", NAMESPACE)).write_inner_content(|writer| {
            for (address, day) in places {
                writer.create_element(element).write_inner_content(|writer| {
                    writer.create_element("loc").write_text_content(BytesText::new(address))?;
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
