//! `wr import`: every sentence of a document is in the draft, or in the file beside it.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use wr::import::{Parties, SourceDocument, partners_in, read, recognize};
use wr::roster::Roster;
use wr::source::SourceFile;

use super::world::World;

const NOW: &str = "2026-01-12T09:00:00Z";

/// DMTF, W3C and their partners.
const ROSTER: &str = "\
format: 1
home: HOME
organizations:
  - {id: dmtf, name: Distributed Management Task Force, short: DMTF}
  - {id: w3c, name: World Wide Web Consortium, short: W3C}
  - {id: oasis, name: OASIS}
  - {id: ogf, name: Open Grid Forum, short: OGF}
  - {id: tmforum, name: TM Forum}
  - {id: oma, name: Open Mobile Alliance Ltd., short: OMA}
  - {id: ogc, name: Open Geospatial Consortium, short: OGC}
  - {id: etsi, name: European Telecommunications Standards Institute, short: ETSI}
  - {id: opcf, name: OPC Foundation, short: OPCF}
people:
  - {id: vera, name: Vera Vance, email: vera@dmtf.example}
  - {id: carl, name: Carl Chair, email: carl@corva.example}
bodies:
  - {id: alliance, name: Alliance Committee, kind: alliance-committee}
  - {id: platform, name: Platform Committee, kind: committee}
  - {id: cmwg, name: Cloud Management Working Group, kind: working-group, parent: platform}
  - {id: tag, name: Technical Architecture Group, kind: committee}
  - {id: sdw-wg, name: Spatial Data on the Web Working Group, kind: working-group, parent: tag}
";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn roster(home: &str) -> Roster {
    let text = ROSTER.replace("HOME", home);
    wr::yaml::read(&SourceFile::new("roster.yaml", text)).unwrap()
}

/// A document, what the draft has of it, and what is listed beside it.
fn imported(name: &str) -> (serde_json::Value, serde_json::Value, String) {
    let document = read(name, &fs::read(folder().join(name)).unwrap()).unwrap();
    let (home, partner) = match name.split('.').next().unwrap() {
        partner @ ("ogf" | "tmforum") => ("dmtf", partner),
        "oasis-saf" => ("dmtf", "oasis"),
        other => ("w3c", other),
    };
    let roster = roster(home);
    recognized(&document, &roster, partner)
}

fn recognized(
    document: &SourceDocument,
    roster: &Roster,
    partner: &str,
) -> (serde_json::Value, serde_json::Value, String) {
    let parties = Parties {
        roster,
        partner: roster.find_organization(partner).unwrap(),
        sections: &[],
    };
    let draft = recognize(document, &parties);
    let leftovers = draft.leftovers("the document");
    (draft.fields.into(), draft.contacts.into(), leftovers)
}

/// Words in lower case, between single spaces.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!(" {} ", words.join(" "))
}

/// Everything that is kept, word by word.
fn kept((fields, contacts, leftovers): &(serde_json::Value, serde_json::Value, String)) -> String {
    fn strings(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => *out += &format!("{}\n", words(text)),
            serde_json::Value::Array(items) => items.iter().for_each(|it| strings(it, out)),
            serde_json::Value::Object(all) => all.values().for_each(|it| strings(it, out)),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {
            }
        }
    }
    let mut out = String::new();
    strings(fields, &mut out);
    strings(contacts, &mut out);
    for paragraph in leftovers.split("\n\n") {
        out += &format!("{}\n", words(paragraph));
    }
    out
}

/// The paragraphs of a Word file, read without the readers of `wr`.
fn paragraphs_of_word(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let Ok(mut file) = archive.by_name(part) else {
            continue;
        };
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        let xml = roxmltree::Document::parse(&xml).unwrap();
        let is = |name: &'static str| {
            move |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name
        };
        for paragraph in xml.descendants().filter(is("p")) {
            let texts = paragraph.descendants().filter(is("t"));
            found.push(
                texts
                    .filter_map(|node| node.text().map(str::to_string))
                    .collect(),
            );
        }
    }
    found
}

