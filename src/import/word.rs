//! Reads Word files.

mod package;

use std::panic;

use docx_rs::{Docx, ReadDocxOptions, read_docx_with_options};
use serde_json::Value;

use self::package::{Part, PartKind};
use super::document::{Block, BlockKind, MergedCell, RowSpan, SourceDocument, Table, Text};
use super::format::ReadError;
use super::words::letters;

/// The blocks of a Word file.
///
/// # Errors
/// It is no Word file, it is encrypted, or it is too large.
pub(super) fn read(bytes: &[u8]) -> Result<SourceDocument, ReadError> {
    // The parts are read first: `docx-rs` reads them without a limit, and some of its loops end only at a closing tag.
    let parts = package::parts(bytes)?;
    let mut document = structure(bytes).unwrap_or_else(|| paragraphs(&parts));
    add_asides(&parts, &mut document);
    Ok(document)
}

/// The blocks of the body; none if `docx-rs` cannot read the file.
fn structure(bytes: &[u8]) -> Option<SourceDocument> {
    let docx = docx(bytes)?;
    // The fields that matter are private; all of them are in its JSON.
    let reader = Reader {
        styles: serde_json::to_value(&docx.styles).ok()?,
        hyperlinks: docx
            .hyperlinks
            .iter()
            .map(|(id, target, _)| (id.clone(), target.clone()))
            .collect(),
    };
    let body = serde_json::to_value(&docx.document).ok()?;
    let mut document = SourceDocument::default();
    reader.blocks(&body["children"], &mut document);
    Some(document)
}

/// What `docx-rs` reads. It panics where it does not know a value that Word accepts.
fn docx(bytes: &[u8]) -> Option<Docx> {
    let options = ReadDocxOptions::default().with_image_previews(false);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(|| read_docx_with_options(bytes, options));
    panic::set_hook(hook);
    read.ok()?.ok()
}

/// The paragraphs of the body, without headings and tables.
fn paragraphs(parts: &[Part]) -> SourceDocument {
    let body = parts.iter().filter(|part| part.kind == PartKind::Body);
    let mut document = SourceDocument {
        is_flat: true,
        ..SourceDocument::default()
    };
    for words in body.flat_map(|part| &part.paragraphs) {
        let mut text = Text::default();
        text.push(words);
        let text = text.tidy();
        if !text.is_empty() {
            let place = format!("paragraph {}", document.blocks.len() + 1);
            document
                .blocks
                .push(Block::new(place, BlockKind::Paragraph(text)));
        }
    }
    document
}

struct Reader {
    styles: Value,
    /// Ids and addresses of links.
    hyperlinks: Vec<(String, String)>,
}

impl Reader {
    fn blocks(&self, children: &Value, document: &mut SourceDocument) {
        for child in children.as_array().into_iter().flatten() {
            let data = &child["data"];
            match child["type"].as_str() {
                Some("paragraph") => self.paragraph(data, document),
                Some("table") => self.table(data, document),
                Some("tableOfContents") => {}
                _ => self.blocks(&data["children"], document),
            }
        }
    }

    fn paragraph(&self, data: &Value, document: &mut SourceDocument) {
        let text = self.text(data);
        if text.is_empty() {
            return;
        }
        let property = &data["property"];
        let style = self.style(property["style"].as_str().unwrap_or_default());
        let numbering = &property["numberingProperty"];
        let is_numbered = numbering["id"].as_u64().is_some_and(|id| id > 0);
        let is_list = ["list bullet", "list number"]
            .iter()
            .any(|name| style.starts_with(name));
        let kind = match level(&style, property) {
            Some(level) => BlockKind::Heading { level, text },
            None if is_numbered || is_list => BlockKind::Item {
                depth: numbering["level"].as_u64().unwrap_or(0).min(9) as u8,
                text,
            },
            None => BlockKind::Paragraph(text),
        };
        let place = format!("paragraph {}", document.blocks.len() + 1 - document.tables);
        document.blocks.push(Block::new(place, kind));
    }

    /// The name of a style, which is English in every edition of Word, in lower case.
    fn style(&self, id: &str) -> String {
        let styles = self.styles["styles"].as_array();
        let found = styles
            .into_iter()
            .flatten()
            .find(|style| style["styleId"] == id);
        let name = found.and_then(|style| style["name"].as_str());
        name.unwrap_or(id).to_lowercase()
    }

