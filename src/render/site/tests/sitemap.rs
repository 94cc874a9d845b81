use super::*;
use crate::render::site::sitemap::{LIMIT, sitemap};

/// The URLs in a file of the sitemap, with their days.
fn places(bytes: &[u8], root: &str, element: &str) -> Vec<(String, Option<String>)> {
    let text = std::str::from_utf8(bytes).unwrap();
    let document = roxmltree::Document::parse(text).unwrap();
    let top = document.root_element();
    assert_eq!(top.tag_name().name(), root);
    assert_eq!(
        top.tag_name().namespace(),
        Some("http://www.sitemaps.org/schemas/sitemap/0.9")
    );
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|child| child.has_tag_name(name))?;
        Some(found.text().unwrap().to_string())
    };
    let all = top.children().filter(|node| node.is_element());
    all.map(|node| {
        assert_eq!(node.tag_name().name(), element);
        (text(node, "loc").unwrap(), text(node, "lastmod"))
    })
    .collect()
}

#[test]
fn pages_are_listed_with_the_day_on_which_their_register_changed() {
    let entries = [entry("abc", HOSTILE), removed(entry("old", "Old"))];
    let paths = [
        "404.html",
        "feed.xml",
        "index.html",
        "registers/abc/index.html",
        "registers/old/index.html",
    ];
    let files = listed(AT_HOME, &entries, &[], |context| {
        sitemap(context, paths.iter())
    });
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].0, "sitemap.xml");
    let at = |path: &str, day: Option<&str>| {
        (
            format!("https://registers.example/a&b/{path}"),
            day.map(str::to_string),
        )
    };
    assert_eq!(
        places(&files[0].1, "urlset", "url"),
        [
            at("index.html", None),
            at("registers/abc/index.html", Some("2026-03-05")),
            at("registers/old/index.html", Some("2026-08-09")),
        ]
    );
}

#[test]
fn without_an_address_there_is_none() {
    assert!(
        listed("", &[entry("abc", "One")], &[], |context| sitemap(
            context,
            ["index.html"].iter()
        ))
        .is_empty()
    );
}

#[test]
fn beyond_fifty_thousand_there_are_several_and_an_index() {
    let entries: Vec<PublicRegister> = (0..3).map(|n| entry(&format!("r{n:05}"), "One")).collect();
    let paths: Vec<String> = (0..=LIMIT)
        .map(|n| format!("registers/r{n:05}/index.html"))
        .collect();
    let files = listed(AT_HOME, &entries, &[], |context| {
        sitemap(context, paths.iter())
    });
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    assert_eq!(places(&files[0].1, "urlset", "url").len(), LIMIT);
    assert_eq!(places(&files[1].1, "urlset", "url").len(), 1);
    let index = places(&files[2].1, "sitemapindex", "sitemap");
    let day = Some("2026-03-05".to_string());
    assert_eq!(
        index,
        [
            (
                "https://registers.example/a&b/sitemap-1.xml".to_string(),
                day
            ),
            (
                "https://registers.example/a&b/sitemap-2.xml".to_string(),
                None
            ),
        ]
    );
    assert!(files.iter().all(|(_, bytes)| bytes.len() < 50 << 20));
}
