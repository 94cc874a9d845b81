//! The files of a site, and the detection of dead links.

use super::*;
use crate::act::{Action, Backfill, MilestoneProgress, Progress};
use crate::render::tests::store::FULL;
use crate::source::Digest;

fn backfill() -> Backfill {
    Backfill {
        resolution: None,
        approved: None,
        accepted: Some("2025-06".parse().unwrap()),
    }
}

/// A store with 130 registers in force.
fn many() -> Store {
    let mut store = Store::new();
    for n in 0..130 {
        store.backfilled(
            &format!("r{n:03}"),
            &FULL.replace("XYZ / DMTF", &format!("XYZ {n:03}")),
            backfill(),
        );
    }
    store
}

#[test]
fn long_lists_are_cut_into_pages() {
    let site = site_of(&many().snapshot());
    assert_eq!(site.public, 130);
    assert!(site.pages.get("index-3.html").is_some() && site.pages.get("index-4.html").is_none());
}

#[test]
fn a_milestone_keeps_its_place_in_its_month_when_it_is_completed() {
    let mut store = many();
    let before = site_of(&store.snapshot());
    let first = page(&before, "milestones.html");
    assert!(
        first.contains("milestones/2027-03/index.html")
            && first.contains("milestones/2027-12/index.html")
    );
    let last = "milestones/2027-03/index-3.html";
    assert!(page(&before, last).contains("registers/r129/index.html#milestone-m1"));
    let (milestone, note) = ("m1".parse().unwrap(), None);
    let action = Action::Milestone(MilestoneProgress {
        milestone,
        status: Progress::Completed,
        note,
    });
    let revision = (
        1,
        Digest::of(FULL.replace("XYZ / DMTF", "XYZ 129").as_bytes()),
    );
    store.done("r129", Some(revision), action);
    let after = site_of(&store.snapshot());
    let now = page(&after, last);
    assert!(now.contains("status done\">completed 2026-"), "{now}");
    let changed = after.pages.iter().filter(|(path, bytes)| {
        path.starts_with("milestones/") && before.pages.get(path) != Some(bytes)
    });
    assert_eq!(
        changed.map(|(path, _)| path).collect::<Vec<_>>(),
        [last],
        "only the page of the changed milestone differs"
    );
}

/// The page of a register has a line for today and changes each day.
#[test]
fn a_page_changes_on_the_day_on_which_it_says_something_else() {
    let mut store = Store::new();
    store.backfilled("xyz", FULL, backfill());
    let snapshot = store.snapshot();
    // Without the line that says the day of the data.
    let on = |day: Day| {
        let site = site(public_sources(&snapshot, &built_in(), &rules(), day)).unwrap();
        let page = page(&site, "partners/xyz-org/index.html");
        page.replace(&format!("datetime=\"{day}\">{day}"), "")
    };
    let eve = Day::of(2027, 3, 31);
    assert_eq!(on(today()), on(eve));
    assert_ne!(on(eve), on(eve.next()));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let snapshot = established("").snapshot();
    let links = "<a href=\"../../index.html\">a</a><a href='../../../x'>b</a><a href=nowhere.html>c</a>\
        <a href=\"#main\">d</a><a href=\"#none\">e</a><a href=\"mailto:a@b.example\">f</a>\
        <a href=\"JaVaScript:alert(1)\">g</a><a href=\"https://ok.example/\">h</a><img src=\"//x.example/y.png\">\
        <a href=\"../../\">i</a><a href=\"/rules.html#first-rule\">j</a><a href=\"/rules.html#no-rule\">k</a>";
    let page =
        format!("{{% extends \"base.html\" %}}{{% block main %}}{links}{{% endblock main %}}");
    let templates = Templates::new(&[("register.html".to_string(), page)]).unwrap();
    let site = site(public_sources(&snapshot, &templates, &rules(), today())).unwrap();
    let dead = site.pages.dead_links("/");
    let told: Vec<(&str, &str)> = dead
        .iter()
        .map(|dead| (dead.page.as_str(), dead.link.as_str()))
        .collect();
    let on = "registers/xyz/index.html";
    let expected = [
        "#none",
        "../../../x",
        "//x.example/y.png",
        "/rules.html#no-rule",
        "JaVaScript:alert(1)",
        "mailto:[address removed]",
        "nowhere.html",
    ];
    // The milestones page links to anchors on the register's page, which this override lacks.
    let of_register: Vec<&str> = told
        .iter()
        .filter(|(page, _)| *page == on)
        .map(|(_, link)| *link)
        .collect();
    assert_eq!(of_register, expected, "{dead:#?}");
    assert!(
        told.contains(&("milestones.html", "registers/xyz/index.html#milestone-m1")),
        "{told:?}"
    );
}

#[test]
fn committees_see_what_is_under_way_and_the_public_does_not() {
    let mut store = established("site: {under_way: deadlines}\n");
    store.submitted(
        "secret",
        1,
        &FULL.replace("XYZ / DMTF Work Register", "Hidden title"),
        None,
    );
    let snapshot = store.snapshot();
    let public = site_of(&snapshot);
    assert!(public.pages.iter().all(|(path, bytes)| {
        !path.starts_with("drafts/") && !String::from_utf8_lossy(bytes).contains("Hidden title")
    }));
    let index = text(&page(&public, "index.html"));
    assert!(
        index.contains("Under way") && index.contains("with the committees for feedback"),
        "{index}"
    );
    assert!(
        !text(&page(&site_of(&established("").snapshot()), "index.html")).contains("Under way")
    );
    let (templates, rules) = (built_in(), rules());
    let sources = public_sources(&snapshot, &templates, &rules, today());
    let committees = site(Sources {
        audience: Audience::Committees,
        ..sources
    })
    .unwrap();
    assert!(page(&committees, "drafts/secret/index.html").contains("Hidden title"));
    for (path, bytes) in committees
        .pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let html = String::from_utf8_lossy(bytes);
        assert!(
            html.contains("Not public: ") && html.contains("content=\"noindex\""),
            "{path}"
        );
    }
    assert!(committees.pages.dead_links("/").is_empty());
}

#[test]
fn contacts_are_shown_as_policy_says_and_never_with_an_address() {
    let of = |policy: &str| {
        text(&page(
            &site_of(&established(policy).snapshot()),
            "registers/xyz/index.html",
        ))
    };
    let names = of("site: {contacts: names}\n");
    assert!(
        names.contains("Whom to ask Partner: Lia Son , liaison") && !names.contains('@'),
        "{names}"
    );
    let roles = of("");
    assert!(roles.contains("Whom to ask Partner: liaison"), "{roles}");
    assert!(!of("site: {contacts: hidden}\n").contains("Whom to ask"));
    assert_ne!(roles, names);
}

/// The visible text of a page.
fn text(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
