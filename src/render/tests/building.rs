//! A site that follows another: what is kept, what is made anew, and what leads nowhere.

use super::*;
use crate::act::{Action, Backfill, Milestone, Progress};
use crate::render::tests::store::FULL;
use crate::render::{Audience, Known, Made, Nothing};
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

/// The site of a snapshot that has only what changed.
fn after(snapshot: &Snapshot, before: &Site, day: Day) -> Site {
    let is_there = |known: &&Known| !snapshot.registers.contains_key(&known.id);
    let kept = before.known.iter().filter(is_there).cloned().collect();
    let (templates, rules, made) = (built_in(), rules(), &before.made);
    let whole = Sources::whole(snapshot, &templates, &rules, day);
    site(Sources {
        kept,
        made,
        ..whole
    })
    .unwrap()
}

/// The same snapshot without all registers but these.
fn only(snapshot: &Snapshot, ids: &[&str]) -> Snapshot {
    let mut part = snapshot.clone();
    part.registers.retain(|id, _| ids.contains(&id.as_str()));
    part
}

#[test]
fn what_did_not_change_is_not_made_again_and_the_whole_is_the_same() {
    let mut store = many();
    let before = site_of(&store.snapshot());
    assert_eq!(before.public, 130);
    assert!(
        before.pages.get("index-3.html").is_some() && before.pages.get("index-4.html").is_none()
    );
    let again = after(&only(&store.snapshot(), &[]), &before, today());
    let made: Vec<&str> = again
        .pages
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.ends_with(".html"))
        .collect();
    assert!(made.is_empty(), "{made:?}");
    assert_eq!(
        (&again.paths, &again.known, &again.made),
        (&before.paths, &before.known, &before.made)
    );

    let revision = store.submitted("r007", 2, &FULL.replace("XYZ / DMTF", "XYZ 007"), None);
    store.established("r007", revision);
    let whole = site_of(&store.snapshot());
    let part = after(&only(&store.snapshot(), &["r007"]), &before, today());
    assert_eq!(
        (&part.paths, &part.known, &part.made),
        (&whole.paths, &whole.known, &whole.made)
    );
    for (path, bytes) in whole.pages.iter() {
        let now = part.pages.get(path).or_else(|| before.pages.get(path));
        assert_eq!(
            now.map(String::from_utf8_lossy),
            Some(String::from_utf8_lossy(bytes)),
            "{path}"
        );
    }
    assert!(part.pages.get("registers/r007/index.html").is_some());
    assert!(
        part.pages.get("registers/r008/index.html").is_none()
            && part.pages.get("index-2.html").is_none()
    );
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
    let action = Action::Milestone(Milestone {
        milestone,
        status: Progress::Completed,
        note,
    });
    let revision = (
        1,
        Digest::of(FULL.replace("XYZ / DMTF", "XYZ 129").as_bytes()),
    );
    store.done("r129", Some(revision), action);
    let part = after(&only(&store.snapshot(), &["r129"]), &before, today());
    let now = page(&part, last);
    assert!(now.contains("status done\">completed 2026-"), "{now}");
    let made = part
        .pages
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("milestones/"));
    assert_eq!(
        made.collect::<Vec<_>>(),
        [last, "milestones/2027-12/index-3.html"],
        "where the register is"
    );
}

#[test]
fn a_page_changes_on_the_day_on_which_it_says_something_else() {
    let mut store = Store::new();
    store.backfilled("xyz", FULL, backfill());
    let snapshot = store.snapshot();
    let before = site_of(&snapshot);
    let day = before.known[0].changes_on.expect("a day");
    let on = |day: Day| {
        page(
            &site(Sources::whole(&snapshot, &built_in(), &rules(), day)).unwrap(),
            "registers/xyz/index.html",
        )
    };
    let eve = Day::of(2027, 3, 31);
    assert!(before.known[0].holds_on(eve) && eve.next() == day, "{day}");
    assert_eq!(on(today()), on(eve));
    assert_ne!(on(eve), on(day));
}

#[test]
fn an_addendum_is_stale_once_the_register_that_it_adds_to_is_public() {
    let mut store = Store::new();
    store.backfilled(
        "addendum",
        &format!("{FULL}addendum_to: base\n"),
        backfill(),
    );
    let before = site_of(&store.snapshot());
    assert!(before.stale.is_empty());
    store.backfilled("base", FULL, backfill());
    let part = after(&only(&store.snapshot(), &["base"]), &before, today());
    assert_eq!(part.stale, ["addendum"]);
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
    let site = site(Sources::whole(&snapshot, &templates, &rules(), today())).unwrap();
    let dead = site.inspect("/", &Nothing).dead;
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
        "mailto:a@b.example",
        "nowhere.html",
    ];
    // The page about milestones leads to places on the register's, of which this one has none.
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
    let sources = Sources::whole(&snapshot, &templates, &rules, today());
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
    assert!(committees.inspect("/", &Nothing).dead.is_empty());
}

#[test]
fn contacts_are_shown_as_policy_says_and_never_with_an_address() {
    let of = |policy: &str| {
        text(&page(
            &site_of(&established(policy).snapshot()),
            "registers/xyz/index.html",
        ))
    };
    let names = of("");
    assert!(
        names.contains("Contacts") && !names.contains('@'),
        "{names}"
    );
    let roles = of("site: {contacts: roles}\n");
    assert!(roles.contains("Contacts"), "{roles}");
    assert!(!of("site: {contacts: hidden}\n").contains("Contacts"));
    assert_ne!(roles, names);
}

/// What a reader sees.
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

#[test]
fn nothing_remembered_is_private() {
    let mut store = established("");
    store.submitted(
        "secret",
        1,
        &FULL.replace("XYZ / DMTF Work Register", "Hidden title"),
        None,
    );
    let site = site_of(&store.snapshot());
    let kept = serde_json::to_string(&(&site.known, &site.made)).unwrap();
    for private in ["Hidden", "private.example", "vera", "because"] {
        assert!(!kept.contains(private), "{private} in {kept}");
    }
    let read: (Vec<Known>, Made) = serde_json::from_str(&kept).unwrap();
    assert_eq!((read.0, read.1), (site.known, site.made));
}
