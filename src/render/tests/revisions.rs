//! The pages of the revisions that are or were in force, and the bytes that their digests name.

use std::io::{Cursor, Read as _};

use super::*;
use crate::act::{Action, Class, Recommend, Remove};
use crate::render::tests::store::FULL;
use crate::source::Digest;

/// A text whose bytes may be published.
fn open_text() -> String {
    let text = FULL.split("allow:").next().unwrap();
    text.replace(
        "  - {title: The press office, href: 'mailto:press@private.example'}\n",
        "",
    )
}

fn in_force(policy: &str, text: &str) -> Store {
    let mut store = Store::with_policy(policy);
    let revision = store.submitted("xyz", 1, text, None);
    store.established("xyz", revision);
    store
}

fn updated(policy: &str) -> (Store, String) {
    let mut store = in_force(policy, &open_text());
    let text = open_text()
        .replace("due: 2027}", "due: 2028}")
        .replace("Both gain.", "Both gain <b>more</b>.")
        .replace("  - storage\n", "");
    store.updated("xyz", 2, &text, &[Class::Deliverables, Class::Significant]);
    (store, text)
}

const AT: &str = "registers/xyz/revisions";

#[test]
fn each_revision_has_a_page_and_the_bytes_of_its_digest() {
    let (store, newer) = updated("");
    let site = site_of(&store.snapshot());
    for (number, text) in [(1, open_text()), (2, newer)] {
        let html = page(&site, &format!("{AT}/{number}.html"));
        let bytes = site.pages.get(&format!("{AT}/{number}.yaml")).unwrap();
        assert_eq!(bytes, text.as_bytes());
        assert!(html.contains(&Digest::of(bytes).to_string()), "{html}");
        assert!(html.contains(&format!("href=\"{number}.yaml\"")));
    }
    let old = page(&site, &format!("{AT}/1.html"));
    assert!(old.contains("Superseded by <a href=\"2.html\">revision 2</a>"));
    assert!(old.contains("<h2 dir=\"auto\">Scope</h2>") && old.contains("storage"));
    assert!(old.contains("This is the first revision."));
    for form in ["1.md", "1.json"] {
        assert!(site.pages.get(&format!("{AT}/{form}")).is_some(), "{form}");
        assert!(old.contains(&format!("href=\"{form}\"")), "{form}");
    }
    let new = page(&site, &format!("{AT}/2.html"));
    assert!(!new.contains("Superseded") && new.contains("href=\"../register.md\""));
}

#[test]
fn the_differences_are_shown_side_by_side() {
    let (store, _) = updated("");
    let html = page(&site_of(&store.snapshot()), &format!("{AT}/2.html"));
    for part in [
        "milestone m2: due 2028, was 2027",
        "(significant, DSP4003 3.2)",
        "<bdi>Milestones: m2, Due</bdi>",
        "<del>2027",
        "<ins>2028</ins>",
        "Both gain <ins>&lt;b&gt;more&lt;/b&gt;</ins>.",
        "<bdi>Scope</bdi> <span class=\"class\">(removed)</span>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(
        !html.contains("<bdi>Milestones: m1"),
        "what is the same is left out"
    );
}

#[test]
fn many_differences_are_cut_and_counted() {
    let mut store = in_force("", &open_text());
    let paragraph = |number: usize| format!("  Another gain, of which number {number} is one.\n\n");
    let paragraphs: String = (0..300).map(paragraph).collect();
    let text = open_text().replace(
        "benefits: Both gain.\n",
        &format!("benefits: |\n{paragraphs}"),
    );
    store.updated("xyz", 2, &text, &[Class::Significant]);
    let html = page(&site_of(&store.snapshot()), &format!("{AT}/2.html"));
    let (changes, _) = html.split_once("<article").unwrap();
    assert!(changes.len() < 40_000, "{}", changes.len());
    assert!(changes.contains("more places differ: run <code>wr diff xyz 1 2</code>"));
}

#[test]
fn what_no_page_shows_is_in_no_file() {
    let secret = FULL.replace(
        "  - {title: The press office, href: 'mailto:press@private.example'}\n",
        "",
    );
    let commented = format!("# ask ann@private.example\n{}", open_text());
    let called = format!("# call +1 503 555 0100\n{}", open_text());
    for (text, why) in [
        (secret.as_str(), "it lists suppressed findings"),
        (commented.as_str(), "it contains an e-mail address"),
        (called.as_str(), "or a telephone number"),
    ] {
        let site = site_of(&in_force("", text).snapshot());
        assert!(site.pages.get(&format!("{AT}/1.yaml")).is_none());
        for path in [format!("{AT}/1.html"), "registers/xyz/index.html".into()] {
            let html = page(&site, &path);
            assert!(
                html.contains(why) && html.contains("wr bundle xyz"),
                "{html}"
            );
            assert!(html.contains(&Digest::of(text.as_bytes()).to_string()));
            assert!(!html.contains("1.yaml\""));
        }
    }
}

