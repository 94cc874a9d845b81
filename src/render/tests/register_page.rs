//! The page of a register: the status in one strip, the facts, and what is late.

use super::*;
use crate::act::{Action, Backfill, MilestoneProgress, Progress, Reason, Recommend, Remove};
use crate::policy::rule::Counts;
use crate::render::tests::store::{FULL, Text, undated_backfill};
use crate::source::Digest;

/// The visible text of a part of a page, with single spaces.
fn text(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let words = parts.collect::<Vec<_>>().join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The element that begins with `begin`, up to its `end`.
fn part<'a>(html: &'a str, begin: &str, end: &str) -> &'a str {
    let from = html
        .find(begin)
        .unwrap_or_else(|| panic!("no {begin} in {html}"));
    let rest = &html[from..];
    &rest[..rest.find(end).unwrap()]
}

fn steps(html: &str) -> Vec<String> {
    let list = part(html, "<ol class=\"steps\"", "</ol>");
    list.split("<li ").skip(1).map(text).collect()
}

fn register(store: &Store) -> String {
    page(&site_of(&store.snapshot()), "registers/xyz/index.html")
}

fn backfilled(approved: Option<&str>, accepted: Option<&str>, text: &str) -> (Store, Text) {
    let mut store = Store::with_policy("site: {ballots: tally}\n");
    let when = |text: Option<&str>| text.map(|text| text.parse().unwrap());
    let backfill = Backfill {
        resolution: approved.map(|_| "R-9".to_string()),
        approved: when(approved),
        accepted: when(accepted),
    };
    store.backfilled("xyz", text, backfill);
    (store, Some((1, Digest::of(text.as_bytes()))))
}

#[test]
fn the_strip_names_each_step_with_its_day_and_the_resolution() {
    let html = register(&established(""));
    assert_eq!(
        steps(&html),
        [
            "class=\"done\"> Proposed 2026-01-02",
            "class=\"done\"> Approved by the committee 2026-01-10",
            "class=\"done\"> Approved by the board resolution R-17 , 2026-01-18",
            "class=\"done\"> Accepted by the partner 2026-01-18",
            "class=\"now\" aria-current=\"step\"> In force since 2026-01-18",
        ]
        .map(|step| step.split_once("> ").unwrap().1.to_string())
    );
    let (strip, agreement) = (
        html.find("class=\"steps\""),
        html.find("class=\"agreement\""),
    );
    let approvals = html.find("id=\"approvals\"");
    assert!(strip < agreement && agreement < approvals);
}

#[test]
fn an_update_under_way_is_in_the_strip_where_policy_says() {
    for (policy, shown) in [("hidden", false), ("stages", true)] {
        let mut store = established(&format!("site: {{under_way: {policy}}}\n"));
        let update = FULL.replace("First profile", "A secret draft");
        store.submitted("xyz", 2, &update, None);
        let html = register(&store);
        let last = steps(&html).pop().unwrap();
        let expected = "An update is under way with the committees for feedback";
        assert_eq!(last.starts_with(expected), shown, "{last}");
        assert!(!html.contains("A secret draft"));
    }
}

#[test]
fn dates_that_earlier_records_do_not_give_are_said_to_be_unknown() {
    let (store, _) = backfilled(Some("2009"), None, FULL);
    let html = register(&store);
    assert_eq!(
        steps(&html),
        [
            "Approved by the committee date not recorded",
            "Approved by the board resolution R-9 , 2009",
            "Accepted by the partner date not recorded",
            "In force since 2009",
        ]
    );
    assert!(
        text(&html).contains("The dates are from earlier records, which were entered on 2026-01-")
    );
    assert!(html.contains("class=\"uncertain\"") && !html.contains("Proposed"));
    let (store, _) = backfilled(None, None, FULL);
    let html = register(&store);
    assert!(text(&html).contains("In force date not recorded"), "{html}");
    assert!(html.contains("since an unrecorded day") && html.contains("class=\"uncertain\""));
}

#[test]
fn the_timeline_has_a_line_for_today_while_the_register_is_in_force() {
    let html = register(&established(""));
    let timeline = part(&html, "<svg class=\"track\"", "</figure>");
    assert_eq!(timeline.matches("<line class=\"today\"").count(), 1);
    assert!(timeline.contains(">today, 2026-11-22</text>"), "{timeline}");
    let (mut store, revision) = backfilled(Some("2009"), None, FULL);
    remove(&mut store, revision);
    assert!(!register(&store).contains("class=\"today\""));
}

fn complete(store: &mut Store, revision: Text, milestone: &str) {
    let progress = MilestoneProgress {
        milestone: milestone.parse().unwrap(),
        status: Progress::Completed,
        note: None,
    };
    store.done("xyz", revision, Action::Milestone(progress));
}

#[test]
fn overdue_late_and_completed_in_time_are_told_apart() {
    let old = FULL
        .replace("due: 2027}", "due: 2010}")
        .replace("2027-Q1", "2026-Q1");
    let late = FULL.replace("due: 2027}", "due: 2010}");
    let (mut store, revision) = backfilled(Some("2009"), None, &old);
    complete(&mut store, revision, "m1");
    let html = register(&store);
    let row = |html: &str, id: &str| text(part(html, &format!("id=\"milestone-{id}\""), "</tr>"));
    assert!(
        row(&html, "m1").contains("completed 2026-01-"),
        "{}",
        row(&html, "m1")
    );
    assert!(
        row(&html, "m2").ends_with("2010 overdue"),
        "{}",
        row(&html, "m2")
    );
    assert!(text(&html).contains("1 of 2 completed, 1 overdue"));
    let (mut store, revision) = backfilled(Some("2009"), None, &late);
    complete(&mut store, revision, "m2");
    let html = register(&store);
    assert!(
        row(&html, "m2").contains("completed late, 2026-01-"),
        "{}",
        row(&html, "m2")
    );
    assert!(html.contains("<rect class=\"done\"") && !html.contains("class=\"overdue\""));
}

