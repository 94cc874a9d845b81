//! What of a document is not in the draft: the proof that nothing is lost, and the file that keeps it.

use super::document::{Block, BlockKind, SourceDocument};
use super::draft::{ImportedDraft, Unplaced};
use super::words::{sentences, spaced};
use crate::text::on_one_line;

/// Adds every sentence that is neither in the draft nor in one of its lists.
pub(super) fn add_leftovers(document: &SourceDocument, draft: &mut ImportedDraft) {
    let mut kept = String::new();
    let lists = draft
        .unplaced
        .iter()
        .flat_map(|unplaced| [unplaced.heading.as_str(), &unplaced.text])
        .chain(
            draft
                .rewritten
                .iter()
                .map(|rewritten| rewritten.text.as_str()),
        );
    for text in draft.values().into_iter().chain(lists) {
        kept.push_str(&spaced(text));
        kept.push('\n');
    }
    let mut missing: Vec<Unplaced> = Vec::new();
    for block in &document.blocks {
        for text in block.texts() {
            let lost: Vec<&str> = sentences(&text.plain)
                .filter(|sentence| !kept.contains(&spaced(sentence)))
                .collect();
            if !lost.is_empty() {
                kept.push_str(&spaced(&text.plain));
                kept.push('\n');
                missing.push(of_block(block, lost.join(" ")));
            }
        }
    }
    draft.unplaced.extend(missing);
}

fn of_block(block: &Block, text: String) -> Unplaced {
    let why = match &block.kind {
        BlockKind::Aside(kind, _) => format!("a {kind}"),
        BlockKind::Heading { .. } => "a heading that a register does not have".to_string(),
        BlockKind::Paragraph(_) | BlockKind::Item { .. } | BlockKind::Table(_) => {
            "it was not recognized".to_string()
        }
    };
    Unplaced {
        place: block.place.clone(),
        heading: String::new(),
        text,
        why,
    }
}

impl ImportedDraft {
    /// Whether everything is in the draft word for word.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty() && self.rewritten.is_empty() && self.unknown.is_empty()
    }

    /// What is not in the draft word for word, as Markdown, for people who complete the draft.
    pub fn leftovers(&self, source: &str) -> String {
        let mut out = format!("# Not in the draft of {source}\n");
        if !self.unplaced.is_empty() {
            out += "\n## Without a place\n";
        }
        for unplaced in &self.unplaced {
            let above = match unplaced.heading.is_empty() {
                true => String::new(),
                false => format!(", below \"{}\"", on_one_line(&unplaced.heading)),
            };
            out += &format!(
                "\n{}{above}: {}\n\n{}\n",
                unplaced.place,
                unplaced.why,
                quote(&unplaced.text)
            );
        }
        if !self.unknown.is_empty() {
            out += "\n## Not in the roster\n\n";
        }
        for unknown in &self.unknown {
            out += &format!("- {}: `{}`\n", on_one_line(&unknown.name), unknown.command);
        }
        if !self.rewritten.is_empty() {
            out += "\n## In another form\n";
        }
        for rewritten in &self.rewritten {
            out += &format!(
                "\n{}: {}\n\n{}\n",
                rewritten.place,
                rewritten.into,
                quote(&rewritten.text)
            );
        }
        out
    }
}

/// A text as a quotation, so that none of it becomes a heading.
fn quote(text: &str) -> String {
    let lines = text.lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}
