//! Writes the paragraphs of a Word file.

use super::lists::{Lists, indent};
use super::runs::Runs;
use super::xml::{R, W, Xml};
use crate::render::direction::is_right_to_left;
use crate::render::document::model::{Inline, Level, Paragraph, Role, common_change, letters};

/// Writes the main part.
pub(super) struct Writer {
    pub(super) xml: Xml,
    pub(super) runs: Runs,
    /// The width between the margins, in twentieths of a point.
    pub(super) width: u32,
    pub(super) lists: Lists,
}

impl Writer {
    pub(super) fn new(runs: Runs, width: u32) -> Writer {
        Writer {
            xml: Xml::part("w:document", &[("xmlns:w", W), ("xmlns:r", R)]),
            runs,
            width,
            lists: Lists::default(),
        }
    }

    pub(super) fn prose(&mut self, paragraph: &Paragraph, level: Level) {
        let Role::Item { depth, marker } = paragraph.role else {
            self.lists.end();
            let style = match (paragraph.role, level) {
                (Role::Heading, Level::Section) => "Heading2",
                (Role::Heading, Level::Subsection | Level::Detail) => "Heading3",
                (Role::Quote, _) => "Quote",
                (Role::Code, _) => "CodeBlock",
                (Role::Body | Role::Item { .. }, _) => "BodyText",
            };
            return self.styled(style, &paragraph.text);
        };
        let list = self.lists.item(depth, marker);
        let level = depth.saturating_sub(1);
        let place = match list {
            Some(list) => Place::Item { list, level },
            None => Place::Within { level },
        };
        self.paragraph("ListParagraph", &paragraph.text, &place);
    }

    /// A paragraph in a style.
    pub(super) fn styled(&mut self, style: &str, text: &Inline) {
        self.paragraph(style, text, &Place::Outside);
    }

    /// Word expects the properties in the order of its schema.
    fn paragraph(&mut self, style: &str, text: &Inline, place: &Place) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.value("w:pStyle", style);
        if let Place::Item { list, level } = place {
            self.xml.nest("w:numPr", &[], |xml| {
                xml.value("w:ilvl", &level.to_string());
                xml.value("w:numId", list);
            });
        }
        if is_right_to_left(&letters(text)) {
            self.xml.empty("w:bidi", &[]);
        }
        if let Place::Within { level } = place {
            self.xml.empty("w:ind", &[("w:left", &indent(*level))]);
        }
        self.xml.open("w:rPr", &[]);
        self.runs.mark(&mut self.xml, common_change(text));
        self.xml.close("w:rPr");
        self.xml.close("w:pPr");
        self.runs.inline(&mut self.xml, text);
        self.xml.close("w:p");
    }
}

/// Where a paragraph is in a list.
enum Place {
    Outside,
    /// It begins an item.
    Item {
        list: String,
        level: usize,
    },
    /// It continues an item.
    Within {
        level: usize,
    },
}
