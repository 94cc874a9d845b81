//! Every link of the site leads somewhere: to a page that there is, and to a place that is on it; outside the site to the
//! web alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use html5gum::{Token, Tokenizer};
use rayon::prelude::*;

use super::Site;
use crate::link::{Leads, leads};

/// A link that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadLink {
    /// The page that it is on.
    pub page: String,
    /// The link, as it is written there.
    pub link: String,
    /// Why it leads nowhere.
    pub why: String,
}

impl fmt::Display for DeadLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} links to `{}`: {}", self.page, self.link, self.why)
    }
}

/// What a page has for others to link to, and what it links to.
struct Outline {
    anchors: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// The places on a page that can be linked to.
pub fn anchors(html: &[u8]) -> BTreeSet<String> {
    outline(html).anchors
}

impl Site {
    /// The links of the pages that were made which lead nowhere, in order. `before` gives a page as it was on the site that
    /// this one follows, of which nothing that could be linked to has gone.
    pub fn dead_links(&self, top: &str, before: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync)) -> Vec<DeadLink> {
        let pages: Vec<(&str, &[u8])> = self.pages.iter().filter(|(path, _)| is_html(path)).collect();
        let outlines: BTreeMap<&str, Outline> =
            pages.par_iter().map(|(path, bytes)| (*path, outline(bytes))).collect();
        // What a page linked to before was there, and nothing has gone since: only new links into other pages are
        // looked up there.
        let held = pages.par_iter().filter_map(|(path, _)| Some((*path, outline(&before(path)?))));
        let held = held.flat_map_iter(|(path, outline)| {
            let places = outline.links.into_iter().filter_map(move |link| place(path, &link, top));
            places.collect::<Vec<_>>()
        });
        let held: BTreeSet<(String, String)> = held.collect();
        let elsewhere = |path: &str, anchor: &str| {
            held.contains(&(path.to_string(), anchor.to_string()))
                || before(path).is_some_and(|bytes| outline(&bytes).anchors.contains(anchor))
        };
        let wrong = outlines.par_iter().flat_map_iter(|(page, outline)| {
            let dead = |link: &String| {
                let why = self.why_dead(page, link, top, &outlines, &elsewhere)?;
                Some(DeadLink { page: page.to_string(), link: link.clone(), why })
            };
            outline.links.iter().filter_map(dead).collect::<Vec<_>>()
        });
        let mut wrong: Vec<DeadLink> = wrong.collect();
        wrong.sort();
        wrong
    }

    fn why_dead(
        &self,
        page: &str,
        link: &str,
        top: &str,
        outlines: &BTreeMap<&str, Outline>,
        elsewhere: &dyn Fn(&str, &str) -> bool,
    ) -> Option<String> {
        if has_scheme(link) {
            return match leads(link) {
                Ok(Leads::Web) => None,
                Ok(Leads::Mail) => Some("the site shows nobody's address".to_string()),
                Err(why) => Some(why.to_string()),
            };
        }
        let (target, anchor) = link.split_once('#').map_or((link, None), |(to, at)| (to, Some(at)));
        let target = target.split('?').next().unwrap_or_default();
        let Some(path) = resolve(page, target, top) else {
            return Some("that is outside the site".to_string());
        };
        if !self.paths.contains(&path) {
            return Some("there is no such page".to_string());
        }
        let anchor = anchor.filter(|anchor| !anchor.is_empty())?;
        let is_there = match outlines.get(path.as_str()) {
            Some(outline) => outline.anchors.contains(anchor),
            None => elsewhere(&path, anchor),
        };
        (!is_there).then(|| format!("{path} has no such place"))
    }
}

/// The page and the place on it that a link within the site leads to; nothing for one that names no place.
fn place(page: &str, link: &str, top: &str) -> Option<(String, String)> {
    let (target, anchor) = link.split_once('#').filter(|(_, anchor)| !anchor.is_empty())?;
    let target = target.split('?').next().unwrap_or_default();
    let path = if has_scheme(link) { None } else { resolve(page, target, top) };
    Some((path?, anchor.to_string()))
}

fn is_html(path: &str) -> bool {
    path.ends_with(".html")
}

/// Whether a link names a scheme, or a host: then it leads out of the site.
fn has_scheme(link: &str) -> bool {
    let name = link.split(['/', '?', '#']).next().unwrap_or_default();
    name.contains(':') || link.starts_with("//")
}

/// The page that a link leads to, by its path from the top of the site.
fn resolve(from: &str, link: &str, top: &str) -> Option<String> {
    if link.is_empty() {
        return Some(from.to_string());
    }
    let (mut parts, link): (Vec<&str>, &str) = match link.strip_prefix('/') {
        Some(_) => (Vec::new(), link.strip_prefix(top)?),
        None => (from.split('/').collect(), link),
    };
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

fn outline(html: &[u8]) -> Outline {
    let mut outline = Outline { anchors: BTreeSet::new(), links: BTreeSet::new() };
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            let value = || String::from_utf8_lossy(&value.value).trim().to_string();
            match name.as_slice() {
                b"id" => drop(outline.anchors.insert(value())),
                b"href" | b"src" | b"action" | b"poster" | b"data" => drop(outline.links.insert(value())),
                _ => {}
            }
        }
    }
    outline
}
