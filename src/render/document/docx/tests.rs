//! Word files read back: a package of well-formed parts with headings, header rows, page numbers and tracked changes.

use std::io::{Cursor, Read as _};

use roxmltree::{Document as Tree, Node};
use zip::ZipArchive;

use super::xml::W;
use crate::register::Register;
use crate::render::document::{OlderText, Paper};
use crate::render::tests::store::{FULL, Store};
use crate::render::tests::{established, today};
use crate::render::{Selector, register_document};
use crate::snapshot::Document as StoredDocument;
use crate::source::SourceFile;

fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.push((file.name().to_string(), text));
    }
    parts
}

fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
    let found = parts.iter().find(|(path, _)| path == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

fn of(store: &Store, selector: Selector, older: Option<&Register>) -> Vec<u8> {
    let snapshot = store.snapshot();
    let older = older.map(|text| OlderText {
        name: "revision 1".to_string(),
        text,
    });
    let files = &snapshot.registers["xyz"];
    let document = register_document(&snapshot, files, selector, older.as_ref(), today());
    document.unwrap().docx(Paper::A4)
}

fn elements<'a>(tree: &'a Tree<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    let is_it = |node: &Node<'_, '_>| node.has_tag_name((W, name));
    tree.descendants().filter(is_it).collect()
}

fn letters(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter(|node| node.has_tag_name((W, "t")) || node.has_tag_name((W, "delText")));
    texts.filter_map(|node| node.text()).collect()
}

#[test]
fn every_part_is_well_formed_and_known() {
    let bytes = of(&established(""), Selector::InForce, None);
    assert_eq!(bytes, of(&established(""), Selector::InForce, None));
    let parts = parts(bytes);
    for (name, text) in &parts {
        assert!(Tree::parse(text).is_ok(), "{name}: {text}");
    }
    let types = part(&parts, "[Content_Types].xml");
    let named = |path: &str| types.contains(&format!("PartName=\"/{path}\""));
    for (name, _) in parts
        .iter()
        .filter(|(name, _)| name.ends_with(".xml"))
        .skip(1)
    {
        assert!(named(name), "{name} in {types}");
    }
}

#[test]
fn styles_relations_and_lists_that_the_text_names_are_there() {
    let parts = parts(of(&established(""), Selector::InForce, None));
    let text = Tree::parse(part(&parts, "word/document.xml")).unwrap();
    let styles = part(&parts, "word/styles.xml");
    for kind in ["pStyle", "rStyle", "tblStyle"] {
        for node in elements(&text, kind) {
            let id = node.attribute((W, "val")).unwrap();
            assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
        }
    }
    let relations = part(&parts, "word/_rels/document.xml.rels");
    for link in elements(&text, "hyperlink") {
        let id = link.attributes().find(|it| it.name() == "id").unwrap();
        assert!(relations.contains(&format!("Id=\"{}\"", id.value())));
    }
    assert!(!relations.contains("mailto:") && !relations.contains("javascript:"));
}

#[test]
fn word_finds_headings_header_rows_page_numbers_and_properties() {
    let parts = parts(of(&established(""), Selector::InForce, None));
    let text = Tree::parse(part(&parts, "word/document.xml")).unwrap();
    let headings: Vec<String> = elements(&text, "p")
        .into_iter()
        .filter(|node| {
            let mut styles = node
                .descendants()
                .filter(|it| it.has_tag_name((W, "pStyle")));
            styles.any(|it| it.attribute((W, "val")) == Some("Heading1"))
        })
        .map(letters)
        .collect();
    assert_eq!(headings.first().map(String::as_str), Some("Parties"));
    for heading in [
        "Scope",
        "Milestones",
        "Standards",
        "Approvals",
        "Signatures",
    ] {
        assert!(headings.iter().any(|it| it == heading), "{headings:?}");
    }
    // Each table with columns repeats its first row; the title block and the signatures have none.
    let tables = elements(&text, "tbl").len();
    assert_eq!(elements(&text, "tblHeader").len() + 2, tables);
    let footer = part(&parts, "word/footer1.xml");
    for said in [
        "PAGE",
        "NUMPAGES",
        "xyz, revision 1",
        "sha256:",
        "2026-11-22",
    ] {
        assert!(footer.contains(said), "{said} in {footer}");
    }
    let core = part(&parts, "docProps/core.xml");
    assert!(
        core.contains("<dc:language>en") && core.contains("<dc:title>"),
        "{core}"
    );
    assert!(part(&parts, "word/document.xml").contains("w:w=\"11906\" w:h=\"16838\""));
}

#[test]
fn changes_are_tracked_and_a_draft_says_so_on_each_page() {
    let mut store = established("");
    let newer = FULL.replace("Both gain.", "Both sides gain.");
    store.draft("xyz", &newer);
    let file = std::sync::Arc::new(SourceFile::new("registers/xyz/register.yaml", FULL));
    let older = StoredDocument::<Register>::read(&file);
    let parts = parts(of(&store, Selector::Draft, older.get()));
    let text = Tree::parse(part(&parts, "word/document.xml")).unwrap();
    let inserted: Vec<String> = elements(&text, "ins").into_iter().map(letters).collect();
    assert!(inserted.contains(&"sides ".to_string()), "{inserted:?}");
    let ins = elements(&text, "ins")[0];
    assert_eq!(ins.attribute((W, "date")), Some("2026-11-22T00:00:00Z"));
    assert!(elements(&text, "del").is_empty());
    assert!(part(&parts, "word/header1.xml").contains("DRAFT, not approved"));
    assert!(!letters(text.root()).contains("Signatures"));
}
