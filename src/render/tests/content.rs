//! The content of the pages, and the absence of private data.

use super::*;
use crate::act::Backfill;
use crate::render::tests::store::{FULL, undated_backfill};

/// The text of a page without tags, with single spaces.
fn text(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push(' ');
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    out.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("&#39;", "'")
}

#[test]
fn a_register_in_force_says_who_what_why_and_until_when() {
    let snapshot = established("site: {contacts: names}\n").snapshot();
    let page = text(&page(&site_of(&snapshot), "registers/xyz/index.html"));
    for part in [
        "XYZ / DMTF Work Register",
        "Register xyz, revision 1, version 1.4 , initiated 2003-11",
        "Organization XYZ Consortium (XYZ)",
        "Group Networks",
        "Governing body XYZ Board (board)",
        "Work area Models",
        "Distributed Management Task Force (DMTF)",
        "Networks SIG",
        "To work together.",
        "networks storage",
        "Both gain.",
        "m1 First profile Alliance Committee Profiles Working Group 2027-Q1 (goal)",
        "m2 Second profile Alliance Committee 2027",
        "1. Standard Type 2. AP Id 3. Descr 4. Info Mgt Domain 5. Lead Org 6. Governing IP Policy 7. Owning Org \
         8. Developing Org 9. Maintaining Org",
        "Schema XYZ Schema Schema for networks Networks XYZ Schema Group DMTF DMTF XYZ DMTF",
        "Row 1 is developed jointly.",
        "f1 (agreed 2026-01-02) Thirty days.",
        "Related documents The bylaws The press office A script",
        "Alliance Committee : approved 2026-01-10",
        "Board of Directors : approved 2026-01-18 , resolution R-17",
        "XYZ Consortium (XYZ) : accepted 2026-01-18",
        "Approved by the board resolution R-17 , 2026-01-18",
        "In force since 2026-01-18",
        "next review by 2028-01-18",
        "Whom to ask Partner: Lia Son , liaison",
        "sha256:",
        "DSP4003 1.3, 2008-06-26",
    ] {
        assert!(page.contains(part), "{part:?} is not in: {page}");
    }
}

#[test]
fn sections_of_our_own_come_after_the_benefits_in_the_order_of_policy() {
    let policy = "sections: [{id: b, title: Security & more}, {id: a, title: At the end}, {id: c, title: Never said}]\n";
    let mut store = Store::with_policy(policy);
    let sections =
        "sections: {a: Six *months*., old: Once asked for., b: '<b>None</b>.', c: ' '}\n";
    let revision = store.submitted("xyz", 1, &format!("{FULL}{sections}"), None);
    store.established("xyz", revision);
    let snapshot = store.snapshot();
    let raw = page(&site_of(&snapshot), "registers/xyz/index.html");
    let document = html(&snapshot, "xyz", Selector::InForce);
    assert!(document.contains("Security &amp; more") && document.contains("<em>months</em>"));
    let page = text(&raw);
    let order = [
        "Both gain.",
        "Security & more",
        "At the end Six months .",
        "old Once asked for.",
        "Deliverables",
    ];
    let page = page.replace("&amp;", "&");
    let at = |part: &str| {
        page.rfind(part)
            .unwrap_or_else(|| panic!("{part:?} is not in: {page}"))
    };
    assert!(
        order.windows(2).all(|pair| at(pair[0]) < at(pair[1])),
        "{page}"
    );
    assert!(!page.contains("Never said"));
    assert!(
        raw.contains("<li><a href=\"#section-b\"") && raw.contains("<h2 id=\"section-b\""),
        "{raw}"
    );
    assert!(
        raw.contains("<em>months</em>") && !raw.contains("<b>None"),
        "{raw}"
    );
    let markdown = markdown(&snapshot, "xyz", Selector::InForce);
    assert!(
        markdown.contains("\n\n## Security \\& more\n\n"),
        "{markdown}"
    );
    assert!(
        markdown.contains("\n\n## At the end\n\nSix *months*.\n\n## old\n\nOnce"),
        "{markdown}"
    );
}

