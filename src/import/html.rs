//! Reads HTML, also what a word processor saves as a web page.

use super::document::{Block, BlockKind, MergedCell, RowSpan, SourceDocument, Table, Text};
use crate::text::html::{HtmlTag, HtmlToken, NEVER_SHOWN, properties, tokens};

/// Elements that end a paragraph and begin another one.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "blockquote",
    "pre",
    "center",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "hr",
    "dl",
    "dt",
    "dd",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "body",
    "html",
    "title",
    "head",
    "details",
    "summary",
];

/// The blocks of a page.
pub(super) fn read(html: &str) -> SourceDocument {
    let mut page = Page::default();
    for token in tokens(html) {
        match token {
            HtmlToken::Start(tag) => page.start(&tag),
            HtmlToken::End(name) => page.end(&name),
            HtmlToken::Text(text) => page.text(&text),
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    /// The text of the block that is open.
    text: Text,
    kind: Open,
    /// The element whose content is hidden.
    hidden: Option<String>,
    lists: u8,
    bold: u8,
    is_preformatted: bool,
    /// Comments follow the text, each in an element of its own.
    is_in_comment: bool,
    /// The spans that are open, and whether their style is bold.
    spans: Vec<bool>,
    /// The classes that a style sheet makes bold.
    bold_classes: Vec<String>,
    link: Option<(usize, String)>,
    tables: usize,
    /// The tables that are open, the innermost last.
    open: Vec<OpenTable>,
}

/// What the open text becomes.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Open {
    #[default]
    Paragraph,
    Heading(u8),
    Item,
    /// The title of the window.
    Title,
}

/// The classes of rules such as `.c1{font-weight:700}`.
fn bold_classes(sheet: &str) -> impl Iterator<Item = String> {
    let rules = sheet.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let bold = rules.filter(|(_, style)| is_bold(style));
    let selectors = bold.flat_map(|(selectors, _)| selectors.split(','));
    selectors.filter_map(|selector| selector.trim().strip_prefix('.').map(str::to_string))
}

fn is_bold(style: &str) -> bool {
    properties(style).any(|(name, value)| {
        name == "font-weight" && ["bold", "700", "800", "900"].contains(&value.as_str())
    })
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<MergedCell>>,
    cell: Option<MergedCell>,
}

impl Page {
    fn start(&mut self, tag: &HtmlTag) {
        let (name, attribute) = (tag.name.as_str(), |name| tag.attribute(name));
        if self.hidden.is_some() {
            return;
        }
        if NEVER_SHOWN.contains(&name) {
            self.hidden = (!tag.is_closed).then(|| name.to_string());
            return;
        }
        match name {
            "br" => self.push("\n"),
            "span" if !tag.is_closed => {
                let is_bold = self.is_bold_span(tag);
                self.spans.push(is_bold);
                self.bold = self.bold.saturating_add(u8::from(is_bold));
            }
            "b" | "strong" => self.bold = self.bold.saturating_add(1),
            "a" => {
                self.end_link();
                self.link = attribute("href").map(|href| (self.target().plain.len(), href));
            }
            "img" => {
                if let Some(alt) = attribute("alt") {
                    self.push(&format!(" {alt} "));
                }
            }
            "table" => {
                self.flush();
                self.open.push(OpenTable::default());
            }
            "tr" => {
                self.end_cell();
                if let Some(table) = self.open.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.end_cell();
                let number = |name| attribute(name).and_then(|text| text.trim().parse().ok());
                let cell = MergedCell {
                    columns: number("colspan").unwrap_or(1),
                    rows: number("rowspan").map_or(RowSpan::One, RowSpan::Many),
                    ..MergedCell::default()
                };
                if let Some(table) = self.open.last_mut() {
                    if table.rows.is_empty() {
                        table.rows.push(Vec::new());
                    }
                    table.cell = Some(cell);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.kind = Open::Heading(name.as_bytes()[1] - b'0');
            }
            _ if BLOCKS.contains(&name) => {
                self.flush();
                match name {
                    "ul" | "ol" => self.lists = self.lists.saturating_add(1),
                    "li" => self.kind = Open::Item,
                    "title" => self.kind = Open::Title,
                    "pre" => self.is_preformatted = true,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = &self.hidden {
            if hidden == name {
                self.hidden = None;
            }
            return;
        }
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "span" => {
                let is_bold = self.spans.pop().unwrap_or_default();
                self.bold = self.bold.saturating_sub(u8::from(is_bold));
            }
            "a" => self.end_link(),
            "td" | "th" | "tr" => self.end_cell(),
            "table" => self.end_table(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.flush(),
            _ if BLOCKS.contains(&name) => {
                self.flush();
                match name {
                    "ul" | "ol" => self.lists = self.lists.saturating_sub(1),
                    "pre" => self.is_preformatted = false,
                    "div" => self.is_in_comment = false,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Whether a span is bold, by its own style or by one of its classes.
    fn is_bold_span(&self, tag: &HtmlTag) -> bool {
        let class = tag.attribute("class").unwrap_or_default();
        let mut classes = class.split_whitespace();
        tag.attribute("style").is_some_and(|style| is_bold(&style))
            || classes.any(|class| self.bold_classes.iter().any(|known| known == class))
    }

    fn text(&mut self, text: &str) {
        if let Some(hidden) = &self.hidden {
            if hidden == "style" {
                self.bold_classes.extend(bold_classes(text));
            }
            return;
        }
        match self.is_preformatted {
            true => self.push(text),
            // A line break in the source is a space on the page.
            false => self.push(&text.replace(['\n', '\r', '\t'], " ")),
        }
    }

    /// The text that grows: that of the innermost open cell, else that of the block.
    fn target(&mut self) -> &mut Text {
        match self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.text,
            None => &mut self.text,
        }
    }

    fn push(&mut self, words: &str) {
        let is_bold = self.bold > 0;
        let text = self.target();
        let is_lead = text.plain.trim().is_empty() || text.bold == text.plain.len();
        text.push(words);
        if is_lead && (is_bold || words.trim().is_empty()) {
            text.bold = text.plain.len();
        }
    }

    fn end_link(&mut self) {
        if let Some((from, href)) = self.link.take() {
            if self.is_comment_mark(from, &href) {
                return;
            }
            let text = self.target();
            let title = text.plain.get(from..).unwrap_or_default().to_string();
            if !href.starts_with('#') {
                text.links.push((title, href));
            } else if !title.chars().any(char::is_alphabetic) {
                // The mark of a footnote.
                text.plain.truncate(from);
                text.bold = text.bold.min(from);
            }
        }
    }

    /// Removes the mark of a comment, and notes that this text is the comment if the mark leads back to its place.
    fn is_comment_mark(&mut self, from: usize, href: &str) -> bool {
        let begins = |marks: [&str; 2]| marks.iter().any(|mark| href.starts_with(mark));
        let is_comment = begins(["#cmnt_ref", "#_msoanchor_"]);
        if !is_comment && !begins(["#cmnt", "#_msocom_"]) {
            return false;
        }
        self.is_in_comment |= is_comment;
        let text = self.target();
        text.plain.truncate(from);
        text.bold = text.bold.min(from);
        true
    }

    /// Ends the block that is open. In a cell, a new paragraph is a new line.
    fn flush(&mut self) {
        self.end_link();
        if self.open.last().is_some_and(|table| table.cell.is_some()) {
            self.push("\n");
            return;
        }
        let text = std::mem::take(&mut self.text).tidy();
        let kind = std::mem::take(&mut self.kind);
        if text.is_empty() {
            return;
        }
        let kind = match kind {
            Open::Heading(level) => BlockKind::Heading { level, text },
            Open::Item => BlockKind::Item {
                depth: self.lists.saturating_sub(1),
                text,
            },
            Open::Paragraph if self.is_in_comment => BlockKind::Aside("comment", text),
            Open::Paragraph => BlockKind::Paragraph(text),
            Open::Title => BlockKind::Aside("title of the page", text),
        };
        self.add(kind);
    }

    fn add(&mut self, kind: BlockKind) {
        let place = format!("paragraph {}", self.blocks.len() + 1 - self.tables);
        self.blocks.push(Block::new(place, kind));
    }

    fn end_cell(&mut self) {
        self.end_link();
        if let Some(table) = self.open.last_mut()
            && let Some(mut cell) = table.cell.take()
        {
            cell.text = cell.text.tidy();
            if let Some(row) = table.rows.last_mut() {
                row.push(cell);
            }
        }
    }

    /// A table within a cell follows the table around it.
    fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.open.pop() else {
            return;
        };
        self.kind = Open::Paragraph;
        let text = std::mem::take(&mut self.text).tidy();
        if !text.is_empty() {
            self.add(BlockKind::Paragraph(text));
        }
        let table = Table::of(table.rows);
        if !table.rows.is_empty() {
            self.tables += 1;
            let place = format!("table {}", self.tables);
            self.blocks.push(Block::new(place, BlockKind::Table(table)));
        }
    }

    fn finish(mut self) -> SourceDocument {
        while !self.open.is_empty() {
            self.end_table();
        }
        self.flush();
        SourceDocument {
            blocks: self.blocks,
            is_flat: false,
            tables: self.tables,
        }
    }
}