fn remove(store: &mut Store, revision: Text) {
    let recommend = Recommend {
        reason: Reason::Disbanded,
        because: "a secret reason".to_string(),
    };
    store.done("xyz", revision, Action::Recommend(recommend));
    let counts = Counts {
        approve: 2,
        ..Counts::default()
    };
    let removal = Remove {
        reason: Reason::Disbanded,
        resolution: "R-99".to_string(),
        result: None,
        meeting: Some(counts),
        along_with: None,
    };
    store.done("xyz", revision, Action::Remove(removal));
}

#[test]
fn a_removed_register_says_from_when_to_when_and_why_and_nothing_of_it_is_late() {
    let old = FULL.replace("due: 2027}", "due: 2010}");
    let (mut store, revision) = backfilled(Some("2009"), Some("2009-05"), &old);
    assert!(register(&store).contains("class=\"overdue\""));
    remove(&mut store, revision);
    let site = site_of(&store.snapshot());
    let html = page(&site, "registers/xyz/index.html");
    let facts = text(part(&html, "<dl class=\"facts\"", "</dl>"));
    for part in [
        "because the partner disbanded. In force from 2009-05 to 2026-01-",
        "Resolution R-99 , 2026-01-",
        ": 2 of 2",
    ] {
        assert!(facts.contains(part), "{part} is not in {facts}");
    }
    for part in ["Until when", "Next milestone", "overdue", "secret"] {
        assert!(!html.contains(part), "{part} is in {html}");
    }
    assert!(
        steps(&html)
            .pop()
            .unwrap()
            .starts_with("Removed resolution R-99")
    );
    for (path, bytes) in site.pages.iter() {
        let file = String::from_utf8_lossy(bytes);
        let is_own = path.starts_with("registers/") || path.starts_with("partners/");
        let is_data = path.ends_with(".ics") || path == "feed.xml" || path == "search.json";
        assert!(
            !((is_own || is_data) && file.contains("overdue")),
            "{path}: {file}"
        );
    }
}

#[test]
fn approvals_are_a_line_each_and_their_assurance_is_said_once() {
    let html = register(&established("site: {ballots: tally}\n"));
    let approvals = part(&html, "<ul class=\"approvals\"", "</ul>");
    let lines: Vec<String> = approvals.split("<li>").skip(1).map(text).collect();
    assert_eq!(
        lines,
        [
            "Alliance Committee : approved 2026-01-10 , 2 of 2, 2 needed",
            "Board of Directors : approved 2026-01-18 , 2 of 2, 2 needed, resolution R-17",
            "XYZ Consortium (XYZ) : accepted 2026-01-18",
        ]
    );
    let said = "All approvals and votes are recorded, not signed.";
    let html = text(&html);
    assert_eq!(html.matches("not signed").count(), 1);
    assert!(html.contains(said), "{html}");
    let names = text(&register(&established("site: {ballots: names}\n")));
    assert_eq!(names.matches("not signed").count(), 1, "{names}");
}

#[test]
fn a_text_from_right_to_left_has_its_direction_and_language() {
    let arabic = "\u{633}\u{62c}\u{644} \u{627}\u{644}\u{639}\u{645}\u{644}";
    let words = FULL
        .replace("XYZ / DMTF Work Register", arabic)
        .replace("To work together.", arabic)
        .replace("Both gain.", arabic)
        .replace("First profile", arabic);
    let words = words.replace("networks", arabic).replace("storage", arabic);
    let (store, _) = backfilled(Some("2009"), None, &words);
    let html = register(&store);
    assert!(
        html.contains("<div class=\"agreement\" lang=\"ar\" dir=\"rtl\">"),
        "{}",
        part(&html, "<div class=\"agreement\"", ">")
    );
    assert!(html.contains("<h2 id=\"scope\" lang=\"en\">"));
    assert!(html.contains("direction=\"rtl\" text-anchor=\"end\""));
    let latin = register(&established(""));
    assert!(latin.contains("<div class=\"agreement\">") && !latin.contains("direction=\"rtl\""));
}

#[test]
fn addenda_and_their_parent_lead_to_each_other() {
    let mut store = Store::new();
    store.backfilled("base", FULL, undated_backfill());
    let addendum = FULL.replace("XYZ / DMTF", "Addendum of XYZ / DMTF");
    store.backfilled(
        "one",
        &format!("{addendum}addendum_to: base\n"),
        undated_backfill(),
    );
    let site = site_of(&store.snapshot());
    let facts = |id: &str| {
        let html = page(&site, &format!("registers/{id}/index.html"));
        part(&html, "<dl class=\"facts\"", "</dl>").to_string()
    };
    assert!(facts("base").contains("<dt>Addenda</dt>"));
    assert!(facts("base").contains("registers/one/index.html"));
    assert!(facts("one").contains("registers/base/index.html"));
    assert!(text(&facts("one")).contains("Addendum to XYZ / DMTF Work Register"));
}