fn sentences(paragraphs: &[String]) -> impl Iterator<Item = String> {
    let split = |text: &String| -> Vec<String> { text.split(". ").map(words).collect() };
    paragraphs
        .iter()
        .flat_map(split)
        .filter(|words| words.len() > 2)
}

#[test]
fn every_sentence_of_the_word_files_is_kept() {
    for name in ["oasis-saf", "ogf", "tmforum"] {
        let bytes = fs::read(folder().join(format!("{name}.docx"))).unwrap();
        assert!(bytes.len() < 30_000, "{name} is large");
        let paragraphs = paragraphs_of_word(&bytes);
        assert!(paragraphs.len() > 20, "{name}");
        for ending in ["docx", "html"] {
            let found = imported(&format!("{name}.{ending}"));
            let kept = kept(&found);
            for sentence in sentences(&paragraphs) {
                assert!(
                    kept.contains(&sentence),
                    "{name}.{ending}:{sentence}\n{}",
                    found.2
                );
            }
        }
    }
}

#[test]
fn every_line_of_the_other_documents_is_kept() {
    for name in ["oma.html", "oasis.md", "ogc.md", "etsi.md", "opcf.md"] {
        let found = imported(name);
        let kept = kept(&found);
        let source = fs::read_to_string(folder().join(name)).unwrap();
        let source = source.replace("&ldquo;", " ").replace("&rdquo;", " ");
        let source = source.replace("&ndash;", " ").replace("&middot;", "\n");
        let mut is_hidden = false;
        for line in source.lines() {
            is_hidden |= line.contains("<style") || line.contains("<!DOCTYPE");
            let bare: String = line
                .split('<')
                .map(|part| part.rsplit_once('>').map_or(part, |(_, text)| text))
                .fold(String::new(), |all, part| all + "\n" + part);
            let bare = if name.ends_with(".md") && !line.starts_with('<') {
                line.to_string()
            } else {
                bare
            };
            for part in bare.split(['\n', '|', '.', ':', '(', ')', '[', ']', '*', '<', '>', '^']) {
                let part = words(part);
                let part = part.trim_start_matches(" 1 ").trim();
                let is_shown = !is_hidden || part.is_empty();
                assert!(
                    !is_shown || kept.contains(part),
                    "{name}: {part}\n{}",
                    found.2
                );
            }
            is_hidden &= !(line.contains("</script>") || line.contains("<html"));
        }
    }
}

#[test]
fn headings_with_styles_and_table_1_with_merged_cells_are_placed() {
    for name in ["oasis-saf.docx", "oasis-saf.html"] {
        let (fields, contacts, leftovers) = imported(name);
        assert_eq!(fields["title"], "OASIS SAF TC / DMTF CMWG Work Register");
        assert_eq!(fields["version"], "2.0");
        assert_eq!(fields["initiated"], "2010-04-01");
        assert_eq!(
            fields["partner"]["group"],
            "OASIS Symptoms Automation Framework (SAF) Technical Committee"
        );
        assert_eq!(
            fields["home"]["group"],
            "DMTF Cloud Management Working Group (CMWG)"
        );
        assert!(
            fields["home"]["work_area"]
                .as_str()
                .unwrap()
                .contains("\n\nVirtualization")
        );
        assert!(
            fields["scope"]
                .as_str()
                .unwrap()
                .ends_with("**Out of scope**\n\n- Certification of products\n- Joint marketing")
        );
        let first = &fields["milestones"][0];
        assert_eq!(first["due"], "2010-Q3");
        assert_eq!(
            (
                first["committees"][0].as_str(),
                first["working_groups"][0].as_str()
            ),
            (Some("platform"), Some("cmwg"))
        );
        assert!(
            fields["milestones"][1].get("due").is_none(),
            "03/04/2011 is ambiguous"
        );
        assert!(
            leftovers.contains("2011-03-04 or 2011-04-03"),
            "{leftovers}"
        );
        assert!(
            leftovers.contains("wr roster add body \"Interop Committee\" --kind committee"),
            "{leftovers}"
        );
        let rows = fields["standards"].as_array().unwrap();
        assert_eq!(rows.len(), 2);
        for (row, owner, domain) in [(0, "OASIS", "Cloud"), (1, "DMTF", "Cloud")] {
            assert_eq!(rows[row]["owner"], owner);
            assert_eq!(rows[row]["domain"], domain);
            assert_eq!(rows[row]["type"], "Profiles");
            assert_eq!(rows[row]["maintainer"], "OASIS");
        }
        assert_eq!(rows[1]["ap_id"], "saf_catalog");
        assert_eq!(contacts["partner"][0]["email"], "stavros@oasis.example");
        assert_eq!(contacts["home"][0]["role"], "CMWG chair");
        assert_eq!(fields["links"][0]["title"], "the SAF committee page");
        assert!(leftovers.contains("+1 555 0100") && leftovers.contains("balloted in March 2010"));
    }
}

