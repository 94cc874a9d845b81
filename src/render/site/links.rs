//! Checks the links of the site: every internal link must name an existing page and anchor; other links must be web
//! addresses.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;

use super::outline::Outline;
use crate::link::{Leads, leads};
use crate::render::pages::Pages;

/// A link that does not work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadLink {
    /// The path of the page that contains it.
    pub page: String,
    /// The link as the page has it.
    pub link: String,
    /// The reason, as a clause for a message.
    pub why: String,
}

impl fmt::Display for DeadLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} links to `{}`: {}", self.page, self.link, self.why)
    }
}

impl Pages {
    /// The dead links, in order of page. `top` is the path of the site on its host, such as `/`.
    pub fn dead_links(&self, top: &str) -> Vec<DeadLink> {
        let html: Vec<(&str, &[u8])> = self
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
                Ok(Leads::Mail) => Some("the site must not show e-mail addresses".to_string()),
                // The address itself is already removed.
                Err(_) if link.starts_with("mailto:") => {
                    Some("the site must not show e-mail addresses".to_string())
                }
                Err(why) => Some(why.to_string()),
            };
        }
        let Some((target, anchor)) = within(page, link, top) else {
            return Some("it leads outside the site".to_string());
        };
        if self.get(&target).is_none() {
            return Some("that page does not exist".to_string());
        }
        let there = outlines.get(target.as_str());
        let is_there =
            anchor.is_none_or(|anchor| there.is_some_and(|it| it.anchors.contains(anchor)));
        (!is_there).then(|| format!("{target} has no such anchor"))
    }
}

/// The page and the anchor to which an internal link leads; `None` if it leads above the top of the site.
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

/// Whether a link names a scheme or a host, and so leads to another site.
fn has_scheme(link: &str) -> bool {
    let name = link.split(['/', '?', '#']).next().unwrap_or_default();
    name.contains(':') || link.starts_with("//")
}

/// The path of a link's page, from the top of the site.
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
