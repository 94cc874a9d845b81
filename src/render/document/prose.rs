//! Prose as paragraphs of a document.

use comrak::nodes::{ListType, NodeValue};
use comrak::{Arena, Options};

use super::model::{Block, Emphasis, Inline, Marker, Paragraph, Role, Run, Style};
use crate::render::prose::tamed;

/// Word has nine levels of lists; deeper ones are shown as the deepest.
const DEEPEST: usize = 9;

/// The paragraphs of a text that may contain Markdown.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let (arena, options) = (Arena::new(), Options::default());
    let mut reader = Reader::default();
    // Deep nesting must not use the stack of the program.
    for edge in tamed(&arena, text, &options).traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(node) => reader.enter(&node.data().value),
            comrak::arena_tree::NodeEdge::End(node) => reader.leave(&node.data().value),
        }
    }
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: Inline,
    /// The open lists with the number of their next item; none for bullets.
    lists: Vec<Option<usize>>,
    /// The marker of the item that begins.
    marker: Option<Marker>,
    quotes: usize,
    bold: usize,
    italic: usize,
    links: Vec<String>,
}

impl Reader {
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the other kinds of nodes begin nothing that a document shows"
    )]
    fn enter(&mut self, node: &NodeValue) {
        match node {
            NodeValue::List(list) => {
                let is_numbered = list.list_type == ListType::Ordered;
                self.lists.push(is_numbered.then_some(list.start));
            }
            NodeValue::Item(_) => {
                self.marker = self.lists.last_mut().map(|next| match next {
                    None => Marker::Bullet,
                    Some(number) => {
                        *number += 1;
                        Marker::Number(*number - 1)
                    }
                });
            }
            NodeValue::BlockQuote => self.quotes += 1,
            NodeValue::Strong => self.bold += 1,
            NodeValue::Emph => self.italic += 1,
            NodeValue::Link(link) => self.links.push(link.url.clone()),
            NodeValue::Text(text) => self.push(text, false),
            NodeValue::Code(code) => self.push(&code.literal, true),
            NodeValue::SoftBreak => self.push(" ", false),
            NodeValue::LineBreak => self.push("\n", false),
            NodeValue::CodeBlock(code) => {
                self.push(code.literal.trim_end_matches('\n'), true);
                self.end(Role::Code);
            }
            NodeValue::ThematicBreak => {
                self.push("* * *", false);
                self.end_paragraph();
            }
            _ => {}
        }
    }

    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the other kinds of nodes end nothing that a document shows"
    )]
    fn leave(&mut self, node: &NodeValue) {
        match node {
            NodeValue::List(_) => {
                self.lists.pop();
            }
            // An empty item is a line, too.
            NodeValue::Item(_) if self.marker.is_some() => self.end_paragraph(),
            NodeValue::BlockQuote => self.quotes -= 1,
            NodeValue::Strong => self.bold -= 1,
            NodeValue::Emph => self.italic -= 1,
            NodeValue::Link(_) => {
                self.links.pop();
            }
            NodeValue::Paragraph => self.end_paragraph(),
            NodeValue::Heading(_) => self.end(Role::Heading),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, is_code: bool) {
        let style = Style {
            emphasis: Emphasis::of(self.bold > 0, self.italic > 0),
            is_code,
            link: self.links.last().cloned(),
        };
        let run = Run::of(text, style);
        match self.text.last_mut() {
            Some(last) if last.style == run.style => last.text += &run.text,
            _ if run.is_empty() => {}
            _ => self.text.push(run),
        }
    }

    fn end_paragraph(&mut self) {
        let role = match (self.lists.len(), self.quotes) {
            (0, 0) => Role::Body,
            (0, _) => Role::Quote,
            (depth, _) => Role::Item {
                depth: depth.min(DEEPEST),
                marker: self.marker.take().unwrap_or(Marker::Continued),
            },
        };
        self.end(role);
    }

    fn end(&mut self, role: Role) {
        let text = std::mem::take(&mut self.text);
        self.blocks.push(Block::Paragraph(Paragraph { role, text }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::letters;
    use super::*;

    fn read(text: &str) -> Vec<(Role, String)> {
        let line = |block: &Block| match block {
            Block::Paragraph(paragraph) => (paragraph.role, letters(&paragraph.text)),
            Block::Table(_) | Block::Signatures(_) => panic!("{block:?}"),
        };
        blocks(text).iter().map(line).collect()
    }

    fn item(depth: usize, marker: Marker) -> Role {
        Role::Item { depth, marker }
    }

    #[test]
    fn lists_keep_their_depth_and_numbers() {
        let text =
            "One\ntwo.\n\n- a\n\n  more\n  - b\n\n3. c\n4. d\n\n> q\n\n# H\n\n    code\n    line\n";
        assert_eq!(
            read(text),
            [
                (Role::Body, "One two.".to_string()),
                (item(1, Marker::Bullet), "a".to_string()),
                (item(1, Marker::Continued), "more".to_string()),
                (item(2, Marker::Bullet), "b".to_string()),
                (item(1, Marker::Number(3)), "c".to_string()),
                (item(1, Marker::Number(4)), "d".to_string()),
                (Role::Quote, "q".to_string()),
                (Role::Heading, "H".to_string()),
                (Role::Code, "code\nline".to_string()),
            ]
        );
    }

    #[test]
    fn styles_and_links_are_runs_and_markup_is_text() {
        let blocks = blocks("a *b **c*** [d](https://e.example) [f](javascript:x) <b>g</b>");
        let Some(Block::Paragraph(paragraph)) = blocks.first() else {
            panic!("{blocks:?}");
        };
        let runs: Vec<_> = paragraph
            .text
            .iter()
            .map(|run| {
                (
                    run.text.as_str(),
                    run.style.emphasis,
                    run.style.link.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            runs,
            [
                ("a ", Emphasis::None, None),
                ("b ", Emphasis::Italic, None),
                ("c", Emphasis::BoldItalic, None),
                (" ", Emphasis::None, None),
                ("d", Emphasis::None, Some("https://e.example")),
                (" f <b>g</b>", Emphasis::None, None),
            ]
        );
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        for text in [">".repeat(20_000), "- ".repeat(5_000), "*a ".repeat(20_000)] {
            assert!(!blocks(&format!("{text}x")).is_empty());
        }
    }
}
