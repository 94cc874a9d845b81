//! The styles of a Word file. People change a style once, and the document follows.

use super::xml::{W, Xml};

const INK: &str = "16202C";
const SOFT: &str = "4D5A68";
const ACCENT: &str = "1F3F6B";
const ALARM: &str = "A3121F";
const LINE: &str = "B4BEC9";

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// In half points.
    size: u32,
    color: &'static str,
    /// Space before and after, in twentieths of a point.
    space: (u32, u32),
    weight: Weight,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Normal,
    Bold,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Stays with the next paragraph; the number is its level in the outline, from 0.
    Heading(u32),
    /// Stays with the next paragraph.
    Lead,
    /// Has a line above it.
    Line,
    Indented,
    Mono,
}

const fn style(
    id: &'static str,
    name: &'static str,
    size: u32,
    color: &'static str,
    space: (u32, u32),
    weight: Weight,
    kind: Kind,
) -> Style {
    Style {
        id,
        name,
        size,
        color,
        space,
        weight,
        kind,
    }
}

use Kind::{Heading, Indented, Lead, Line, Mono, Text};
use Weight::{Bold, Normal};

#[rustfmt::skip]
const STYLES: &[Style] = &[
    style("BodyText", "Body Text", 21, INK, (0, 120), Normal, Text),
    style("Kind", "Document Kind", 18, SOFT, (0, 60), Normal, Lead),
    style("Title", "Title", 42, ACCENT, (0, 40), Bold, Lead),
    style("Subtitle", "Subtitle", 21, SOFT, (0, 160), Normal, Text),
    style("MarkLine", "Mark of the Document", 26, ALARM, (0, 120), Bold, Text),
    style("Notice", "Notice", 20, ALARM, (0, 120), Normal, Indented),
    style("Heading1", "heading 1", 26, ACCENT, (320, 100), Bold, Heading(0)),
    style("Heading2", "heading 2", 22, ACCENT, (220, 60), Bold, Heading(1)),
    style("Heading3", "heading 3", 21, INK, (180, 60), Bold, Heading(2)),
    style("Quote", "Quote", 21, SOFT, (0, 120), Normal, Indented),
    style("CodeBlock", "Code Block", 18, INK, (0, 120), Normal, Mono),
    style("ListParagraph", "List Paragraph", 21, INK, (0, 60), Normal, Text),
    style("Caption", "caption", 18, INK, (60, 60), Bold, Lead),
    style("TableText", "Table Text", 18, INK, (30, 30), Normal, Text),
    style("TableSmall", "Table Text Small", 15, INK, (20, 20), Normal, Text),
    style("TableKey", "Table Row Heading", 18, INK, (30, 30), Bold, Text),
    style("TableSmallKey", "Table Row Heading Small", 15, INK, (20, 20), Bold, Text),
    style("TableHead", "Table Heading", 16, ACCENT, (30, 30), Bold, Lead),
    style("Label", "Label", 18, SOFT, (30, 30), Normal, Lead),
    style("Signatory", "Signatory", 21, ACCENT, (60, 0), Bold, Lead),
    style("SignatureLine", "Signature Line", 17, SOFT, (440, 0), Normal, Line),
    style("Closing", "Closing", 16, SOFT, (240, 0), Normal, Text),
    style("Gap", "Gap after Table", 8, INK, (0, 0), Normal, Text),
    style("Header", "header", 15, SOFT, (0, 0), Normal, Text),
    style("Footer", "footer", 15, SOFT, (0, 0), Normal, Text),
];

pub(super) fn part(language: &str) -> Vec<u8> {
    let mut xml = Xml::part("w:styles", &[("xmlns:w", W)]);
    defaults(&mut xml, language);
    xml.nest(
        "w:style",
        &[
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "Normal"),
        ],
        |xml| xml.value("w:name", "Normal"),
    );
    for style in STYLES {
        paragraph(&mut xml, style);
    }
    characters(&mut xml);
    for (id, borders) in [
        ("Grid", GRID),
        ("Facts", &["insideH", "bottom"]),
        ("Plain", &[]),
    ] {
        table(&mut xml, id, borders);
    }
    xml.end("w:styles")
}

const GRID: &[&str] = &["top", "left", "bottom", "right", "insideH", "insideV"];

