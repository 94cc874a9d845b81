use super::*;
use crate::render::site::feed::{feed, feeds};

fn read(bytes: &[u8]) -> feed_rs::model::Feed {
    feed_rs::parser::parse(bytes).unwrap()
}

#[test]
fn what_happened_is_told_the_newest_first() {
    let entries = [entry("abc", HOSTILE), removed(entry("xyz", "Another"))];
    let read = read(&listed(AT_HOME, &entries, &[], feed));
    assert_eq!(read.title.unwrap().content, "Registers of Ä & B");
    assert_eq!(read.authors[0].name, "Task <Force> (TF)");
    assert_eq!(read.id, format!("urn:wr:{STORE}:feed"));
    assert_eq!(
        read.updated.unwrap().to_rfc3339(),
        "2026-08-09T10:11:12+00:00"
    );
    let told: Vec<_> = read
        .entries
        .iter()
        .map(|entry| {
            (
                entry.id.as_str(),
                entry.title.as_ref().unwrap().content.as_str(),
            )
        })
        .collect();
    let id = |rest: &str| format!("urn:wr:{STORE}:{rest}");
    let established = format!("Established: {TAMED}");
    assert_eq!(
        told,
        [
            (id("xyz:1:removed").as_str(), "Removed: Another"),
            (id("abc:1:established").as_str(), established.as_str()),
            (id("xyz:1:established").as_str(), "Established: Another"),
        ]
    );
    let removed = read.entries[0]
        .content
        .as_ref()
        .unwrap()
        .body
        .as_deref()
        .unwrap();
    assert_eq!(
        removed,
        "Another, with XYZ Group (XYZ), was removed on 2026-08-09. Reason: its deliverables are complete; \
         resolution R-9 & more."
    );
    assert_eq!(
        read.entries[1].published.unwrap().to_rfc3339(),
        "2026-03-05T06:07:08+00:00"
    );
    assert_eq!(
        read.entries[0].links[0].href,
        "https://registers.example/a&b/registers/xyz/index.html"
    );
    let own: Vec<_> = read
        .links
        .iter()
        .map(|link| (link.rel.as_deref().unwrap(), link.href.as_str()))
        .collect();
    assert_eq!(
        own,
        [
            ("alternate", "https://registers.example/a&b/index.html"),
            ("self", "https://registers.example/a&b/feed.xml"),
        ]
    );
}

/// RFC 4287 4.1.1 and 4.1.2: a feed and an entry have each required element exactly once.
#[test]
fn it_has_what_a_feed_must_have() {
    for (site, entries) in [
        ("", vec![]),
        (
            AT_HOME,
            vec![entry("abc", HOSTILE), entry("xyz", "Another")],
        ),
    ] {
        let bytes = listed(site, &entries, &[], feed);
        let text = String::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(
            root.tag_name().namespace(),
            Some("http://www.w3.org/2005/Atom")
        );
        let items: Vec<_> = root
            .children()
            .filter(|node| node.has_tag_name("entry"))
            .collect();
        assert_eq!(items.len(), entries.len());
        for node in items.into_iter().chain([root]) {
            for name in ["id", "title", "updated"] {
                let found = node.children().filter(|child| child.has_tag_name(name));
                assert_eq!(found.count(), 1, "{name} in {text}");
            }
            let id = node
                .children()
                .find(|child| child.has_tag_name("id"))
                .unwrap()
                .text()
                .unwrap();
            assert!(id.starts_with(&format!("urn:wr:{STORE}:")), "{id}");
        }
        assert!(root.children().any(|node| node.has_tag_name("author")));
    }
}

#[test]
fn without_an_address_links_are_relative_and_ids_the_same() {
    let entries = [entry("abc", "One")];
    let (with, without) = (
        read(&listed(AT_HOME, &entries, &[], feed)),
        listed("", &entries, &[], feed),
    );
    let text = String::from_utf8(without.clone()).unwrap();
    assert!(text.contains("href=\"registers/abc/index.html\""), "{text}");
    assert!(!text.contains("rel=\"self\""), "{text}");
    assert_eq!(read(&without).entries[0].id, with.entries[0].id);
}

#[test]
fn only_the_newest_hundred_are_in_it() {
    let mut entries: Vec<PublicRegister> = (0..120)
        .map(|n| entry(&format!("r{n:03}"), "One"))
        .collect();
    for (n, entry) in entries.iter_mut().enumerate() {
        entry.events[0].at = entry.events[0]
            .at
            .plus_days(u32::try_from(n * 7 % 120).unwrap());
    }
    let read = read(&listed("", &entries, &[], feed));
    assert_eq!(read.entries.len(), 100);
    let days: Vec<_> = read
        .entries
        .iter()
        .map(|entry| entry.updated.unwrap())
        .collect();
    assert!(days.is_sorted_by(|a, b| a > b), "{days:?}");
    assert_eq!(days[99].to_rfc3339(), "2026-03-25T06:07:08+00:00");
}

#[test]
fn a_day_that_nobody_knows_is_said_to_be_unknown() {
    let mut one = entry("abc", "One");
    one.events[0].on = None;
    let read = read(&listed("", &[one], &[], feed));
    let told = read.entries[0]
        .content
        .as_ref()
        .unwrap()
        .body
        .as_deref()
        .unwrap();
    assert!(
        told.ends_with("with revision 1 on a day that earlier records do not give."),
        "{told}"
    );
}

#[test]
fn a_register_and_a_partner_have_feeds_of_their_own() {
    let mut other = entry("old", "Old");
    other.partner = "abc-group".parse().unwrap();
    let entries = [entry("abc", HOSTILE), entry("def", "Two"), removed(other)];
    let files = listed(AT_HOME, &entries, &[], feeds);
    let files: std::collections::BTreeMap<_, _> = files.into_iter().collect();
    let all = read(&listed(AT_HOME, &entries, &[], feed));
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "partners/abc-group/feed.xml",
            "partners/xyz/feed.xml",
            "registers/abc/feed.xml",
            "registers/def/feed.xml",
            "registers/old/feed.xml",
        ]
    );
    let mut seen = std::collections::BTreeSet::from([all.id.clone()]);
    for (path, bytes) in &files {
        let own = read(bytes);
        assert!(seen.insert(own.id.clone()), "{path} has the id {}", own.id);
        let page = path.replace("feed.xml", "index.html");
        let at = |path: &str| format!("https://registers.example/a&b/{path}");
        let links: Vec<&str> = own.links.iter().map(|link| link.href.as_str()).collect();
        assert_eq!(links, [at(&page), at(path)]);
        for entry in &own.entries {
            let there = all.entries.iter().find(|other| other.id == entry.id);
            assert_eq!(there.unwrap().links[0].href, entry.links[0].href);
        }
    }
    let told = |path: &str| -> Vec<String> {
        let entries = read(&files[path]).entries.into_iter();
        entries.map(|entry| entry.title.unwrap().content).collect()
    };
    assert_eq!(
        told("registers/old/feed.xml"),
        ["Removed: Old", "Established: Old"]
    );
    assert_eq!(
        told("partners/abc-group/feed.xml"),
        told("registers/old/feed.xml")
    );
    assert_eq!(told("partners/xyz/feed.xml").len(), 2);
    let title = read(&files["registers/abc/feed.xml"]).title.unwrap();
    assert_eq!(title.content, TAMED);
}

#[test]
fn without_an_address_the_links_of_a_register_lead_to_the_top() {
    let files = listed("", &[entry("abc", "One")], &[], feeds);
    for (path, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        let link = "href=\"../../registers/abc/index.html\"";
        assert!(text.contains(link), "{path}: {text}");
    }
}
