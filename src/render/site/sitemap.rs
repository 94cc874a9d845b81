//! `sitemap.xml`: the pages of the site for search engines, if the policy has the URL of the site.

use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::address::Address;
use super::context::SiteContext;
use crate::date::Day;
use crate::render::pages::PageFile;

/// The path of the sitemap, from the top of the site.
pub(crate) const SITEMAP: &str = "sitemap.xml";

/// The most URLs in one file (sitemaps.org); with more, several files and an index are written.
pub(super) const LIMIT: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A URL, and the day of the last change if known.
type SitemapUrl = (String, Option<Day>);

/// The sitemap of these pages, in one or more files; empty if the URL of the site is unknown.
pub(crate) fn sitemap(
    context: &SiteContext<'_>,
    pages: impl Iterator<Item = impl AsRef<str>>,
) -> Vec<PageFile> {
    let address = Address::of(context);
    let changed = |path: &str| {
        let id = path
            .strip_prefix("registers/")?
            .strip_suffix("/index.html")?;
        let events = &context.registers.find(id)?.events;
        events.iter().map(|event| event.at.day()).max()
    };
    // Drafts are for the committees only, and the page for missing addresses is not content.
    let is_page =
        |path: &str| path.ends_with(".html") && path != "404.html" && !path.starts_with("drafts/");
    let places = pages.filter_map(|path| {
        let path = Some(path.as_ref()).filter(|path| is_page(path))?;
        Some((address.absolute(path)?, changed(path)))
    });
    maps(places.collect(), address, LIMIT)
}

fn maps(places: Vec<SitemapUrl>, address: Address<'_>, limit: usize) -> Vec<PageFile> {
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

fn written(root: &str, element: &str, places: &[SitemapUrl]) -> Vec<u8> {
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