#[test]
fn a_document_is_linked_to_when_it_is_on_the_web_and_is_named_else() {
    let snapshot = established("").snapshot();
    let page = page(&site_of(&snapshot), "registers/xyz/index.html");
    assert!(
        page.contains("<a href=\"https://www.dmtf.org/by_laws_(1)?a=b&amp;c=d\" rel"),
        "{page}"
    );
    assert!(
        !page.contains("mailto:")
            && !page.contains("javascript:")
            && page.contains(">A script</span>")
    );
    let html = comrak::markdown_to_html(
        &markdown(&snapshot, "xyz", Selector::InForce),
        &comrak::Options::default(),
    );
    assert!(
        html.contains("href=\"https://www.dmtf.org/by_laws_(1)?a=b&amp;c=d\">The bylaws</a>"),
        "{html}"
    );
    assert!(!html.contains("mailto:") && !html.contains("javascript:"));
}

#[test]
fn the_rules_are_told_and_the_page_about_the_site_leads_to_them() {
    let site = site_of(&established("").snapshot());
    assert!(page(&site, "about.html").contains("href=\"rules.html\""));
    assert!(!page(&site, "index.html").contains("rules.html"));
    let rules = page(&site, "rules.html");
    assert!(
        rules.contains("id=\"first-rule\"") && rules.contains("id=\"second-rule\""),
        "{rules}"
    );
    assert!(
        text(&rules)
            .contains("What people write first-rule nothing is left to be filled in (error)"),
        "{rules}"
    );
    let first = page(&site, "rules/first-rule.html");
    assert!(
        first.contains("scope: &quot;&lt;insert text&gt;&quot;") && !first.contains("<insert"),
        "{first}"
    );
    let told = text(&first);
    assert!(
        told.contains("first-rule nothing is left to be filled in It is overlooked."),
        "{told}"
    );
    assert!(
        told.contains("Severity error Clause DSP4003 1 Suppression a register may suppress it"),
        "{told}"
    );
    let second = text(&page(&site, "rules/second-rule.html"));
    assert!(
        second.contains("Severity note") && second.contains("Suppression not possible"),
        "{second}"
    );
    assert_eq!(rules.matches("<h2 ").count(), 2, "two groups: {rules}");
}

#[test]
fn the_page_of_domains_has_what_is_in_force_and_nothing_else() {
    let mut store = established("");
    store.draft(
        "secret",
        &FULL.replace("domain: Networks", "domain: Hidden"),
    );
    store.submitted(
        "under-way",
        1,
        &FULL.replace("domain: Networks", "domain: Hidden"),
        None,
    );
    store.submitted(
        "xyz",
        2,
        &FULL.replace("domain: Networks", "domain: Hidden"),
        None,
    );
    let site = site_of(&store.snapshot());
    assert!(
        page(&site, "domains/index.html").contains("<a href=\"networks/index.html\">Networks</a>")
    );
    let domain = page(&site, "domains/networks/index.html");
    assert!(
        text(&domain).contains("XYZ Consortium (XYZ) works on this domain."),
        "{domain}"
    );
    assert!(
        domain.contains("href=\"../../registers/xyz/index.html\""),
        "{domain}"
    );
    for (path, bytes) in site.pages.iter() {
        let page = String::from_utf8_lossy(bytes);
        assert!(
            !page.contains("Hidden") && !page.contains("under-way/"),
            "{path}: {page}"
        );
    }
    let nobody = site_of(&Store::new().snapshot());
    assert!(
        text(&page(&nobody, "domains/index.html")).contains("No register in force names a domain.")
    );
}

#[test]
fn an_adopted_register_says_what_is_known_and_that_the_rest_is_not() {
    let mut store = Store::new();
    let accepted = Some("2004-06".parse().unwrap());
    store.backfilled(
        "old",
        &FULL.replace(
            "profile, committees: [alliance], due: 2027}",
            "profile, due: 2027}",
        ),
        Backfill {
            resolution: None,
            approved: None,
            accepted,
        },
    );
    let site = site_of(&store.snapshot());
    let page = text(&page(&site, "registers/old/index.html"));
    for part in [
        "m2 Second profile not known yet 2027",
        "In force since 2004-06",
        "The dates are from earlier records, which were entered on 2026-01-",
        "review overdue since 2006-06-30",
        "The approvals are from earlier records. All approvals are recorded, not signed.",
        "Alliance Committee : approved, date not recorded",
        "Board of Directors : approved, date not recorded",
        "XYZ Consortium (XYZ) : accepted 2004-06",
    ] {
        assert!(page.contains(part), "{part:?} is not in: {page}");
    }
    assert!(text(&super::page(&site, "index.html")).contains("2006-06-30 review overdue"));
}

