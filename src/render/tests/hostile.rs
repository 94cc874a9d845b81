//! Hostile text in all fields of a register.

use super::*;
use crate::act::Backfill;
use crate::render::tests::store::{FULL, undated_backfill};

/// The text in every field: a tag, an event handler, a link, template syntax, a table separator and a line break.
const EVIL: &str = "\"</title><script>alert(1)</script><img src=x onerror=alert(2)> [l](javascript:alert(3)) \
    {{ 7*191 }}{% throw %} a|b `c` \\n\\n# Forged\\n\\n| x |' onclick=alert(4)\"";

fn hostile() -> Snapshot {
    let text = format!(
        "title: {EVIL}\nversion: {EVIL}\nsubject: {EVIL}\njustification: {EVIL}\nscope: {EVIL}\nbenefits: {EVIL}\n\
         partner: {{organization: xyz-org, group: {EVIL}, governing_body: {{name: {EVIL}, kind: {EVIL}}}, work_area: {EVIL}}}\n\
         home: {{group: {EVIL}, work_area: {EVIL}}}\n\
         milestones:\n  - {{id: m1, title: {EVIL}}}\n\
         standards:\n  - {{type: {EVIL}, ap_id: {EVIL}, description: {EVIL}, domain: {EVIL}, lead: {EVIL}, \
         ip_policy: {EVIL}, owner: {EVIL}, developer: {EVIL}, maintainer: {EVIL}}}\n\
         feedback_terms:\n  - {{id: f1, text: {EVIL}}}\n\
         links:\n  - {{title: {EVIL}, href: {EVIL}}}\n  - {{title: {EVIL}, href: \"https://a.example/'><script>|\"}}\n"
    );
    let mut store = Store::with_policy(&format!("site: {{title: {EVIL}}}\n"));
    let resolution = Some("</dd><script>alert(5)</script>|<b>".to_string());
    store.backfilled(
        "evil",
        &text,
        Backfill {
            resolution,
            approved: None,
            accepted: None,
        },
    );
    let contacts = format!("partner:\n  - {{role: {EVIL}, name: {EVIL}}}\n");
    store.file("registers/evil/contacts.yaml", &contacts);
    store.snapshot()
}

#[test]
fn every_field_is_inert_in_html() {
    let snapshot = hostile();
    let site = site_of(&snapshot);
    assert_eq!(site.public, 1);
    let with_its_text = |path: &str| {
        [
            "registers/",
            "partners/xyz",
            "index",
            "domains/",
            "milestones",
        ]
        .iter()
        .any(|it| path.starts_with(it))
            && path.ends_with(".html")
            && path != "domains/index.html"
    };
    let pages = site.pages.iter().filter(|(path, _)| with_its_text(path));
    let pages: Vec<String> = pages.map(|(path, _)| page(&site, path)).collect();
    assert!(pages.len() >= 5);
    for html in pages
        .into_iter()
        .chain([html(&snapshot, "evil", Selector::InForce)])
    {
        // The list has a script, and the register a picture, which are parts of the site.
        let html = html.replace("<script src=\"site.js\" defer></script>", "");
        let html = html.replace("<img src=\"badge.svg\" ", "<p ");
        for bad in [
            "<script",
            "<img",
            "href=\"javascript",
            "1337",
            "<h1>Forged",
            "<h2>Forged",
            "<b>",
        ] {
            assert!(!html.contains(bad), "{bad} is in {html}");
        }
        // All text inside tags must come from a template.
        for tag in html
            .split('<')
            .skip(1)
            .map(|rest| rest.split('>').next().unwrap())
        {
            // Meta descriptions contain text of the register, but only in quoted attribute values.
            let is_about = ["description", "og:title", "og:description"]
                .iter()
                .any(|it| tag.contains(&format!("\"{it}\"")));
            if is_about && tag.starts_with("meta ") {
                assert_eq!(tag.matches(['"', '\'']).count(), 4, "{tag}");
                continue;
            }
            assert!(
                !tag.contains("alert(") && !tag.contains("onclick="),
                "{tag}"
            );
        }
        assert!(
            html.contains("{{ 7*191 }}{% throw %}"),
            "template syntax is text"
        );
    }
}