#[test]
fn bold_and_plain_lines_are_headings() {
    for name in ["ogf.docx", "ogf.html"] {
        let (fields, contacts, leftovers) = imported(name);
        assert_eq!(fields["initiated"], "2005-09");
        assert_eq!(fields["subject"], "Management of grid resources");
        let dues: Vec<_> = fields["milestones"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["due"].as_str())
            .collect();
        assert_eq!(dues, [Some("2006-02"), None, Some("2007-Q1"), None]);
        assert!(leftovers.contains("Q2/Q3 2006") && leftovers.contains("no update was reported"));
        assert_eq!(contacts["partner"][0]["name"], "Grid Liaison");
        assert_eq!(contacts["partner"][0]["email"], "liaison@ogf.example");
        assert_eq!(contacts["home"][0]["role"], "Work register owner");
    }
    let (fields, contacts, leftovers) = imported("tmforum.docx");
    assert_eq!(
        (fields["version"].as_str(), fields["initiated"].as_str()),
        (Some("1.4"), Some("2011-06-30"))
    );
    assert!(
        fields["partner"]["work_area"]
            .as_str()
            .unwrap()
            .starts_with("Cloud Services Initiative, Service")
    );
    assert_eq!(fields["milestones"][0]["due"], "2012-01");
    assert_eq!(
        fields["standards"][0]["ip_policy"],
        serde_json::json!(["DMTF", "TM Forum"])
    );
    assert_eq!(fields["standards"][0]["maintainer"], "DMTF");
    assert_eq!(contacts["partner"][0]["name"], "Ken Keen");
    assert!(leftovers.contains("The Cloud Services Initiative is the focal point."));
}