fn defaults(xml: &mut Xml, language: &str) {
    xml.nest("w:docDefaults", &[], |xml| {
        xml.nest("w:rPrDefault", &[], |xml| {
            xml.nest("w:rPr", &[], |xml| {
                fonts(xml, "Arial");
                size(xml, 21);
                // The second one is of scripts from right to left.
                xml.empty("w:lang", &[("w:val", language), ("w:bidi", language)]);
            });
        });
        xml.nest("w:pPrDefault", &[], |xml| {
            xml.nest("w:pPr", &[], |xml| {
                xml.empty("w:spacing", &[("w:line", "259"), ("w:lineRule", "auto")]);
            });
        });
    });
}

fn paragraph(xml: &mut Xml, style: &Style) {
    let attributes = [("w:type", "paragraph"), ("w:styleId", style.id)];
    xml.nest("w:style", &attributes, |xml| {
        xml.value("w:name", style.name);
        xml.value("w:basedOn", "Normal");
        if matches!(style.kind, Heading(_)) {
            xml.value("w:next", "BodyText");
        }
        xml.empty("w:qFormat", &[]);
        xml.nest("w:pPr", &[], |xml| properties(xml, style));
        xml.nest("w:rPr", &[], |xml| {
            if style.kind == Mono {
                fonts(xml, "Courier New");
            }
            if style.weight == Bold {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            xml.value("w:color", style.color);
            size(xml, style.size);
        });
    });
}

fn properties(xml: &mut Xml, style: &Style) {
    if matches!(style.kind, Heading(_) | Lead | Line) {
        xml.empty("w:keepNext", &[]);
    }
    let border = match (style.id, style.kind) {
        ("Heading1", _) => Some(("w:bottom", LINE)),
        (_, Line) => Some(("w:top", INK)),
        ("Notice", _) => Some(("w:left", ALARM)),
        (_, _) => None,
    };
    if let Some((side, color)) = border {
        let size = if style.id == "Notice" { "24" } else { "6" };
        xml.nest("w:pBdr", &[], |xml| {
            xml.empty(
                side,
                &[
                    ("w:val", "single"),
                    ("w:sz", size),
                    ("w:space", "4"),
                    ("w:color", color),
                ],
            );
        });
    }
    let (before, after) = (style.space.0.to_string(), style.space.1.to_string());
    xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
    if style.kind == Indented {
        xml.empty("w:ind", &[("w:left", "200")]);
    }
    if let Heading(level) = style.kind {
        xml.value("w:outlineLvl", &level.to_string());
    }
}

fn characters(xml: &mut Xml) {
    let mut style = |id: &str, name: &str, within: &dyn Fn(&mut Xml)| {
        xml.nest(
            "w:style",
            &[("w:type", "character"), ("w:styleId", id)],
            |xml| {
                xml.value("w:name", name);
                xml.nest("w:rPr", &[], within);
            },
        );
    };
    style("Code", "Code", &|xml| {
        fonts(xml, "Courier New");
        size(xml, 18);
    });
    style("Hyperlink", "Hyperlink", &|xml| {
        xml.value("w:color", ACCENT);
        xml.value("w:u", "single");
    });
    style("Mark", "Mark", &|xml| {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
        xml.value("w:color", ALARM);
        size(xml, 18);
    });
}

fn table(xml: &mut Xml, id: &str, borders: &[&str]) {
    xml.nest(
        "w:style",
        &[("w:type", "table"), ("w:styleId", id)],
        |xml| {
            xml.value("w:name", &format!("Register {id}"));
            xml.nest("w:tblPr", &[], |xml| {
                xml.nest("w:tblBorders", &[], |xml| {
                    for side in borders {
                        let attributes = [
                            ("w:val", "single"),
                            ("w:sz", "4"),
                            ("w:space", "0"),
                            ("w:color", LINE),
                        ];
                        xml.empty(&format!("w:{side}"), &attributes);
                    }
                });
                xml.nest("w:tblCellMar", &[], |xml| {
                    for side in ["left", "right"] {
                        xml.empty(&format!("w:{side}"), &[("w:w", "80"), ("w:type", "dxa")]);
                    }
                });
            });
        },
    );
}

fn fonts(xml: &mut Xml, name: &str) {
    xml.empty(
        "w:rFonts",
        &[("w:ascii", name), ("w:hAnsi", name), ("w:cs", name)],
    );
}

/// In half points, for all scripts.
fn size(xml: &mut Xml, half_points: u32) {
    let size = half_points.to_string();
    xml.value("w:sz", &size);
    xml.value("w:szCs", &size);
}
