//! Reads Markdown.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::document::{Block, BlockKind, MergedCell, SourceDocument, Table, Text};
use super::html;

/// The blocks of a text.
pub(super) fn read(text: &str) -> SourceDocument {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.front_matter_delimiter = Some("---".to_string());
    let mut document = SourceDocument::default();
    blocks(
        parse_document(&arena, text, &options),
        None,
        0,
        &mut document,
    );
    document
}

/// The deepest nesting that is followed; the words of what is below are one text.
const DEEPEST: usize = 100;

/// Adds the blocks below a node; `depth` is the number of lists around it.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "every other block has blocks or words in it"
)]
fn blocks(parent: Node<'_>, depth: Option<u8>, level: usize, document: &mut SourceDocument) {
    if level > DEEPEST {
        let place = format!("line {}", parent.data().sourcepos.start.line);
        let kind = BlockKind::Paragraph(flat(parent));
        return document.blocks.push(Block::new(place, kind));
    }
    for node in parent.children() {
        let line = node.data().sourcepos.start.line;
        let mut add = |kind| {
            document
                .blocks
                .push(Block::new(format!("line {line}"), kind))
        };
        let value = node.data().value.clone();
        match value {
            NodeValue::FrontMatter(raw) => {
                for (at, words) in raw.lines().enumerate() {
                    let (key, value) = words.split_once(": ").unwrap_or((words, ""));
                    let separator = if value.is_empty() { "" } else { ": " };
                    let value = value.trim().trim_matches(['"', '\'']);
                    let text = plain(&format!("{key}{separator}{value}"));
                    if words.trim() != "---" && !text.is_empty() {
                        let place = format!("line {}", line + at);
                        let kind = BlockKind::Paragraph(text);
                        document.blocks.push(Block::new(place, kind));
                    }
                }
            }
            NodeValue::Heading(heading) => add(BlockKind::Heading {
                level: heading.level,
                text: inline(node),
            }),
            NodeValue::Paragraph => match depth {
                Some(depth) => add(BlockKind::Item {
                    depth,
                    text: inline(node),
                }),
                None => add(BlockKind::Paragraph(inline(node))),
            },
            NodeValue::CodeBlock(code) => add(BlockKind::Paragraph(plain(&code.literal))),
            NodeValue::HtmlBlock(raw) => {
                for block in html::read(&raw.literal).blocks {
                    add(block.kind);
                }
            }
            NodeValue::Table(_) => add(BlockKind::Table(table(node))),
            NodeValue::FootnoteDefinition(_) => {
                let mut notes = SourceDocument::default();
                blocks(node, None, level + 1, &mut notes);
                for text in notes.blocks.iter().flat_map(Block::texts) {
                    add(BlockKind::Aside("footnote", text.clone()));
                }
            }
            NodeValue::List(_) => {
                let deeper = depth.map_or(0, |depth| depth.saturating_add(1));
                for item in node.children() {
                    blocks(item, Some(deeper), level + 1, document);
                }
            }
            _ => blocks(node, depth, level + 1, document),
        }
    }
}

fn table(node: Node<'_>) -> Table {
    let cell = |cell| MergedCell {
        text: inline(cell),
        columns: 1,
        ..MergedCell::default()
    };
    let rows = node.children();
    Table::of(rows.map(|row| row.children().map(cell).collect()).collect())
}

/// The words below a node, without a recursion.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the other kinds of nodes contain no words"
)]
fn flat(node: Node<'_>) -> Text {
    let mut text = Text::default();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(words) => text.push(words),
            NodeValue::Code(code) => text.push(&code.literal),
            NodeValue::CodeBlock(code) => text.push(&code.literal),
            NodeValue::HtmlBlock(raw) => text.push(&raw.literal),
            NodeValue::Link(link) | NodeValue::Image(link) => text.push(&format!(" {} ", link.url)),
            _ => text.push(" "),
        }
    }
    text.tidy()
}

fn plain(words: &str) -> Text {
    let mut text = Text::default();
    text.push(words);
    text.tidy()
}

/// The words in a block, with their links.
fn inline(node: Node<'_>) -> Text {
    let mut text = Text::default();
    collect(node, false, 0, &mut text);
    text.tidy()
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the other kinds of nodes contain nodes with words, or none"
)]
fn collect(parent: Node<'_>, is_bold: bool, level: usize, text: &mut Text) {
    if level > DEEPEST {
        return text.push(&flat(parent).plain);
    }
    for node in parent.children() {
        let value = node.data().value.clone();
        let start = text.plain.len();
        let is_lead = text.plain.trim().is_empty() || text.bold == start;
        match value {
            NodeValue::Text(words) => text.push(&words),
            NodeValue::Code(code) => text.push(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push("\n"),
            NodeValue::HtmlInline(tag) if tag.starts_with("<br") => text.push("\n"),
            NodeValue::HtmlInline(_) => {}
            NodeValue::Strong => collect(node, true, level + 1, text),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                collect(node, is_bold, level + 1, text);
                let title = text.plain.get(start..).unwrap_or_default().to_string();
                text.links.push((title, link.url));
                if !link.title.is_empty() {
                    text.push(&format!(" ({})", link.title));
                }
            }
            _ => collect(node, is_bold, level + 1, text),
        }
        if is_lead && is_bold && text.bold < text.plain.len() {
            text.bold = text.plain.len();
        }
    }
}