#[test]
fn a_table_of_milestones_without_a_head_and_the_governing_body_are_placed() {
    let (fields, _, leftovers) = imported("oasis.md");
    assert_eq!(
        fields["partner"]["governing_body"],
        serde_json::json!({ "name": "OASIS Board of Directors", "kind": "board" })
    );
    assert_eq!(fields["partner"]["group"], "CGM Open WebCGM TC");
    assert_eq!(fields["purpose"], "standards");
    let standard = &fields["standards"][0];
    assert_eq!(standard["ip_policy"], serde_json::json!(["OASIS", "W3C"]));
    assert_eq!(standard["domain"], "Graphics");
    let dues = |at: usize| fields["milestones"][at]["due"].as_str();
    assert_eq!(
        (dues(0), dues(1), dues(2)),
        (Some("2006-03"), None, Some("2007-01"))
    );
    assert_eq!(fields["milestones"][1]["committees"][0], "tag");
    assert!(leftovers.contains("2–6 October 2006"), "{leftovers}");
    assert!(leftovers.contains("15 Deceber 2005"), "{leftovers}");

    let rows = [
        (
            "| First draft | March 2011 |\n|---|---|\n| Interop | 12–14 May 2011 |\n| Final | 2012 |",
            3,
        ),
        (
            "|||||\n|-|-|-|-|\n| 1. | Draft | Technical Architecture Group | Q4 2011 |",
            1,
        ),
        (
            "||||\n|-|-|-|\n| 3rd of May 2010 | tag | Kick-off |\n| 2010\u{2011}06 | tag | Draft |",
            2,
        ),
        ("| Draft | Eve | March 2011 |\n|-|-|-|", 0),
        ("| Draft | Graphics Committee | March 2011 |\n|-|-|-|", 1),
        ("| Draft | March 2011 | June 2011 |\n|-|-|-|", 0),
        ("| Ergebnis | Zeitpunkt |\n|-|-|\n| Draft | March 2011 |", 0),
    ];
    for (table, count) in rows {
        let text = format!("# OASIS / W3C Agreement\n\n## Milestones\n\n{table}\n");
        let document = read("a.md", text.as_bytes()).unwrap();
        let (fields, _, leftovers) = recognized(&document, &roster("w3c"), "oasis");
        let found = fields["milestones"].as_array().map_or(0, Vec::len);
        assert_eq!(found, count, "{table}\n{leftovers}");
    }
}

#[test]
fn the_governing_body_is_recognized_in_headings_and_labels() {
    let board = serde_json::json!({ "name": "OASIS Board", "kind": "board" });
    let group = serde_json::json!({ "name": "Steering Group", "kind": "council" });
    let unknown = serde_json::json!({ "name": "Consortium of Members" });
    for (text, body) in [
        ("Governing body: OASIS Board", Some(&board)),
        ("OASIS governing body: OASIS Board (board)", Some(&board)),
        (
            "## 2. Governing Body of the Partner\n\nSteering Group (council)",
            Some(&group),
        ),
        (
            "**Partner's governing body**\n\nConsortium of Members",
            Some(&unknown),
        ),
        (
            "| Governing body | OASIS Board |\n|-|-|\n| Subject | Graphics |",
            Some(&board),
        ),
        (
            "## Governing body\n\nThe Board of Directors governs OASIS.",
            None,
        ),
        ("## W3C governing body\n\nAdvisory Board", None),
        ("## Scope\n\nThe governing body approves changes", None),
    ] {
        let text = format!("# OASIS / W3C Agreement\n\n{text}\n");
        let document = read("a.md", text.as_bytes()).unwrap();
        let (fields, _, leftovers) = recognized(&document, &roster("w3c"), "oasis");
        assert_eq!(
            fields["partner"].get("governing_body"),
            body,
            "{text}\n{leftovers}"
        );
    }
}

#[test]
fn a_list_of_deliverables_gives_no_title() {
    let text = "# OASIS / W3C Agreement\n\n## 3 Deliverables and Timeline\n\n**Deliverable**\n\nJoint paper, Q1 2012\n\n\
                Survey by 31 Dec 2012\n";
    let document = read("a.md", text.as_bytes()).unwrap();
    let (fields, _, leftovers) = recognized(&document, &roster("w3c"), "oasis");
    assert_eq!(fields["title"], "OASIS / W3C Agreement", "{leftovers}");
    assert_eq!(fields["milestones"][1]["due"], "2012-12-31");
}

