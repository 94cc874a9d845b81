//! Compares the paragraphs and tables of a section.

use std::mem::{Discriminant, discriminant};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::mark::mark_block;
use super::table::table;
use super::words;
use crate::render::document::model::{Block, Change, Paragraph, Role, letters};

/// What makes two blocks the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Paragraph(Discriminant<Role>, usize, String),
    /// The tables of a section are compared row by row.
    Table,
    Signatures,
}

pub(super) fn compare(old: &[Block], new: &[Block]) -> Vec<Block> {
    let keys = |blocks: &[Block]| blocks.iter().map(key).collect::<Vec<_>>();
    let mut merged = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        let (_, was, is) = operation.as_tag_tuple();
        let was = old.get(was).unwrap_or_default();
        let is = new.get(is).unwrap_or_default();
        match operation {
            DiffOp::Equal { .. } => {
                merged.extend(was.iter().zip(is).map(|(was, is)| same(was, is)));
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                merged.extend(replaced(was, is));
            }
        }
    }
    merged
}

/// List markers and layout have no meaning, words have.
fn key(block: &Block) -> Key {
    match block {
        Block::Paragraph(paragraph) => {
            let text = letters(&paragraph.text);
            let words: Vec<&str> = text.split_whitespace().collect();
            Key::Paragraph(
                discriminant(&paragraph.role),
                depth(paragraph.role),
                words.join(" "),
            )
        }
        Block::Table(_) => Key::Table,
        Block::Signatures(_) => Key::Signatures,
    }
}

fn depth(role: Role) -> usize {
    match role {
        Role::Item { depth, .. } => depth,
        Role::Body | Role::Heading | Role::Quote | Role::Code => 0,
    }
}

fn same(was: &Block, is: &Block) -> Block {
    match (was, is) {
        (Block::Table(was), Block::Table(is)) => Block::Table(table(was, is)),
        (_, is) => is.clone(),
    }
}

/// Pairs each new paragraph with the next old one that has much in common with it; the others are deleted or inserted.
fn replaced(was: &[Block], is: &[Block]) -> Vec<Block> {
    let mut merged = Vec::new();
    let mut left = was;
    for block in is {
        let pair = left.iter().position(|older| is_like(older, block));
        let Some(at) = pair else {
            merged.push(mark_block(block.clone(), Change::Inserted));
            continue;
        };
        let (before, rest) = left.split_at(at);
        merged.extend(deleted(before));
        merged.extend(rest.first().map(|older| between(older, block)));
        left = rest.get(1..).unwrap_or_default();
    }
    // What is left stood before the paragraphs that have nothing in common with it.
    let inserted = merged
        .iter()
        .rposition(|block| !is_inserted(block))
        .map_or(0, |at| at + 1);
    merged.splice(inserted..inserted, deleted(left));
    merged
}

fn deleted(blocks: &[Block]) -> Vec<Block> {
    let mark = |block: &Block| mark_block(block.clone(), Change::Deleted);
    blocks.iter().map(mark).collect()
}

fn is_inserted(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => paragraph
            .text
            .iter()
            .all(|run| run.change == Change::Inserted),
        Block::Table(_) | Block::Signatures(_) => false,
    }
}

fn is_like(was: &Block, is: &Block) -> bool {
    let (Block::Paragraph(was), Block::Paragraph(is)) = (was, is) else {
        return false;
    };
    discriminant(&was.role) == discriminant(&is.role) && words::are_alike(&was.text, &is.text)
}

fn between(was: &Block, is: &Block) -> Block {
    let (Block::Paragraph(was), Block::Paragraph(is)) = (was, is) else {
        return is.clone();
    };
    Block::Paragraph(Paragraph {
        text: words::compare(&was.text, &is.text),
        role: is.role,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::prose;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let text = |block: &Block| match block {
            Block::Paragraph(paragraph) => words::tests::shown(&paragraph.text),
            Block::Table(_) | Block::Signatures(_) => String::new(),
        };
        compare(&prose::blocks(old), &prose::blocks(new))
            .iter()
            .map(text)
            .collect()
    }

    #[test]
    fn paragraphs_are_compared_with_the_ones_that_they_come_from() {
        assert_eq!(
            shown(
                "First of all.\n\nRouters and switches are managed.\n\n- a\n- b",
                "First of\nall.\n\nA new thought.\n\nRouters, too, and switches are managed.\n\n* a\n* c d"
            ),
            [
                "First of all.",
                "[+A new thought.]",
                "Routers[+, too, ]and switches are managed.",
                "a",
                "[-b]",
                "[+c d]",
            ]
        );
        assert_eq!(
            shown("Old words here.", "Something else."),
            ["[-Old words here.]", "[+Something else.]"]
        );
        assert_eq!(shown("", "New."), ["[+New.]"]);
        assert_eq!(shown("Gone.", ""), ["[-Gone.]"]);
    }
}
