//! The charts on the pages: their content, and the absence of private data.

use super::*;
use crate::act::{Action, MilestoneProgress, Progress, Review};
use crate::process::{Stage, replay};
use crate::render::tests::store::FULL;

/// The cells of each row in the table of a chart.
fn rows(html: &str, picture: &str) -> Vec<String> {
    let figure = html
        .split(&format!(" id=\"{picture}\""))
        .nth(1)
        .unwrap_or_else(|| panic!("no {picture}"));
    let table = figure
        .split("<tbody>")
        .nth(1)
        .unwrap()
        .split("</tbody>")
        .next()
        .unwrap();
    let row = |row: &str| {
        let cells = row
            .split('<')
            .filter_map(|part| part.split_once('>').map(|(_, text)| text.trim()));
        cells
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    table.split("<tr>").skip(1).map(row).collect()
}

fn register(store: &Store) -> String {
    page(&site_of(&store.snapshot()), "registers/xyz/index.html")
}

#[test]
fn the_way_of_a_register_and_its_life_are_drawn_and_told() {
    let mut store = Store::with_policy("");
    let revision = store.submitted("xyz", 1, FULL, None);
    store.established("xyz", revision);
    let milestone = MilestoneProgress {
        milestone: "m1".parse().unwrap(),
        status: Progress::Completed,
        note: None,
    };
    store.done("xyz", revision, Action::Milestone(milestone));
    store.done(
        "xyz",
        revision,
        Action::Review(Review {
            note: "a secret note".to_string(),
        }),
    );
    let html = register(&store);
    assert_eq!(
        rows(&html, "picture-timeline"),
        [
            "proposed | 2026-01-02",
            "revision 1 submitted | 2026-01-02",
            "ballot: Alliance Committee | 2026-01-02 to 2026-01-10 | approved, revision 1",
            "ballot: Board of Directors | 2026-01-10 to 2026-01-18 | approved, revision 1",
            "resolution of the board | 2026-01-18 | R-17",
            "sent to the partner | 2026-01-18",
            "accepted by the partner | 2026-01-18",
            "revision 1 in force | since 2026-01-18 | version 1.4",
            "reviewed, unchanged | 2026-01-20",
            "next review due | 2028-01-20",
        ]
    );
    assert!(
        html.contains("class=\"done\"")
            && html.contains("class=\"due\"")
            && !html.contains("secret")
    );
    for svg in html.split("<svg class=").skip(1) {
        let tag = svg.split('>').next().unwrap();
        assert!(tag.contains("role=\"img\" aria-label=\"Timeline"), "{tag}");
    }
    assert!(
        !html.contains(" style="),
        "the Content-Security-Policy forbids inline styles"
    );
}

#[test]
fn what_is_under_way_is_on_no_picture() {
    let mut store = established("site: {ballots: names}\n");
    let before = register(&store);
    store.submitted(
        "xyz",
        2,
        &FULL.replace("First profile", "A secret draft"),
        None,
    );
    assert_eq!(register(&store), before);
    let removed = html(&store.snapshot(), "xyz", Selector::Revision(2));
    assert!(
        !removed.contains("picture-timeline"),
        "the revision was never in force"
    );
}

#[test]
fn the_counts_of_a_ballot_are_a_line_where_they_are_public() {
    let line = "approve 2, oppose 0, abstain 0, recuse 0, did not vote 0; needed 2 for if all vote, quorum 2";
    let short = "approved <span class=\"day\">2026-01-10</span>, 2 of 2, 2 needed";
    for (policy, shown) in [
        ("outcome", false),
        ("tally", true),
        ("names", true),
        ("reasons", true),
    ] {
        let snapshot = established(&format!("site: {{ballots: {policy}}}\n")).snapshot();
        let html = page(&site_of(&snapshot), "registers/xyz/index.html");
        assert_eq!(html.contains(short), shown, "{policy}: {html}");
        let markdown = markdown(&snapshot, "xyz", Selector::InForce);
        assert_eq!(markdown.contains(line), shown, "{policy}: {markdown}");
    }
}

#[test]
fn the_milestones_of_all_partners_have_their_picture() {
    let site = site_of(&established("site: {under_way: stages}\n").snapshot());
    assert!(!page(&site, "index.html").contains("<svg"));
    let milestones = rows(&page(&site, "milestones.html"), "picture-milestones");
    assert_eq!(
        milestones,
        [
            "XYZ Consortium (XYZ)",
            "First profile | due 2027-Q1 | XYZ / DMTF Work Register",
            "Second profile | due 2027 | XYZ / DMTF Work Register",
        ]
    );
    let nobody = site_of(&Store::new().snapshot());
    assert!(!page(&nobody, "milestones.html").contains("<svg"));
}

#[test]
fn a_long_life_does_not_make_a_long_page() {
    let mut store = established("");
    for number in 2..80 {
        let revision = store.submitted(
            "xyz",
            number,
            &FULL.replace("due: 2027}", &format!("due: {}}}", 2027 + number)),
            None,
        );
        store.established("xyz", revision);
    }
    let site = site_of(&store.snapshot());
    for file in ["index.html", "history.html"] {
        let page = page(&site, &format!("registers/xyz/{file}"));
        assert!(page.len() < 60_000, "{file} has {} bytes", page.len());
    }
}

#[test]
fn a_register_goes_through_the_stages_that_the_page_about_the_process_shows() {
    let snapshot = established("").snapshot();
    let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
    let mut stages = vec![Stage::Unproposed];
    for acts in 1..=history.acts.len() {
        // Acts are in the order in which the store recorded them.
        let mut sorted = history.acts.clone();
        sorted.sort_by_key(|stored| stored.act.at);
        let so_far = crate::process::History {
            acts: sorted[..acts].to_vec(),
            ..history.clone()
        };
        let stage = Stage::of(&replay(&so_far).state, &so_far);
        if stages.last() != Some(&stage) {
            stages.push(stage);
        }
    }
    assert_eq!(
        stages,
        Stage::ALL[..9],
        "the stages in the order of `Stage::onward`"
    );
    let html = page(&site_of(&snapshot), "process.html");
    assert!(html.len() < 60_000, "{}", html.len());
    for part in [
        "<h3 id=\"stage-sent\">With the partner</h3>",
        "id=\"step-feedback-add\"",
        "DSP4003 3.2",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn what_is_only_recorded_never_looks_signed() {
    let snapshot = established("site: {ballots: names}\n").snapshot();
    let html = page(&site_of(&snapshot), "registers/xyz/index.html");
    assert!(
        html.contains("All approvals and votes are recorded, not signed."),
        "{html}"
    );
    assert!(!html.contains("class=\"status signed\""), "{html}");
    let markdown = markdown(&snapshot, "xyz", Selector::InForce);
    assert!(
        markdown.contains("| Alliance Committee | 2026-01-10 | recorded, not signed |"),
        "{markdown}"
    );
}
