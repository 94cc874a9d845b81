//! What is new, what comes next, and what is late: on the first page, and on the pages of milestones and reviews.

use super::*;
use crate::act::{Action, Backfill, MilestoneProgress, Progress};
use crate::render::tests::store::FULL;
use crate::source::Digest;

/// The visible text of a page.
fn text(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let words = parts.flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

fn on(store: &Store, day: Day) -> Site {
    site(public_sources(
        &store.snapshot(),
        &built_in(),
        &rules(),
        day,
    ))
    .unwrap()
}

/// A section of a page: the text after this heading, up to the next section.
fn section<'a>(page: &'a str, heading: &str, next: &str) -> &'a str {
    let (_, after) = page
        .split_once(heading)
        .unwrap_or_else(|| panic!("{heading:?} is not in: {page}"));
    after.split_once(next).map_or(after, |(section, _)| section)
}

fn backfill(accepted: &str) -> Backfill {
    Backfill {
        resolution: None,
        approved: None,
        accepted: Some(accepted.parse().unwrap()),
    }
}

fn titled(title: &str) -> String {
    FULL.replace("XYZ / DMTF Work Register", title)
}

#[test]
fn the_first_page_has_the_last_three_events_by_the_day_of_the_event() {
    let mut store = established("");
    for (id, accepted) in [("old", "2004-06"), ("new", "2025-06"), ("mid", "2020")] {
        store.backfilled(id, &titled(&format!("Title {id}")), backfill(accepted));
    }
    let index = text(&page(&site_of(&store.snapshot()), "index.html"));
    let news = section(&index, "What is new", "Follow the feed");
    let at = |title: &str| {
        news.find(title)
            .unwrap_or_else(|| panic!("{title}: {news}"))
    };
    assert!(
        at("XYZ / DMTF Work Register was established") < at("2025-06 Title new was established")
            && at("Title new") < at("2020 Title mid"),
        "{news}"
    );
    assert!(!news.contains("Title old"), "{news}");
}

#[test]
fn what_comes_next_is_in_the_future_only() {
    let store = established("");
    let next = |day: Day| {
        let index = text(&page(&on(&store, day), "index.html"));
        let has = index.contains("What comes next");
        has.then(|| section(&index, "What comes next", "All milestones").to_string())
    };
    let first = next(today()).unwrap();
    for part in [
        "2027-Q1 First profile milestone",
        "2027 Second profile",
        "2028-01-18",
    ] {
        assert!(first.contains(part), "{part:?} is not in: {first}");
    }
    assert!(
        next(Day::of(2027, 3, 31))
            .unwrap()
            .contains("First profile")
    );
    assert!(!next(Day::of(2027, 4, 1)).unwrap().contains("First profile"));
    assert_eq!(next(Day::of(2028, 1, 19)), None);
}

#[test]
fn milestones_say_what_comes_what_is_overdue_and_what_was_late() {
    let mut store = Store::new();
    let early = FULL.replace("2027-Q1", "2025-Q4");
    store.backfilled("late", &early, backfill("2025-06"));
    store.backfilled("xyz", FULL, backfill("2025-06"));
    for (id, full) in [("late", early.as_str()), ("xyz", FULL)] {
        let action = Action::Milestone(MilestoneProgress {
            milestone: "m1".parse().unwrap(),
            status: Progress::Completed,
            note: None,
        });
        store.done(id, Some((1, Digest::of(full.as_bytes()))), action);
    }
    let milestones = text(&page(&on(&store, Day::of(2028, 2, 1)), "milestones.html"));
    for part in [
        "2 open, of them 2 overdue",
        "2 completed, of them 1 late",
        "No open milestone has a date in the future.",
    ] {
        assert!(
            milestones.contains(part),
            "{part:?} is not in: {milestones}"
        );
    }
    let completed = section(
        &milestones,
        "Committees and working groups Due",
        "All milestones in time",
    );
    assert!(
        completed.contains(" late") && completed.contains(", in time"),
        "{completed}"
    );
    let html = page(&site_of(&store.snapshot()), "milestones.html");
    assert!(
        !html.contains("class=\"status overdue\""),
        "nothing is overdue yet: {html}"
    );
    let partner = text(&page(
        &on(&store, Day::of(2028, 2, 1)),
        "partners/xyz-org/index.html",
    ));
    let next = section(&partner, "Next milestones", "overdue");
    assert!(
        next.contains("No open milestone has a date in the future."),
        "{next}"
    );
}

#[test]
fn counts_lead_to_pages_that_list_them() {
    let store = established("");
    let reviewed = |day: Day| {
        let site = on(&store, day);
        (
            page(&site, "index.html"),
            text(&page(&site, "reviews.html")),
        )
    };
    let (index, reviews) = reviewed(today());
    assert!(
        !index.contains("data-filter") && reviews.contains("No register is overdue"),
        "{reviews}"
    );
    let (index, reviews) = reviewed(Day::of(2027, 12, 1));
    assert!(
        index.contains("href=\"reviews.html\" data-filter=\"status=soon&amp;sort=review\">1 due for review soon"),
        "{index}"
    );
    assert!(reviews.contains("2028-01-18 review due soon"), "{reviews}");
    let (index, reviews) = reviewed(Day::of(2028, 1, 19));
    assert!(
        index.contains("data-filter=\"status=overdue&amp;sort=review\">1 overdue for review"),
        "{index}"
    );
    assert!(reviews.contains("2028-01-18 review overdue"), "{reviews}");
}

#[test]
fn every_page_says_its_day_and_the_contact_and_no_other_address() {
    let site = site_of(&established("site: {contact: alliances@dmtf.example}\n").snapshot());
    let link = "<a href=\"mailto:alliances@dmtf.example\">alliances@dmtf.example</a>";
    for (path, _) in site
        .pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let html = page(&site, path);
        assert!(
            html.contains("As of <time class=\"as-of\" datetime=\"2026-11-22\">"),
            "{path}"
        );
        assert!(html.contains(link), "{path}");
        assert!(
            !html.replace("alliances@dmtf.example", "").contains('@'),
            "{path}"
        );
    }
    let index = page(&site, "index.html");
    assert!(text(&index).contains("Propose an alliance") && index.contains("process.html"));
    let process = text(&page(&site, "process.html"));
    let short = section(&process, "What is agreed", "Stages");
    for part in ["14 days", "every 24 months", "alliances@dmtf.example"] {
        assert!(short.contains(part), "{part:?} is not in: {short}");
    }
    let without = page(&site_of(&established("").snapshot()), "index.html");
    assert!(without.contains("VP of Alliances") && !without.contains('@'));
}