#[test]
fn an_update_without_the_board_shows_the_last_resolution_with_its_revision() {
    let mut store = established("");
    let revision = store.submitted("xyz", 2, &FULL.replace("due: 2027}", "due: 2028}"), None);
    store.established("xyz", revision);
    let snapshot = store.snapshot();
    let page = text(&page(&site_of(&snapshot), "registers/xyz/index.html"));
    for part in [
        "Approved by the board resolution R-17 (revision 1), 2026-01-18",
        "Board of Directors : approved 2026-01-18 , resolution R-17 (revision 1, carried over)",
        "Alliance Committee : approved 2026-01-26",
    ] {
        assert!(page.contains(part), "{part:?} is not in: {page}");
    }
}

#[test]
fn a_text_that_is_not_in_force_says_so() {
    let mut store = established("");
    store.submitted("xyz", 2, &FULL.replace("due: 2027}", "due: 2028}"), None);
    let snapshot = store.snapshot();
    let draft = text(&html(&snapshot, "xyz", Selector::Draft));
    assert!(
        draft.contains("This is a draft. The register is in review (revision 2) since"),
        "{draft}"
    );
    assert!(draft.contains("DRAFT, not approved") && draft.contains("A draft has no approvals."));
    let second = markdown(&snapshot, "xyz", Selector::Revision(2));
    assert!(
        second.contains("> **This is revision 2, which is not in force."),
        "{second}"
    );
    assert!(
        second.contains("| Alliance Committee | not yet |"),
        "{second}"
    );
    assert!(!markdown(&snapshot, "xyz", Selector::Revision(1)).contains("> **"));
    let files = &snapshot.registers["xyz"];
    let missing = register_document(&snapshot, files, Selector::Revision(9), None, today());
    assert!(missing.unwrap_err().to_string().contains("revision 9"));
}

#[test]
fn a_closed_partner_leaves_an_orphan_and_a_merged_one_a_warning() {
    let mut store = Store::new();
    store.backfilled(
        "orphan",
        &FULL.replace("organization: xyz-org", "organization: old-org"),
        undated_backfill(),
    );
    store.backfilled(
        "merged",
        &FULL.replace("organization: xyz-org", "organization: was-org"),
        undated_backfill(),
    );
    store.backfilled(
        "group",
        &FULL.replace("group: Networks,", "group: Old Forum,"),
        undated_backfill(),
    );
    let site = site_of(&store.snapshot());
    let of = |path: &str| text(&page(&site, path));
    assert!(
        of("registers/orphan/index.html")
            .contains("Orphaned: the partner, Old Forum, is closed, since 2012-03-04.")
    );
    assert!(
        of("registers/merged/index.html")
            .contains("The partner, Was Forum, is merged into XYZ Consortium (XYZ).")
    );
    assert!(
        of("registers/group/index.html")
            .contains("Orphaned: the partner's group, Old Forum, is closed, since 2012-03-04.")
    );
    assert_eq!(of("index.html").matches("orphaned").count(), 2);
}

#[test]
fn empty_sections_are_left_out() {
    let mut store = Store::new();
    let text = "title: Small\nscope: '  '\npartner: {organization: xyz-org}\npurpose: marketing\n";
    store.backfilled(
        "small",
        text,
        Backfill {
            resolution: None,
            approved: None,
            accepted: None,
        },
    );
    let snapshot = store.snapshot();
    let html = html(&snapshot, "small", Selector::InForce);
    let markdown = markdown(&snapshot, "small", Selector::InForce);
    for section in [
        "Scope",
        "Benefits",
        "Justification",
        "Milestones",
        "Standards",
        "Feedback",
        "Contacts",
        "Table 1",
    ] {
        assert!(
            !html.contains(section) && !markdown.contains(section),
            "{section}"
        );
    }
    assert!(!html.contains("<dl>\n</dl>") && !html.contains("<ul>\n</ul>"));
}