#[test]
fn pages_of_google_docs_have_headings_links_and_comments() {
    let page = "<html><head><style>ol{margin:0}.c1{font-weight:700}.c2{font-weight:400}</style>\
        <script>if (a<b) { go() }</script></head><body>\
        <p><span class=\"c2\">OASIS / W3C </span><span>Agreement</span></p>\
        <p><span class=\"c1\">2. Just</span><span class=\"c1\">ification</span></p>\
        <p><span>Both organiz</span><span>ations want it.</span><sup><a href=\"#cmnt1\" id=\"cmnt_ref1\">[a]</a></sup></p>\
        <p><span class=\"c1\">Escrow</span></p><p><span>See </span><span><a \
        href=\"https://www.google.com/url?q=https://oasis.example/a%3Fb&amp;sa=D&amp;ust=1\">the page</a></span></p>\
        <div><p><a href=\"#cmnt_ref1\" id=\"cmnt1\">[a]</a><span>Really?</span></p><p>Yes.</p></div></body></html>";
    let document = read("a.html", page.as_bytes()).unwrap();
    let (fields, _, leftovers) = recognized(&document, &roster("w3c"), "oasis");
    assert_eq!(fields["title"], "OASIS / W3C Agreement");
    assert_eq!(fields["justification"], "Both organizations want it.");
    assert_eq!(fields["links"][0]["href"], "https://oasis.example/a?b");
    assert!(leftovers.contains("below \"Escrow\""), "{leftovers}");
    for comment in ["a comment\n\n> Really?", "a comment\n\n> Yes."] {
        assert!(leftovers.contains(comment), "{leftovers}");
    }
}

#[test]
fn agreements_and_letters_of_others_are_placed() {
    let (fields, contacts, leftovers) = imported("oma.html");
    assert_eq!(fields["initiated"], "2004-04-22");
    assert!(
        fields["justification"]
            .as_str()
            .unwrap()
            .starts_with("Both parties")
    );
    assert!(
        fields["scope"]
            .as_str()
            .unwrap()
            .contains("**Term and termination**")
    );
    assert_eq!(contacts["partner"][0]["email"], "rep@oma.example");
    assert!(leftovers.contains("marked as confidential") && !leftovers.contains("not words"));
    let (fields, _, _) = imported("ogc.md");
    assert_eq!(fields["partner"]["group"], "Geosemantics DWG");
    assert_eq!(fields["milestones"][0]["due"], "2022-Q4");
    assert_eq!(fields["milestones"][1]["working_groups"][0], "sdw-wg");
    let (fields, _, leftovers) = imported("etsi.md");
    assert_eq!(fields["purpose"], "complementary");
    assert_eq!(fields["milestones"][0]["due"], "2025");
    assert!(leftovers.contains("a colleague"));
    let (fields, _, leftovers) = imported("opcf.md");
    assert_eq!(fields["standards"][0]["ap_id"], "OPC 10000-?");
    assert_eq!(fields["milestones"].as_array().unwrap().len(), 2);
    assert!(
        fields.get("initiated").is_none() && leftovers.contains("01/02/2022"),
        "{leftovers}"
    );
}

#[test]
fn the_partner_is_the_organization_that_the_document_names() {
    for (name, partner) in [
        ("oasis-saf.docx", "oasis"),
        ("ogf.docx", "ogf"),
        ("tmforum.html", "tmforum"),
    ] {
        let document = read(name, &fs::read(folder().join(name)).unwrap()).unwrap();
        let roster = roster("dmtf");
        let found: Vec<_> = partners_in(&document, &roster)
            .iter()
            .map(|it| it.id.to_string())
            .collect();
        assert_eq!(found, [partner], "{name}");
    }
}

