//! Every link of the site leads somewhere: to a page that there is, and to a place that is on it; outside the site to the
//! web alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rayon::prelude::*;

use super::outline::Outline;
use super::{Before, Site};
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

/// What the links of a site come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Whether a place that was on a page before is not on it any more: pages that were not made may lead there.
    pub has_lost: bool,
    /// The links of the pages that were made which lead nowhere, in order.
    pub dead: Vec<DeadLink>,
}

/// A page by its path, and a place on it.
type Target<'l> = (String, Option<&'l str>);

/// A page that was made, and how it was before.
struct Revised<'p> {
    now: Outline<'p>,
    before: Option<Outline<'static>>,
}

impl Site {
    /// Looks at every link of the pages that were made, on a site whose top has this path on its host. `before` is the
    /// site that this one follows.
    pub fn inspect(&self, top: &str, before: &dyn Before) -> Inspection {
        let pages: Vec<(&str, &[u8])> = self
            .pages
            .iter()
            .filter(|(path, _)| is_html(path))
            .collect();
        let made = pages.par_iter().map(|(path, bytes)| {
            let before = before
                .file(path)
                .map(|bytes| Outline::of(&bytes, self.markup).kept());
            (
                *path,
                Revised {
                    now: Outline::of(bytes, self.markup),
                    before,
                },
            )
        });
        let made: BTreeMap<&str, Revised<'_>> = made.collect();
        let has_lost = made.values().any(|page| {
            page.before
                .as_ref()
                .is_some_and(|before| !before.anchors.is_subset(&page.now.anchors))
        });
        // What a page led to before was there. While nothing is lost it still is, so that only new links into pages
        // that were not made are looked up there.
        let held = made.iter().flat_map(|(path, page)| {
            let links = page.before.iter().flat_map(|before| &before.links);
            links
                .filter(|link| !has_scheme(link))
                .filter_map(|link| within(path, link, top))
        });
        let held: BTreeSet<Target<'_>> = held.collect();
        let is_there = |target: &Target<'_>| {
            let Some(anchor) = target.1 else { return true };
            match made.get(target.0.as_str()) {
                Some(page) => page.now.anchors.contains(anchor),
                None if held.contains(target) => true,
                None => before
                    .file(&target.0)
                    .is_some_and(|bytes| Outline::of(&bytes, self.markup).anchors.contains(anchor)),
            }
        };
        let dead = made
            .par_iter()
            .flat_map_iter(|(page, Revised { now, .. })| {
                let dead = |link: &Cow<'_, str>| {
                    let why = self.why_dead(page, link, top, &is_there)?;
                    Some(DeadLink {
                        page: page.to_string(),
                        link: link.to_string(),
                        why,
                    })
                };
                now.links.iter().filter_map(dead).collect::<Vec<_>>()
            });
        let mut dead: Vec<DeadLink> = dead.collect();
        dead.sort();
        Inspection { has_lost, dead }
    }

    fn why_dead<'l>(
        &self,
        page: &str,
        link: &'l str,
        top: &str,
        is_there: &dyn Fn(&Target<'l>) -> bool,
    ) -> Option<String> {
        if has_scheme(link) {
            return match leads(link) {
                Ok(Leads::Web) => None,
                Ok(Leads::Mail) => Some("the site shows nobody's address".to_string()),
                Err(why) => Some(why.to_string()),
            };
        }
        let Some(target) = within(page, link, top) else {
            return Some("that is outside the site".to_string());
        };
        if !self.paths.has(&target.0) {
            return Some("there is no such page".to_string());
        }
        (!is_there(&target)).then(|| format!("{} has no such place", target.0))
    }
}

/// The page that a link within the site leads to, and the place on it if it names one; nothing for one that leads out at
/// the top.
fn within<'l>(page: &str, link: &'l str, top: &str) -> Option<Target<'l>> {
    let (target, anchor) = link
        .split_once('#')
        .map_or((link, None), |(to, at)| (to, Some(at)));
    let target = target.split('?').next().unwrap_or_default();
    Some((
        resolve(page, target, top)?,
        anchor.filter(|anchor| !anchor.is_empty()),
    ))
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
    Some(if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    })
}
