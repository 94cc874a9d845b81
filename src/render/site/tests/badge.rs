use super::*;
use crate::render::site::badge::{badge_view, badges};

/// The name and the words of a badge.
fn read(bytes: &[u8]) -> (String, Vec<String>) {
    let text = std::str::from_utf8(bytes).unwrap();
    let document = roxmltree::Document::parse(text).unwrap_or_else(|why| panic!("{why}\n{text}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
            .map(|node| node.text().unwrap().to_string())
    };
    let title = named("title").next().unwrap();
    (title, named("text").collect())
}

fn badge(entry: PublicRegister) -> (String, Vec<String>) {
    let files = listed(AT_HOME, &[entry], &[], badges);
    assert_eq!(files[0].0, "registers/abc/badge.svg");
    read(&files[0].1)
}

#[test]
fn it_says_the_status_on_the_day_of_the_site() {
    let said = |status: &str| {
        let words = vec!["work register".to_string(), status.to_string()];
        (format!("work register: {TAMED}: {status}"), words)
    };
    let one = entry("abc", HOSTILE);
    let due = |day: &str| {
        let mut one = one.clone();
        one.standing = Standing::InForce {
            since: None,
            records: false,
            review: day.parse().unwrap(),
        };
        badge(one)
    };
    assert_eq!(badge(one.clone()), said("in force, review due 2028-03-04"));
    assert_eq!(due("2026-12-01"), said("in force, review due 2026-12-01"));
    assert_eq!(due("2026-11-21"), said("in force, review overdue"));
    assert_eq!(badge(removed(one.clone())), said("removed 2026-08-09"));
}

#[test]
fn the_code_for_other_pages_is_escaped() {
    let entries = [entry("abc", HOSTILE)];
    let code = |site: &str| {
        let view = listed(site, &entries, &[], |context| {
            serde_json::to_value(badge_view(&entries[0], context)).unwrap()
        });
        let text = |name: &str| view[name].as_str().unwrap().to_string();
        (text("html"), text("markdown"), view["relative"] == true)
    };
    let (html, markdown, relative) = code(AT_HOME);
    assert!(!relative);
    let page = "https://registers.example/a&amp;b/registers/abc";
    assert!(
        html.starts_with(&format!(
            "<a href=\"{page}/index.html\"><img src=\"{page}/badge.svg\" alt=\"Work register: =cmd|"
        )),
        "{html}"
    );
    assert_eq!(html.matches('<').count(), 3, "{html}");
    assert!(
        markdown.ends_with(
            "/registers/abc/badge.svg>)](<https://registers.example/a&b/registers/abc/index.html>)"
        ),
        "{markdown}"
    );
    assert!(
        markdown.contains("\\<b\\>") && markdown.contains("\\]\\]"),
        "{markdown}"
    );
    let (html, _, relative) = code("");
    assert!(
        relative && html.contains("src=\"registers/abc/badge.svg\""),
        "{html}"
    );
}