#[test]
fn a_revision_that_was_never_in_force_has_no_page() {
    let mut store = in_force("", &open_text());
    store.submitted("xyz", 2, &open_text().replace("First", "A secret"), None);
    let site = site_of(&store.snapshot());
    let is_other = |(path, _): &(&str, &[u8])| path.starts_with(&format!("{AT}/2"));
    assert_eq!(site.pages.iter().find(is_other), None);
}

#[test]
fn a_revision_that_cannot_be_read_has_no_page_and_no_link() {
    let (mut store, _) = updated("");
    store.file(&format!("{AT}/1.yaml"), "title: [");
    let site = site_of(&store.snapshot());
    assert!(site.pages.get(&format!("{AT}/1.html")).is_none());
    assert_eq!(site.pages.dead_links("/"), []);
}

#[test]
fn a_removed_register_keeps_its_revisions() {
    let (mut store, newer) = updated("");
    let recommend = serde_json::json!({"reason": "partner-withdrew", "because": "It left."});
    let recommend: Recommend = serde_json::from_value(recommend).unwrap();
    let revision = Some((2, Digest::of(newer.as_bytes())));
    store.done("xyz", revision, Action::Recommend(recommend));
    let counts = serde_json::json!({"approve": 2, "oppose": 0, "abstain": 0, "recuse": 0, "did_not_vote": 0});
    let remove =
        serde_json::json!({"reason": "partner-withdrew", "resolution": "R-9", "meeting": counts});
    let remove: Remove = serde_json::from_value(remove).unwrap();
    store.done("xyz", revision, Action::Remove(remove));
    let site = site_of(&store.snapshot());
    assert_eq!((site.public, site.removed), (0, 1));
    let old = page(&site, &format!("{AT}/1.html"));
    assert!(old.contains("Superseded by <a href=\"2.html\">revision 2</a>"));
    for number in [1, 2] {
        let html = page(&site, &format!("{AT}/{number}.html"));
        assert!(html.contains("The board removed the <a href=\"../index.html\">register</a> on"));
        assert!(site.pages.get(&format!("{AT}/{number}.yaml")).is_some());
    }
}

#[test]
fn acts_are_published_only_where_votes_are_and_have_no_other_words() {
    for (policy, is_public) in [
        ("", false),
        ("site: {ballots: tally}\n", false),
        ("site: {ballots: names}\n", true),
    ] {
        let site = site_of(&in_force(policy, &open_text()).snapshot());
        let acts = site.pages.iter().filter(|(path, _)| {
            path.starts_with("registers/xyz/acts/") || path.starts_with("registers/xyz/ballots/")
        });
        // All acts of this store cite evidence, and all votes have comments.
        assert_eq!(acts.count(), 0, "{policy}");
        let html = page(&site, &format!("{AT}/1.html"));
        assert_eq!(
            html.contains("words that no page shows"),
            is_public,
            "{html}"
        );
        assert_eq!(html.contains("does not publish the acts"), !is_public);
    }
}

#[test]
fn a_revision_is_cited_with_its_permanent_address() {
    let policy = "site: {url: 'https://registers.example/', repository: 'git@git.example:r.git'}\n";
    let site = site_of(&in_force(policy, &open_text()).snapshot());
    for path in [format!("{AT}/1.html"), "registers/xyz/index.html".into()] {
        let html = page(&site, &path);
        let cited = html.split("class=\"cite\">").nth(1).unwrap();
        let cited = cited.split("</p>").next().unwrap();
        for part in [
            "Distributed Management Task Force (DMTF)",
            "XYZ / DMTF Work Register",
            "version <span dir=\"auto\">1.4</span>, revision 1. In force since 2026-",
            "https://registers.example/registers/xyz/revisions/1.html",
            "sha256:",
        ] {
            assert!(cited.contains(part), "{part} is not in {cited}");
        }
        assert!(
            html.contains(
                "git clone git@git.example:r.git registers\ncd registers\nwr verify xyz\n"
            )
        );
    }
}

#[test]
fn the_word_file_has_no_address_and_the_same_bytes_on_each_day() {
    let text = open_text().replace("Both gain.", "Ask ann@private.example, who knows.");
    let store = in_force("", &text);
    let snapshot = store.snapshot();
    let on = |day| {
        let (templates, rules) = (built_in(), rules());
        let site = site(public_sources(&snapshot, &templates, &rules, day)).unwrap();
        let bytes = site.pages.get("registers/xyz/register.docx").unwrap();
        bytes.to_vec()
    };
    let bytes = on(today());
    assert_eq!(bytes, on(Day::of(2031, 1, 1)));
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    assert!(text.contains("who knows") && !text.contains("private.example"));
}
