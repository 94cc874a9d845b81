//! The text of a Word file.

use super::lists::Lists;
use super::parts::{MARGIN, moment};
use super::runs::Runs;
use super::tables;
use super::writer::Writer;
use super::xml::Xml;
use crate::render::document::model::{Block, Document, Level, Section, plain};
use crate::render::document::paper::Paper;

/// The main part, and what other parts need to know of it.
pub(super) struct Body {
    pub(super) xml: Vec<u8>,
    pub(super) links: Vec<String>,
    pub(super) lists: Lists,
}

impl Body {
    pub(super) fn write(document: &Document, paper: Paper) -> Body {
        let (width, height) = paper.twips();
        let runs = Runs::new(document.organization.clone(), moment(document));
        let mut writer = Writer::new(runs, width - 2 * MARGIN);
        writer.xml.open("w:body", &[]);
        title(&mut writer, document);
        for section in &document.sections {
            self::section(&mut writer, section);
        }
        for text in &document.closing {
            writer.styled("Closing", &plain(text));
        }
        page(&mut writer.xml, width, height);
        writer.xml.close("w:body");
        Body {
            xml: writer.xml.end("w:document"),
            links: writer.runs.links,
            lists: writer.lists,
        }
    }
}

fn title(writer: &mut Writer, document: &Document) {
    writer.styled("Kind", &plain(document.kind));
    writer.styled("Title", &document.title);
    writer.styled("Subtitle", &plain(&document.organization));
    if let Some(mark) = &document.mark {
        writer.styled("MarkLine", &plain(mark));
    }
    for notice in &document.notices {
        writer.styled("Notice", &plain(notice));
    }
    tables::facts(writer, &document.facts);
}

fn section(writer: &mut Writer, section: &Section) {
    let style = match section.level {
        Level::Section => "Heading1",
        Level::Subsection => "Heading2",
        Level::Detail => "Heading3",
    };
    writer.styled(style, &section.title);
    writer.lists.end();
    for block in &section.blocks {
        match block {
            Block::Paragraph(paragraph) => writer.prose(paragraph, section.level),
            Block::Table(table) => tables::table(writer, table),
            Block::Signatures(signatories) => tables::signatures(writer, signatories),
        }
    }
}

/// The paper, the margins, and the header and footer of each page.
fn page(xml: &mut Xml, width: u32, height: u32) {
    let (width, height, margin) = (width.to_string(), height.to_string(), MARGIN.to_string());
    xml.nest("w:sectPr", &[], |xml| {
        for tag in ["header", "footer"] {
            let element = format!("w:{tag}Reference");
            xml.empty(&element, &[("w:type", "default"), ("r:id", tag)]);
        }
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "1300"),
                ("w:right", &margin),
                ("w:bottom", "1300"),
                ("w:left", &margin),
                ("w:header", "620"),
                ("w:footer", "560"),
                ("w:gutter", "0"),
            ],
        );
    });
}
