//! The page of change requests: only if the policy lists them, and without names of people.

use super::*;
use crate::act::{Action, Behalf, Close, Disposition, Forward, Reply, Request};
use crate::render::tests::store::{FULL, Text};

fn request(behalf: Behalf, organization: Option<&str>) -> Action {
    Action::Request(Request {
        standard: "XYZ Schema".to_string(),
        submitter: "Sue Secret".to_string(),
        email: "sue@private.example".to_string(),
        behalf,
        organization: organization.map(String::from),
        portal: "P-1".to_string(),
        summary: "a secret summary".to_string(),
        restriction: None,
        term: None,
        template: None,
        to: None,
    })
}

fn with_requests(policy: &str) -> Store {
    let mut store = Store::with_policy(policy);
    let revision: Text = store.submitted("xyz", 1, FULL, None);
    store.established("xyz", revision);
    let company = request(Behalf::Company, Some("<b>Acme</b> acme@private.example"));
    store.requested("cr-1", "xyz", revision, company);
    store.requested("cr-2", "xyz", revision, request(Behalf::Individual, None));
    store.requested(
        "cr-1",
        "xyz",
        None,
        Action::Forward(Forward {
            to: "alliance".parse().unwrap(),
            note: None,
        }),
    );
    store.requested(
        "cr-1",
        "xyz",
        None,
        Action::Reply(Reply {
            text: "a secret answer".to_string(),
        }),
    );
    let close = Close {
        disposition: Disposition::Accepted,
        because: "a secret reason".to_string(),
        release: Some("XYZ Schema 2.1".to_string()),
    };
    store.requested("cr-1", "xyz", None, Action::Close(close));
    store
}

#[test]
fn requests_are_hidden_until_policy_lists_them() {
    let site = site_of(&with_requests("").snapshot());
    assert!(site.pages.get("requests.html").is_none());
}

#[test]
fn a_request_is_told_by_its_standard_and_its_organization_and_never_by_a_person() {
    let site = site_of(&with_requests("site: {requests: listed}\n").snapshot());
    let html = page(&site, "requests.html");
    for part in [
        "2 requests, 1 without a disposition.",
        "<tr id=\"request-cr-1\">",
        "XYZ Schema</span>, under <a href=\"registers/xyz/index.html\">xyz</a>",
        "dir=\"auto\">&lt;b&gt;Acme&lt;&#x2F;b&gt;</td>",
        "dir=\"auto\">an individual</td>",
        "<strong>accepted</strong> on 2026-01-18",
        "dir=\"auto\">XYZ Schema 2.1</td>",
        "received, not forwarded yet",
    ] {
        assert!(
            html.replace("&#x2F;", "/")
                .contains(&part.replace("&#x2F;", "/")),
            "{part} is not in {html}"
        );
    }
    for private in ["Sue", "secret", "private.example", "P-1"] {
        assert!(!html.contains(private), "{private} is in {html}");
    }
    assert!(site.pages.dead_links("/").is_empty());
}
