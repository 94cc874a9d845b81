//! Documents of stores that tests build in memory.

use super::model::{Block, Document, letters};
use super::{OlderText, Paper};
use crate::act::StoredAct;
use crate::register::Register;
use crate::render::tests::store::{FULL, Store};
use crate::render::tests::{built_in, established, today};
use crate::render::{
    LiaisonReport, LiaisonRequest, Selector, liaison, register_document, report_document,
};
use crate::roster::Organization;
use crate::snapshot::Document as StoredDocument;
use crate::source::SourceFile;

fn text(yaml: &str) -> Register {
    let file = std::sync::Arc::new(SourceFile::new("registers/xyz/register.yaml", yaml));
    let read = StoredDocument::<Register>::read(&file);
    read.get().unwrap().clone()
}

fn document(store: &Store, selector: Selector, older: Option<&Register>) -> Document {
    let snapshot = store.snapshot();
    let older = older.map(|text| OlderText {
        name: "revision 1".to_string(),
        text,
    });
    let files = &snapshot.registers["xyz"];
    register_document(&snapshot, files, selector, older.as_ref(), today()).unwrap()
}

fn html(document: &Document) -> String {
    document.html(Paper::Letter, &built_in()).unwrap()
}

fn titles(document: &Document) -> Vec<String> {
    let sections = document.sections.iter();
    sections.map(|section| letters(&section.title)).collect()
}

#[test]
fn a_register_is_laid_out_from_its_title_block_to_its_signatures() {
    let document = document(&established(""), Selector::InForce, None);
    assert_eq!(document.mark, None);
    let titles = titles(&document);
    let order = [
        "Parties",
        "Scope",
        "Milestones",
        "Standards",
        "Approvals",
        "Signatures",
    ];
    let at = |title: &str| titles.iter().position(|it| it == title).unwrap();
    assert!(
        order.windows(2).all(|pair| at(pair[0]) < at(pair[1])),
        "{titles:?}"
    );
    assert!(document.footer[0].starts_with("xyz, revision 1"));
    assert!(document.footer[1].starts_with("sha256:"));
    let page = html(&document);
    for said in [
        "approved, resolution R-17",
        "2026-01-18",
        "Name and title",
        "@page",
        "size: letter;",
        "counter(pages)",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let a4 = document.html(Paper::A4, &built_in()).unwrap();
    assert!(a4.contains("size: A4;"));
}

#[test]
fn a_text_that_is_not_in_force_says_why_on_each_page() {
    let mut store = established("");
    let newer = FULL.replace("due: 2027}", "due: 2028}");
    let second = store.submitted("xyz", 2, &newer, None);
    for selector in [Selector::Draft, Selector::Revision(2)] {
        let document = document(&store, selector, None);
        assert_eq!(document.mark.as_deref(), Some("DRAFT, not approved"));
        assert!(html(&document).contains("@top-right { content: \"DRAFT, not approved\""));
    }
    assert_eq!(document(&store, Selector::Revision(1), None).mark, None);
    store.established("xyz", second);
    let first = document(&store, Selector::Revision(1), None);
    assert_eq!(first.mark.as_deref(), Some("SUPERSEDED, not in force"));
}

#[test]
fn a_redline_shows_words_rows_and_a_summary() {
    let mut store = established("");
    let newer = FULL
        .replace("Both gain.", "Both sides gain.")
        .replace("due: 2027}", "due: 2028}");
    store.draft("xyz", &newer);
    let document = document(&store, Selector::Draft, Some(&text(FULL)));
    let page = html(&document);
    assert!(page.contains("Both <ins>sides </ins>gain."), "{page}");
    assert!(
        page.contains("<del>2027</del>") || page.contains("<del>2027 </del>"),
        "{page}"
    );
    assert!(
        page.contains("<ins>2028</ins>") || page.contains("<ins>2028 </ins>"),
        "{page}"
    );
    assert_eq!(titles(&document)[0], "Summary of changes");
    assert!(!titles(&document).contains(&"Signatures".to_string()));
}

#[test]
fn a_redline_of_texts_with_one_meaning_marks_nothing() {
    let store = established("");
    let document = document(&store, Selector::InForce, Some(&text(FULL)));
    let page = html(&document);
    assert!(!page.contains("<ins>") && !page.contains("<del>"), "{page}");
    assert!(
        page.contains("revision 1 has the same meaning as revision 1"),
        "{page}"
    );
    let is_empty = |block: &Block| matches!(block, Block::Table(table) if table.rows.is_empty());
    assert!(
        !document
            .sections
            .iter()
            .flat_map(|it| &it.blocks)
            .any(is_empty)
    );
}

#[test]
fn contacts_are_shown_as_far_as_the_policy_makes_them_public() {
    for (policy, name, role) in [
        ("names", true, true),
        ("roles", false, true),
        ("hidden", false, false),
    ] {
        let store = established(&format!("site: {{contacts: {policy}}}\n"));
        let page = html(&document(&store, Selector::InForce, None));
        assert_eq!(page.contains("Lia Son"), name, "{policy}");
        assert_eq!(page.contains("liaison"), role, "{policy}");
        assert!(!page.contains("private.example"), "{policy}");
    }
}

fn report(policy: &str) -> LiaisonReport {
    let snapshot = established(policy).snapshot();
    let partners: Vec<&Organization> = snapshot.roster().unwrap().organizations.iter().collect();
    let request = LiaisonRequest {
        partners: &partners,
        since: None,
        now: today().midnight(),
        words: |_: &StoredAct| "thanks Ann Bell".to_string(),
    };
    liaison(&snapshot, &request).unwrap()
}

#[test]
fn a_report_names_people_as_far_as_the_policy_does() {
    for (policy, is_named) in [("names", true), ("roles", false), ("hidden", false)] {
        let report = report(&format!("site: {{contacts: {policy}}}\n"));
        let document = report_document(&report);
        let page = html(&document);
        for name in ["Ann Bell", "Lia Son", "Vera Vice"] {
            assert_eq!(page.contains(name), is_named, "{policy}: {name} in {page}");
        }
        assert_eq!(page.contains("thanks [name]"), !is_named, "{policy}");
        // The report lists ballots, which this policy does not publish.
        let mark = "Confidential: for DMTF and its members' use";
        assert_eq!(document.mark.as_deref(), Some(mark));
    }
}
