//! Every link of the site leads somewhere: to a page that there is, and to a place that is on it; outside the site to the
//! web alone.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;

use super::Site;
use super::outline::Outline;
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

impl Site {
    /// The links that lead nowhere, in order, on a site whose top has this path on its host.
    pub fn dead_links(&self, top: &str) -> Vec<DeadLink> {
        let html: Vec<(&str, &[u8])> = self
            .pages
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .collect();
        let outlines: BTreeMap<&str, Outline> = html
            .par_iter()
            .map(|(path, bytes)| (*path, Outline::of(bytes)))
            .collect();
        let dead = outlines.par_iter().flat_map_iter(|(page, outline)| {
            outline.links.iter().filter_map(|link| {
                let why = self.why_dead(page, link, top, &outlines)?;
                Some(DeadLink {
                    page: page.to_string(),
                    link: link.clone(),
                    why,
                })
            })
        });
        let mut dead: Vec<DeadLink> = dead.collect();
        dead.sort();
        dead
    }

    fn why_dead(
        &self,
        page: &str,
        link: &str,
        top: &str,
        outlines: &BTreeMap<&str, Outline>,
    ) -> Option<String> {
        if has_scheme(link) {
            return match leads(link) {
                Ok(Leads::Web) => None,
                Ok(Leads::Mail) => Some("the site shows nobody's address".to_string()),
                Err(why) => Some(why.to_string()),
            };
        }
        let Some((target, anchor)) = within(page, link, top) else {
            return Some("that is outside the site".to_string());
        };
        if self.pages.get(&target).is_none() {
            return Some("there is no such page".to_string());
        }
        let there = outlines.get(target.as_str());
        let is_there =
            anchor.is_none_or(|anchor| there.is_some_and(|it| it.anchors.contains(anchor)));
        (!is_there).then(|| format!("{target} has no such place"))
    }
}

/// The page that a link within the site leads to, and the place on it if it names one; nothing for one that leads out at
/// the top.
fn within<'l>(page: &str, link: &'l str, top: &str) -> Option<(String, Option<&'l str>)> {
    let (target, anchor) = link
        .split_once('#')
        .map_or((link, None), |(to, at)| (to, Some(at)));
    let target = target.split('?').next().unwrap_or_default();
    Some((
        resolve(page, target, top)?,
        anchor.filter(|anchor| !anchor.is_empty()),
    ))
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
