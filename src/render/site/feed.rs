//! `feed.xml`: the public events of registers, as an Atom feed (RFC 4287).
//!
//! Ids consist of the store, the register and the revision, so an entry stays the same when the site moves. All dates
//! are dates of acts.

use atom_syndication::{Category, Content, Entry, Feed, Link, Person, Text, WriteConfig};

use super::address::{Address, page};
use super::context::SiteContext;
use super::public_register::{Event, Happening, PublicRegister, Standing};
use crate::render::plain::one_line;
use crate::render::view::full_name;

/// The path of the feed, from the top of the site.
pub(crate) const FEED: &str = "feed.xml";

/// The most entries in the feed; it contains the newest.
const LIMIT: usize = 100;

/// The feed of establishments, updates and removals, the newest first.
pub(crate) fn feed(context: &SiteContext<'_>) -> Vec<u8> {
    let (policy, roster) = (context.governance.policy, context.governance.roster);
    let address = Address::of(context);
    let mut happened: Vec<(&PublicRegister, &Event)> = context
        .registers
        .public
        .iter()
        .flat_map(|entry| entry.events.iter().map(move |event| (entry, event)))
        .collect();
    happened.sort_by(|(a, x), (b, y)| {
        y.at.cmp(&x.at)
            .then_with(|| a.id.cmp(&b.id))
            .then(y.revision.cmp(&x.revision))
    });
    happened.truncate(LIMIT);
    let links = [
        ("alternate", "index.html", "text/html"),
        ("self", FEED, "application/atom+xml"),
    ];
    let feed = Feed {
        title: Text::plain(one_line(&policy.site.title)),
        id: address.name("feed"),
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
            .filter_map(|(rel, path, kind)| link(rel, address.absolute(path)?, kind))
            .collect(),
        entries: happened
            .into_iter()
            .map(|(entry, event)| item(entry, event, address))
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

fn link(rel: &str, href: String, kind: &str) -> Option<Link> {
    Some(Link {
        rel: rel.to_string(),
        href,
        mime_type: Some(kind.to_string()),
        ..Link::default()
    })
}

fn item(entry: &PublicRegister, event: &Event, address: Address<'_>) -> Entry {
    let (word, title) = (event.what.word(), one_line(&entry.title));
    let at = event.at.time().fixed_offset();
    Entry {
        title: Text::plain(format!("{}: {title}", heading(event.what))),
        id: address.name(&format!("{}:{}:{word}", entry.id, event.revision)),
        updated: at,
        published: Some(at),
        links: link("alternate", address.at_top(&page(&entry.id)), "text/html")
            .into_iter()
            .collect(),
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
