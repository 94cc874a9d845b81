//! The parts of a Word file beside its text: properties, settings, header and footer, and how they hang together.

use super::runs::link_id;
use super::xml::{R, W, Xml};
use crate::render::direction::is_right_to_left;
use crate::render::document::model::Document;
use crate::render::document::paper::Paper;

/// The margin on each side, in twentieths of a point.
pub(super) const MARGIN: u32 = 1080;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn content_types() -> Vec<u8> {
    let namespace = format!("{PACKAGE}/content-types");
    let mut xml = Xml::part("Types", &[("xmlns", &namespace)]);
    let defaults = [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
    ];
    for (extension, kind) in defaults {
        xml.empty(
            "Default",
            &[("Extension", extension), ("ContentType", kind)],
        );
    }
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ];
    for (name, kind) in parts {
        let (path, kind) = (format!("/word/{name}.xml"), format!("{MAIN}.{kind}+xml"));
        xml.empty("Override", &[("PartName", &path), ("ContentType", &kind)]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty(
        "Override",
        &[("PartName", "/docProps/core.xml"), ("ContentType", core)],
    );
    xml.end("Types")
}

pub(super) fn relations() -> Vec<u8> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    let document = format!("{R}/officeDocument");
    let mut xml = relationships();
    for (id, kind, target) in [
        ("rId1", &document, "word/document.xml"),
        ("rId2", &core, "docProps/core.xml"),
    ] {
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    xml.end("Relationships")
}

/// The relationships of the text: its other parts, and the addresses of its links.
pub(super) fn of_document(links: &[String]) -> Vec<u8> {
    let mut xml = relationships();
    for name in ["styles", "numbering", "settings", "header", "footer"] {
        let kind = format!("{R}/{name}");
        let number = if matches!(name, "header" | "footer") {
            "1"
        } else {
            ""
        };
        let target = format!("{name}{number}.xml");
        xml.empty(
            "Relationship",
            &[("Id", name), ("Type", &kind), ("Target", &target)],
        );
    }
    let kind = format!("{R}/hyperlink");
    for (at, address) in links.iter().enumerate() {
        let id = link_id(at);
        xml.empty(
            "Relationship",
            &[
                ("Id", &id),
                ("Type", &kind),
                ("Target", address),
                ("TargetMode", "External"),
            ],
        );
    }
    xml.end("Relationships")
}

fn relationships() -> Xml {
    let namespace = format!("{PACKAGE}/relationships");
    Xml::part("Relationships", &[("xmlns", &namespace)])
}

pub(super) fn core(document: &Document, title: &str, language: &str) -> Vec<u8> {
    let namespace = format!("{PACKAGE}/metadata/core-properties");
    let mut xml = Xml::part(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &namespace),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.text("dc:title", &[], title);
    xml.text("dc:subject", &[], document.kind);
    xml.text("dc:creator", &[], &document.organization);
    xml.text("dc:language", &[], language);
    if let Some(mark) = &document.mark {
        xml.text("cp:contentStatus", &[], mark);
    }
    let at = moment(document);
    for tag in ["dcterms:created", "dcterms:modified"] {
        xml.text(tag, &[("xsi:type", "dcterms:W3CDTF")], &at);
    }
    xml.end("cp:coreProperties")
}

/// The beginning of the day of the document.
pub(super) fn moment(document: &Document) -> String {
    format!("{}T00:00:00Z", document.on)
}

pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::part("w:settings", &[("xmlns:w", W)]);
    xml.value("w:defaultTabStop", "720");
    xml.nest("w:compat", &[], |xml| {
        xml.empty(
            "w:compatSetting",
            &[
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ],
        );
    });
    xml.end("w:settings")
}

pub(super) fn header(document: &Document, paper: Paper) -> Vec<u8> {
    let mut xml = Xml::part("w:hdr", &[("xmlns:w", W)]);
    line(&mut xml, "Header", paper, |xml| {
        run(
            xml,
            &format!("{}  |  {}", document.organization, document.kind),
        );
        if let Some(mark) = &document.mark {
            tab(xml);
            xml.nest("w:r", &[], |xml| {
                xml.nest("w:rPr", &[], |xml| xml.value("w:rStyle", "Mark"));
                xml.text("w:t", &[("xml:space", "preserve")], mark);
            });
        }
    });
    xml.end("w:hdr")
}

pub(super) fn footer(document: &Document, paper: Paper) -> Vec<u8> {
    let mut xml = Xml::part("w:ftr", &[("xmlns:w", W)]);
    let mut lines = document.footer.iter();
    let first = lines.next().cloned().unwrap_or_default();
    line(&mut xml, "Footer", paper, |xml| {
        run(xml, &format!("{first} | {}", document.on));
        tab(xml);
        run(xml, "Page ");
        field(xml, "PAGE");
        run(xml, " of ");
        field(xml, "NUMPAGES");
    });
    for rest in lines {
        line(&mut xml, "Footer", paper, |xml| run(xml, rest));
    }
    xml.end("w:ftr")
}

/// A paragraph with a tab at the right margin.
fn line(xml: &mut Xml, style: &str, paper: Paper, within: impl FnOnce(&mut Xml)) {
    let right = (paper.twips().0 - 2 * MARGIN).to_string();
    xml.nest("w:p", &[], |xml| {
        xml.nest("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style);
            xml.nest("w:tabs", &[], |xml| {
                xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &right)]);
            });
        });
        within(xml);
    });
}

fn run(xml: &mut Xml, text: &str) {
    xml.nest("w:r", &[], |xml| {
        if is_right_to_left(text) {
            xml.nest("w:rPr", &[], |xml| xml.empty("w:rtl", &[]));
        }
        xml.text("w:t", &[("xml:space", "preserve")], text);
    });
}

fn tab(xml: &mut Xml) {
    xml.nest("w:r", &[], |xml| xml.empty("w:tab", &[]));
}

/// A number that Word computes.
fn field(xml: &mut Xml, name: &str) {
    xml.nest("w:fldSimple", &[("w:instr", name)], |xml| run(xml, "1"));
}