#[test]
fn every_field_is_inert_in_markdown() {
    let snapshot = hostile();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(&markdown(&snapshot, "evil", Selector::InForce), &options);
    for bad in [
        "<script",
        "<img",
        "href=\"javascript",
        "<h1>Forged",
        "<h2>Forged",
        "<b>",
        "1337",
    ] {
        assert!(!html.contains(bad), "{bad} is in {html}");
    }
    assert_eq!(html.matches("<h1>").count(), 1);
    let rows = html
        .split("<tr>")
        .skip(1)
        .map(|row| row.split("</tr>").next().unwrap());
    for row in rows {
        let cells = row.matches("</td>").count() + row.matches("</th>").count();
        assert!([4, 5, 9].contains(&cells), "{cells} cells in {row}");
    }
}

#[test]
fn every_field_is_inert_in_a_report() {
    let snapshot = hostile();
    let organizations: Vec<_> = snapshot.roster().unwrap().organizations.iter().collect();
    let now = "2026-11-22T09:00:00Z".parse().unwrap();
    let words = |_: &crate::act::StoredAct| format!("{EVIL} and mail@private.example\n\n# Forged");
    let asked = LiaisonRequest {
        partners: &organizations,
        since: None,
        now,
        words,
    };
    let report = liaison(&snapshot, &asked).unwrap();
    let markdown = report_of(&report);
    assert!(!markdown.contains("private.example"), "{markdown}");
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(&markdown, &options);
    for bad in [
        "<script",
        "<img",
        "href=\"javascript",
        "Forged</h1>",
        "<h2>Forged",
        "<b>",
        "1337",
    ] {
        assert!(!html.contains(bad), "{bad} is in {html}");
    }
    assert_eq!(
        (html.matches("<h1>").count(), html.matches("<h3>").count()),
        (1, 1),
        "{html}"
    );
    for row in html
        .split("<tr>")
        .skip(1)
        .map(|row| row.split("</tr>").next().unwrap())
    {
        assert_eq!(
            row.matches("</td>").count() + row.matches("</th>").count(),
            4,
            "{row}"
        );
    }
}

fn report_of(report: &LiaisonReport) -> String {
    super::super::report(report, &built_in()).unwrap()
}

#[test]
fn long_titles_and_right_to_left_text_survive() {
    let mut store = Store::new();
    let long = "T".repeat(10_000);
    store.backfilled(
        "long",
        &FULL.replace("XYZ / DMTF Work Register", &long),
        undated_backfill(),
    );
    store.backfilled(
        "rtl",
        &FULL
            .replace("XYZ / DMTF Work Register", "سجل العمل \u{202e}evil")
            .replace("Both gain.", "שלום"),
        undated_backfill(),
    );
    let snapshot = store.snapshot();
    let site = site_of(&snapshot);
    assert!(
        page(&site, "registers/long/index.html").contains(&long)
            && page(&site, "index.html").contains(&long)
    );
    assert!(markdown(&snapshot, "long", Selector::InForce).contains(&long));
    let rtl = page(&site, "registers/rtl/index.html");
    assert!(rtl.contains("<h1 dir=\"auto\">سجل العمل"));
    assert!(rtl.contains("<div class=\"prose\" dir=\"auto\">\n<p>שלום</p>"));
    assert!(markdown(&snapshot, "rtl", Selector::InForce).starts_with("# سجل العمل evil\n"));
}

#[test]
fn a_store_without_governance_or_registers_is_no_disaster() {
    let empty = Snapshot::default();
    let refused = site(public_sources(&empty, &built_in(), &[], today())).unwrap_err();
    assert!(refused.to_string().contains("registers/policy.yaml"));
    let site = site_of(&Store::new().snapshot());
    assert_eq!((site.public, site.withheld), (0, 0));
    assert!(
        !site
            .pages
            .iter()
            .any(|(path, _)| path.starts_with("registers/"))
    );
    assert!(page(&site, "index.html").contains("No register is in force."));
}