    fn table(&self, data: &Value, document: &mut SourceDocument) {
        let rows = data["rows"].as_array().into_iter().flatten();
        let cells = |row: &Value| {
            let cells = row["data"]["cells"].as_array().into_iter().flatten();
            cells.map(|cell| self.cell(&cell["data"])).collect()
        };
        let table = Table::of(rows.map(cells).collect());
        if table.rows.is_empty() {
            return;
        }
        document.tables += 1;
        let place = format!("table {}", document.tables);
        document
            .blocks
            .push(Block::new(place, BlockKind::Table(table)));
    }

    fn cell(&self, data: &Value) -> MergedCell {
        let mut inside = SourceDocument::default();
        self.blocks(&data["children"], &mut inside);
        let mut text = Text::default();
        for part in inside.blocks.iter().flat_map(Block::texts) {
            if !text.plain.is_empty() {
                text.push("\n");
            } else {
                text.bold = part.bold;
            }
            text.push(&part.plain);
            text.links.extend(part.links.iter().cloned());
        }
        let property = &data["property"];
        MergedCell {
            text: text.tidy(),
            columns: property["gridSpan"].as_u64().unwrap_or(1) as usize,
            rows: match property["verticalMerge"].as_str() {
                Some("continue") => RowSpan::Continued,
                Some(_) | None => RowSpan::One,
            },
        }
    }

    fn text(&self, data: &Value) -> Text {
        let mut text = Text::default();
        let is_bold = data["property"]["runProperty"]["bold"] == true;
        self.runs(&data["children"], is_bold, &mut text);
        text.tidy()
    }

    fn runs(&self, children: &Value, is_bold: bool, text: &mut Text) {
        for child in children.as_array().into_iter().flatten() {
            let data = &child["data"];
            match child["type"].as_str() {
                Some("text") => {
                    let is_lead = text.plain.trim().is_empty() || text.bold == text.plain.len();
                    text.push(data["text"].as_str().unwrap_or_default());
                    if is_lead && is_bold {
                        text.bold = text.plain.len();
                    }
                }
                Some("tab" | "ptab") => text.push(" "),
                Some("break" | "carriageReturn") => text.push("\n"),
                // Tracked changes are read as if they were accepted.
                Some("delete" | "moveFrom") => {}
                Some("hyperlink") => {
                    let start = text.plain.len();
                    self.runs(&data["children"], is_bold, text);
                    let title = text.plain.get(start..).unwrap_or_default().to_string();
                    let target = self
                        .hyperlinks
                        .iter()
                        .find(|(id, _)| data["rid"] == id.as_str());
                    text.links
                        .extend(target.map(|(_, target)| (title, target.clone())));
                }
                Some("run") => {
                    let is_bold = data["runProperty"]["bold"] == true;
                    self.runs(&data["children"], is_bold, text);
                }
                _ => self.runs(&data["children"], is_bold, text),
            }
        }
    }
}

/// The level of a heading, from its style or its place in the outline.
fn level(style: &str, property: &Value) -> Option<u8> {
    if style == "title" {
        return Some(1);
    }
    let of_style = style
        .strip_prefix("heading")
        .and_then(|number| number.trim().parse().ok());
    let outline = property["outlineLvl"]["v"]
        .as_u64()
        .or(property["outlineLvl"].as_u64());
    let of_outline = outline
        .filter(|level| *level < 9)
        .map(|level| level as u8 + 1);
    of_style.or(of_outline)
}

/// Adds what is beside the body, and what the reader of the body left out, such as text boxes.
fn add_asides(parts: &[Part], document: &mut SourceDocument) {
    let body: String = document
        .blocks
        .iter()
        .flat_map(Block::texts)
        .map(|text| letters(&text.plain))
        .collect();
    for part in parts {
        let (kind, is_body) = match part.kind {
            PartKind::Body => ("text box or field", true),
            PartKind::Aside(kind) => (kind, false),
            PartKind::Other => continue,
        };
        for (at, words) in part.paragraphs.iter().enumerate() {
            let mut text = Text::default();
            text.push(words);
            let text = text.tidy();
            if text.is_empty() || is_body && body.contains(&letters(&text.plain)) {
                continue;
            }
            let place = format!("{kind} {}", at + 1);
            document
                .blocks
                .push(Block::new(place, BlockKind::Aside(kind, text)));
        }
    }
}
