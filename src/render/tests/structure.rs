//! The structure of the pages: links, ids, landmarks, and equal bytes for equal input.

use super::*;
use crate::render::tests::store::{FULL, undated_backfill};
use crate::source::Digest;

#[test]
fn addenda_link_to_public_registers_only() {
    let mut store = Store::new();
    store.backfilled("base", FULL, undated_backfill());
    store.draft("hidden", FULL);
    store.backfilled(
        "one",
        &format!("{FULL}addendum_to: base\n"),
        undated_backfill(),
    );
    store.backfilled(
        "two",
        &format!("{FULL}addendum_to: hidden\n"),
        undated_backfill(),
    );
    let site = site_of(&store.snapshot());
    let link = |id: &str| {
        format!(
            "<a href=\"../../registers/{id}/index.html\" dir=\"auto\">XYZ / DMTF Work Register</a>"
        )
    };
    let partner = page(&site, "partners/xyz-org/index.html");
    for (path, terms) in [
        ("registers/one/index.html", ["Addendum to", "base"]),
        ("registers/base/index.html", ["Addenda", "one"]),
    ] {
        let told = format!("<dt>{}</dt><dd>{}</dd>", terms[0], link(terms[1]));
        assert!(page(&site, path).contains(&told), "{told}");
        assert!(partner.contains(&told), "{told}");
    }
    let hidden = "<dt>Addendum to</dt><dd>hidden</dd>";
    assert!(page(&site, "registers/two/index.html").contains(hidden));
    let json = page(&site, "registers/base/register.json");
    assert!(json.contains("\"addenda\": [\n    \"one\"\n  ]"), "{json}");
    every_link_resolves(&site);
}

#[test]
fn every_link_of_the_full_site_resolves() {
    every_link_resolves(&site_of(&established("").snapshot()));
}

/// Follows every internal `href` to its page and anchor.
fn every_link_resolves(site: &Site) {
    let mut links = 0;
    for (path, bytes) in site
        .pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let html = String::from_utf8(bytes.to_vec()).unwrap();
        for link in html
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            links += 1;
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (target, anchor) = link
                .split_once('#')
                .map_or((link, None), |(to, at)| (to, Some(at)));
            let target = resolve(path, target.split('?').next().unwrap());
            let found = site.pages.get(&target);
            assert!(
                found.is_some(),
                "{path} links to {link}, and there is no {target}"
            );
            let found = String::from_utf8_lossy(found.unwrap()).into_owned();
            let there = anchor.is_none_or(|anchor| found.contains(&format!("id=\"{anchor}\"")));
            assert!(there, "{path} links to {link}, which is not on {target}");
        }
    }
    assert!(links > 10);
}

fn resolve(from: &str, link: &str) -> String {
    if link.is_empty() {
        return from.to_string();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop().map(drop).unwrap()
        } else {
            parts.push(part)
        }
    }
    parts.join("/")
}

#[test]
fn two_builds_are_equal_and_every_id_on_a_page_is_one() {
    let store = established("site: {ballots: names}\n");
    let (one, two) = (site_of(&store.snapshot()), site_of(&store.snapshot()));
    assert_eq!(one, two);
    let html = page(&one, "registers/xyz/index.html");
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn pages_are_accessible_without_scripts_or_requests() {
    let snapshot = established("").snapshot();
    let site = site_of(&snapshot);
    for html in [
        page(&site, "registers/xyz/index.html"),
        page(&site, "index.html"),
        page(&site, "rules.html"),
    ] {
        for part in [
            "<html lang=\"en\">",
            "<header ",
            "<main id=\"main\"",
            "<footer ",
            "class=\"skip\"",
            "viewport",
        ] {
            assert!(html.contains(part), "{part}");
        }
        // The only script is the search of the list, a file of the site.
        let scripts = html.matches("<script").count();
        assert_eq!(
            scripts,
            html.matches("<script src=\"site.js\" defer></script>")
                .count()
        );
        // The only picture is the badge of the register.
        let pictures = html.matches("<img src=\"badge.svg\" ").count();
        let sources = html.matches("src=\"").count();
        assert!(html.contains("default-src 'none'") && sources == scripts + pictures);
        assert_eq!(
            html.matches("<table").count(),
            html.matches("<caption").count()
        );
        assert_eq!(
            html.matches("<th ").count(),
            html.matches("<th scope=").count()
        );
        assert_eq!(html.matches("<h1").count(), 1);
    }
    assert!(page(&site, "registers/xyz/index.html").contains("style-src 'self'"));
    assert!(!page(&site, "style.css").contains("url("));
}

#[test]
fn a_document_is_one_page_without_scripts_or_requests() {
    let alone = html(&established("").snapshot(), "xyz", Selector::InForce);
    for part in [
        "<html lang=\"en\">",
        "<header>",
        "<main>",
        "<footer>",
        "default-src 'none'",
    ] {
        assert!(alone.contains(part), "{part}");
    }
    let tables = alone.matches("<table").count();
    let named = alone.matches("<caption").count() + alone.matches(" aria-label=").count();
    assert_eq!((tables, alone.matches("<h1").count()), (named, 1));
    let headers = alone.matches("<th ").count();
    assert_eq!(headers, alone.matches("<th scope=").count());
    let (_, style) = alone.split_once("<style>").unwrap();
    let digest = Digest::of(style.split_once("</style>").unwrap().0.as_bytes()).base64();
    assert!(
        alone.contains(&format!("style-src 'sha256-{digest}'")) && !alone.contains("unsafe-inline")
    );
    assert!(
        !alone.contains("<script") && !alone.contains("<link") && !alone.contains("href=\"../")
    );
    assert!(!alone.contains(" style=") && !alone.contains("src="));
}
