//! No address of a person is published, whatever field it is in and however it is written.

use super::*;
use crate::act::{Action, Backfill, Behalf, Close, Disposition, Request};
use crate::render::{report, report_document, report_json};

/// An address in all its forms: plain, in a link, in emphasis, with an entity, in percent, with an invisible character,
/// in another script, disguised, in a link to the web; and a telephone number.
const SECRETS: &str = "\"Ask pat@private.example, [mail](mailto:pat@private.example), pat*@*private.example, \
    pat&#64;private.example, pat%40private.example, pat\u{200b}@private.example, pat＠private.example, \
    pat at private dot example, pat [at] private.example, first_last@private.example, \
    <https://x.example/?to=pat@private.example>, https://pat:pw@private.example/ or +1 503-555-0100.\"";

/// What remains of an address if it is found: also with escapes and tags.
const LEAKS: [&str; 8] = [
    "@private",
    "@</em>private",
    "&#64;private",
    "%40private",
    "\u{200b}@",
    "＠private",
    "555-0100",
    "pat at private",
];

fn store(site: &str) -> Store {
    let mut store = Store::with_policy(site);
    let text = format!(
        "title: {SECRETS}\nversion: {SECRETS}\nsubject: {SECRETS}\njustification: {SECRETS}\nscope: {SECRETS}\n\
         benefits: {SECRETS}\nlanguage: en\n\
         partner: {{organization: xyz-org, group: {SECRETS}, governing_body: {{name: {SECRETS}, kind: {SECRETS}}}, work_area: {SECRETS}}}\n\
         home: {{group: {SECRETS}, work_area: {SECRETS}}}\n\
         milestones:\n  - {{id: m1, title: {SECRETS}, due: 2027-01}}\n\
         standards:\n  - {{type: {SECRETS}, ap_id: {SECRETS}, description: {SECRETS}, domain: {SECRETS}, lead: {SECRETS}, \
         ip_policy: {SECRETS}, owner: {SECRETS}, developer: {SECRETS}, maintainer: {SECRETS}}}\n\
         feedback_terms:\n  - {{id: f1, text: {SECRETS}}}\n\
         links:\n  - {{title: {SECRETS}, href: \"mailto:pat@private.example\"}}\n\
         \x20 - {{title: Archive, href: \"https://lists.example/pat@private.example/1\"}}\n"
    );
    let words = SECRETS.trim_matches('"').to_string();
    let backfill = Backfill {
        resolution: Some(words.clone()),
        approved: None,
        accepted: None,
    };
    store.backfilled("evil", &text, backfill);
    let contacts =
        format!("partner:\n  - {{role: {SECRETS}, name: {SECRETS}, email: pat@private.example}}\n");
    store.file("registers/evil/contacts.yaml", &contacts);
    let request = Request {
        standard: words.clone(),
        submitter: words.clone(),
        email: "pat@private.example".to_string(),
        behalf: Behalf::Company,
        organization: Some(words.clone()),
        portal: words.clone(),
        summary: words.clone(),
        restriction: None,
        term: None,
        template: None,
        to: None,
    };
    store.requested("cr-1", "evil", None, Action::Request(request));
    let close = Close {
        disposition: Disposition::Declined,
        because: words.clone(),
        release: Some(words),
    };
    store.requested("cr-1", "evil", None, Action::Close(close));
    store
}

#[track_caller]
fn is_clean(path: &str, text: &str) {
    for leak in LEAKS {
        assert!(!text.contains(leak), "{leak} is in {path}: {text}");
    }
}

#[test]
fn no_file_of_the_site_has_an_address_in_any_setting() {
    for (ballots, contacts, under_way, requests) in [
        ("outcome", "hidden", "hidden", "hidden"),
        ("tally", "roles", "stages", "listed"),
        ("names", "names", "deadlines", "listed"),
        ("reasons", "names", "deadlines", "listed"),
    ] {
        let policy = format!(
            "site: {{title: {SECRETS}, url: 'https://registers.example/', ballots: {ballots}, contacts: {contacts}, \
             under_way: {under_way}, requests: {requests}}}\n"
        );
        let site = site_of(&store(&policy).snapshot());
        assert_eq!(site.public, 1);
        for (path, bytes) in site.pages.iter() {
            is_clean(path, &String::from_utf8_lossy(bytes));
        }
        let register = page(&site, "registers/evil/index.html");
        assert!(register.contains("[address removed]"), "{register}");
        for path in [
            "registers/evil/register.json",
            "api/v1/registers.json",
            "search.json",
        ] {
            let json: Result<serde_json::Value, _> = serde_json::from_str(&page(&site, path));
            assert!(json.is_ok(), "{path}: {json:?}");
        }
        assert_eq!(site.pages.dead_links("/"), []);
    }
}

#[test]
fn no_document_and_no_report_has_an_address() {
    let snapshot = store("site: {contacts: names}\n").snapshot();
    is_clean("Markdown", &markdown(&snapshot, "evil", Selector::InForce));
    is_clean("HTML", &html(&snapshot, "evil", Selector::InForce));
    let organizations: Vec<_> = snapshot.roster().unwrap().organizations.iter().collect();
    let now = "2026-11-22T09:00:00Z".parse().unwrap();
    let asked = LiaisonRequest {
        partners: &organizations,
        since: None,
        now,
        words: |_: &crate::act::StoredAct| SECRETS.to_string(),
    };
    let liaison = liaison(&snapshot, &asked).unwrap();
    is_clean("report.md", &report(&liaison, &built_in()).unwrap());
    is_clean("report.json", &report_json(&liaison));
    let document = report_document(&liaison);
    is_clean(
        "report.html",
        &document.html(Paper::A4, &built_in()).unwrap(),
    );
}

#[test]
fn an_overridden_template_publishes_no_address_either() {
    let page_of = |text: &str| {
        let templates = Templates::new(&[("requests.html".to_string(), text.to_string())]).unwrap();
        let snapshot = store("site: {requests: listed}\n").snapshot();
        let site = site(public_sources(&snapshot, &templates, &rules(), today())).unwrap();
        page(&site, "requests.html")
    };
    assert_eq!(
        page_of("<p>Ask pat@private.example</p>"),
        "<p>Ask [address removed]</p>"
    );
}

#[test]
fn the_contact_and_the_repository_of_the_site_are_public() {
    let policy = "site: {contact: a&b@home.example, repository: 'ssh://wr@git.example/registers.git', ballots: names}\n";
    let mut store = Store::with_policy(policy);
    let revision = store.submitted("xyz", 1, crate::render::tests::store::FULL, None);
    store.established("xyz", revision);
    let site = site_of(&store.snapshot());
    assert!(page(&site, "index.html").contains("b@home.example"));
    let revision = page(&site, "registers/xyz/revisions/1.html");
    assert!(revision.contains("wr@git.example"), "{revision}");
    for (path, bytes) in site.pages.iter() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("[address removed]"), "{path}");
    }
}