/// A block of Markdown: a known or unknown heading, or words.
fn block() -> impl Strategy<Value = String> {
    let word = "[a-z]{1,8}[.:;)(]?";
    let sentence = proptest::collection::vec(word, 1..8).prop_map(|words| words.join(" "));
    prop_oneof![
        proptest::sample::select(vec![
            "# Scope", "## Milestones", "## Contacts", "### Benefits", "## OASIS work area", "Version: 2", "## Table 1",
            "## References", "# Change history", "**Organizations**", "Subject: x", "## Terms of feedback",
        ])
        .prop_map(str::to_string),
        sentence.clone().prop_map(|words| format!("## {words}")),
        sentence.clone(),
        sentence.clone().prop_map(|words| format!("**{words}**")),
        sentence.clone().prop_map(|words| format!("- {words}\n  - OASIS {words} May 2011, 2012-01")),
        sentence.clone().prop_map(|words| format!("OASIS: {words}, a@b.example")),
        (sentence.clone(), sentence.clone()).prop_map(|(one, other)| format!(
            "| Name | E-mail | {one} |\n|---|---|---|\n| {other} | x@y.example | {one} |\n| OASIS | | {other} |"
        )),
        (sentence.clone(), sentence).prop_map(|(one, other)| format!(
            "| Deliverable | Date | Committee |\n|---|---|---|\n| {other} | 2011 or so | {one} |\n| | {one} | |"
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_word_of_any_document_is_lost(blocks in proptest::collection::vec(block(), 1..12)) {
        let text = blocks.join("\n\n");
        let document = read("a.md", text.as_bytes()).unwrap();
        let found = recognized(&document, &roster("dmtf"), "oasis");
        let kept = kept(&found);
        for block in &document.blocks {
            for text in block.texts() {
                for word in words(&text.plain).split_whitespace() {
                    prop_assert!(kept.contains(&format!(" {word} ")), "{word} of {text:?}");
                }
            }
        }
    }

    #[test]
    fn no_bytes_break_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "a\\.(md|html|docx|doc)") {
        let _ = read(&name, &bytes);
        let zipped: Vec<u8> = b"PK\x03\x04".iter().copied().chain(bytes).collect();
        let _ = read("a.docx", &zipped);
    }
}

/// A zip archive with these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Word accepts what `docx-rs` does not: such a file loses its headings and tables, and no word.
#[test]
fn what_one_reader_cannot_read_is_read_as_paragraphs() {
    let bytes = fs::read(folder().join("oasis-saf.docx")).unwrap();
    let paragraphs = paragraphs_of_word(&bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.push((file.name().to_string(), content));
    }
    for (old, new) in [
        ("w:tcW w:w=\"", "w:tcW w:w=\"auto"),
        (
            "<w:r>",
            "<w:bookmarkStart w:id=\"1\"/><w:bookmarkEnd w:id=\"1\"/><w:r>",
        ),
        ("w:numId w:val=\"", "w:numId w:val=\"x"),
        ("w:pStyle w:val=\"Heading", "w:outlineLvl w:val=\"4"),
        ("w:gridSpan w:val=\"", "w:gridSpan w:val=\"9999999"),
        ("<w:t>", "<w:t xml:space=\"preserve\">"),
        ("<w:r>", "<w:smartTag><w:r>"),
    ] {
        let changed = |(name, content): &(String, Vec<u8>)| {
            let text = String::from_utf8_lossy(content).into_owned();
            let text = match name == "word/document.xml" {
                true => text.replace(old, new),
                false => text,
            };
            let text = match new.contains("smartTag") && name == "word/document.xml" {
                true => text.replace("</w:r>", "</w:r></w:smartTag>"),
                false => text,
            };
            (name.clone(), text.into_bytes())
        };
        let parts: Vec<(String, Vec<u8>)> = parts.iter().map(changed).collect();
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_slice()))
            .collect();
        let document = read("a.docx", &zipped(&parts)).unwrap_or_else(|why| panic!("{new}: {why}"));
        let kept = kept(&recognized(&document, &roster("dmtf"), "oasis"));
        for sentence in sentences(&paragraphs) {
            assert!(kept.contains(&sentence), "{new}: {sentence}");
        }
    }
}

