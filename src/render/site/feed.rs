//! `feed.xml`: the public events of all registers, of a register or of a partner, as an Atom feed (RFC 4287).
//!
//! Ids consist of the store, the register and the revision, so an entry stays the same when the site moves. All dates
//! are dates of acts.

use std::fmt;

use atom_syndication::{Category, Content, Entry, Feed, Link, Person, Text, WriteConfig};
use rayon::prelude::*;

use super::address::{Address, page};
use super::context::SiteContext;
use super::public_register::{Event, Happening, PublicRegister, Standing};
use crate::render::pages::PageFile;
use crate::render::plain::one_line;
use crate::render::view::full_name;

/// The path of the feed of all registers, from the top of the site.
pub(crate) const FEED: &str = "feed.xml";

/// The most entries in a feed; it contains the newest.
const LIMIT: usize = 100;

/// A feed: its path, the page that it is about, its title, and its id after `urn:wr:STORE:`.
struct FeedOf<'a> {
    path: &'a str,
    page: &'a str,
    title: &'a str,
    id: &'a str,
}

/// The path of the feed of a register, from the top of the site.
pub(super) fn of_register(id: impl fmt::Display) -> String {
    format!("registers/{id}/{FEED}")
}

/// The path of the feed of a partner, from the top of the site.
pub(super) fn of_partner(id: impl fmt::Display) -> String {
    format!("partners/{id}/{FEED}")
}

/// The feed of all registers: establishments, updates and removals, the newest first.
pub(crate) fn feed(context: &SiteContext<'_>) -> Vec<u8> {
    let feed = FeedOf {
        path: FEED,
        page: "index.html",
        title: &context.governance.policy.site.title,
        id: "feed",
    };
    feed.write(context, context.registers.public.iter())
}

/// A feed for each register and for each partner.
pub(super) fn feeds(context: &SiteContext<'_>) -> Vec<PageFile> {
    let registers = context.registers.public.par_iter().map(|entry| {
        let (path, id) = (of_register(&entry.id), &entry.id);
        let feed = FeedOf {
            path: &path,
            page: &page(id),
            title: &entry.title,
            id: &format!("feed.register.{id}"),
        };
        let bytes = feed.write(context, [entry]);
        (path, bytes)
    });
    let partners = context.registers.by_partner();
    let partners = partners.par_iter().map(|(id, (in_force, removed))| {
        let path = of_partner(id);
        let feed = FeedOf {
            path: &path,
            page: &format!("partners/{id}/index.html"),
            title: &format!(
                "Registers with {}",
                full_name(context.governance.roster, id)
            ),
            id: &format!("feed.partner.{id}"),
        };
        let bytes = feed.write(context, in_force.iter().chain(removed).copied());
        (path, bytes)
    });
    registers.chain(partners).collect()
}

impl FeedOf<'_> {
    fn write<'e>(
        &self,
        context: &SiteContext<'_>,
        entries: impl IntoIterator<Item = &'e PublicRegister>,
    ) -> Vec<u8> {
        let (policy, roster) = (context.governance.policy, context.governance.roster);
        let address = Address::of(context);
        let happened = newest(entries);
        let links = [
            ("alternate", self.page, "text/html"),
            ("self", self.path, "application/atom+xml"),
        ];
        let feed = Feed {
            title: Text::plain(one_line(self.title)),
            id: address.name(self.id),
            // Atom requires a date. Without events, use the date of the process document.
            updated: happened
                .first()
                .map_or(policy.process.date.midnight(), |(_, event)| event.at)
                .time()
                .fixed_offset(),
            authors: vec![Person {
                name: one_line(&full_name(roster, &roster.home)),
                ..Person::default()
            }],
            links: links
                .into_iter()
                .filter_map(|(rel, path, kind)| Some(link(rel, address.absolute(path)?, kind)))
                .collect(),
            entries: happened
                .into_iter()
                .map(|(entry, event)| item(entry, event, address, self.path))
                .collect(),
            lang: Some("en".to_string()),
            ..Feed::default()
        };
        let config = WriteConfig {
            indent_size: Some(1),
            ..WriteConfig::default()
        };
        // Writing to memory cannot fail.
        let mut bytes = feed
            .write_with_config(Vec::new(), config)
            .unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// The newest events, the newest first.
fn newest<'e>(
    entries: impl IntoIterator<Item = &'e PublicRegister>,
) -> Vec<(&'e PublicRegister, &'e Event)> {
    let mut happened: Vec<(&PublicRegister, &Event)> = entries
        .into_iter()
        .flat_map(|entry| entry.events.iter().map(move |event| (entry, event)))
        .collect();
    happened.sort_by(|(a, x), (b, y)| {
        y.at.cmp(&x.at)
            .then_with(|| a.id.cmp(&b.id))
            .then(y.revision.cmp(&x.revision))
    });
    happened.truncate(LIMIT);
    happened
}

fn link(rel: &str, href: String, kind: &str) -> Link {
    Link {
        rel: rel.to_string(),
        href,
        mime_type: Some(kind.to_string()),
        ..Link::default()
    }
}

/// An entry of the feed at `from`.
fn item(entry: &PublicRegister, event: &Event, address: Address<'_>, from: &str) -> Entry {
    let (word, title) = (event.what.word(), one_line(&entry.title));
    let at = event.at.time().fixed_offset();
    Entry {
        title: Text::plain(format!("{}: {title}", heading(event.what))),
        id: address.name(&format!("{}:{}:{word}", entry.id, event.revision)),
        updated: at,
        published: Some(at),
        links: vec![link(
            "alternate",
            address.link(from, &page(&entry.id)),
            "text/html",
        )],
        categories: vec![Category {
            term: word.to_string(),
            ..Category::default()
        }],
        content: Some(Content {
            value: Some(told(entry, event)),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// The event as sentences.
fn told(entry: &PublicRegister, event: &Event) -> String {
    let (title, partner, revision) = (
        one_line(&entry.title),
        one_line(&entry.partner_name),
        event.revision,
    );
    let on = event.on.map_or(
        "on a day that earlier records do not give".to_string(),
        |on| format!("on {on}"),
    );
    let what = match event.what {
        Happening::Established => {
            format!("{title}, with {partner}, was established with revision {revision} {on}.")
        }
        Happening::Updated => {
            format!(
                "{title}, with {partner}, was updated: revision {revision} came into force {on}."
            )
        }
        Happening::Removed => format!("{title}, with {partner}, was removed {on}."),
    };
    let why = match (&entry.standing, event.what) {
        (
            Standing::Removed {
                reason, resolution, ..
            },
            Happening::Removed,
        ) => {
            format!(" Reason: {reason}; resolution {}.", one_line(resolution))
        }
        _ => String::new(),
    };
    format!("{what}{why}")
}

fn heading(what: Happening) -> &'static str {
    match what {
        Happening::Established => "Established",
        Happening::Updated => "Updated",
        Happening::Removed => "Removed",
    }
}