#[test]
fn wrong_files_are_refused_and_nothing_is_written() {
    let mut world = World::new();
    let bomb = vec![b'a'; 101 << 20];
    let wide: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &wide].concat();
    let deep = format!("<w:document>{}", "<w:p>".repeat(5000));
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.docx", Vec::new(), "it is empty"),
        ("scan.pdf", b"%PDF-1.4".to_vec(), "it is a PDF file"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0".to_vec(),
            "Save As, Word Document (*.docx)",
        ),
        ("secret.docx", encrypted, "encrypted with a password"),
        ("letter.docx", b"Dear all".to_vec(), "it is not a Word file"),
        (
            "bomb.docx",
            zipped(&[("word/document.xml", &bomb)]),
            "more than 100 MiB",
        ),
        (
            "deep.docx",
            zipped(&[("word/document.xml", deep.as_bytes())]),
            "nested too deeply",
        ),
        (
            "cut.docx",
            zipped(&[("word/document.xml", b"<w:document><w:body>")]),
            "is damaged",
        ),
        (
            "other.docx",
            zipped(&[("content.xml", b"<a/>")]),
            "without a document in it",
        ),
        (
            "text.odt",
            zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
            "OpenDocument",
        ),
        ("notes.txt", b"Scope".to_vec(), "rename it to .md"),
        ("register.yaml", b"title: X".to_vec(), "wr new ID"),
        ("sheet.xls", b"x".to_vec(), "`.xls` files are not read"),
        (
            "long.md",
            "Words. ".repeat(200_000).into_bytes(),
            "more than 1 MiB of text",
        ),
        ("latin.md", b"Gr\xf6\xdfe".to_vec(), "saved as UTF-8"),
        ("blank.html", b"<p>&nbsp;</p>".to_vec(), "no words"),
    ];
    for (name, bytes, says) in &files {
        fs::write(world.path(name), bytes).unwrap();
        let before = world.fingerprint();
        let ran = world.run(NOW, "vera", &format!("import {name} --partner XYZ"));
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.stderr.contains(says), "{name}: {}", ran.stderr);
        assert_eq!(before, world.fingerprint(), "{name} changed something");
    }
    let missing = world.run(NOW, "vera", "import missing.docx --partner XYZ");
    assert_eq!(missing.code, 2, "{missing:?}");
    assert_eq!(
        world
            .run(NOW, "vera", "import registers --partner XYZ")
            .code,
        1
    );
}

#[test]
fn a_document_without_headings_is_listed_whole() {
    let mut world = World::new();
    world.write(
        "letter.md",
        "Dear colleagues, we propose to work with XYZ.\n\nYours, Pat.\n",
    );
    let ran = world.run(NOW, "vera", "import letter.md");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let left = world.read("letter.leftover.md");
    assert!(
        left.contains("> Dear colleagues, we propose to work with XYZ."),
        "{left}"
    );
    assert!(left.contains("> Yours, Pat."), "{left}");
    let check = world.run(NOW, "vera", "check xyz");
    assert!(!check.stdout.contains("stray-file"), "{}", check.stdout);
}

#[test]
fn deep_documents_are_read() {
    for text in [
        format!("{}words", ">".repeat(20_000)),
        format!("{}words{}", "*a ".repeat(5_000), "*".repeat(5_000)),
        format!("{}words", "- ".repeat(3_000)),
    ] {
        let document = read("a.md", text.as_bytes()).unwrap();
        let found = recognized(&document, &roster("dmtf"), "oasis");
        assert!(kept(&found).contains("words"));
    }
    let html = format!("{}words", "<table><tr><td>".repeat(5_000));
    let document = read("a.html", html.as_bytes()).unwrap();
    assert!(document.blocks.len() < 5_001);
}

#[test]
fn json_has_the_lists() {
    let mut world = World::new();
    world.write(
        "a.md",
        "# XYZ / DMTF Work Register\n\n## Scope\n\nNetworks.\n\n## Law\n\nOf Utopia.\n",
    );
    let ran = world.run(NOW, "vera", "import a.md --format json --leftover left.md");
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["imported"]["unplaced"][0]["text"], "Of Utopia.");
    assert_eq!(json["imported"]["unplaced"][0]["heading"], "Law");
    assert_eq!(json["imported"]["leftover"], "left.md");
    assert_eq!(json["acts"][0]["kind"], "propose");
}
