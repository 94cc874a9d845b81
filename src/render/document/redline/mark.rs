//! Marks a whole text as inserted or deleted.

use crate::render::document::model::{Block, Cell, Change, Inline, Row, Table};

pub(super) fn mark_block(block: Block, change: Change) -> Block {
    match block {
        Block::Paragraph(mut paragraph) => {
            paragraph.text = marked(paragraph.text, change);
            Block::Paragraph(paragraph)
        }
        Block::Table(table) => {
            let rows = table.rows.into_iter().map(|row| mark_row(row, change));
            Block::Table(Table {
                rows: rows.collect(),
                ..table
            })
        }
        Block::Signatures(signatories) => Block::Signatures(signatories),
    }
}

pub(super) fn mark_row(row: Row, change: Change) -> Row {
    let cells = row.cells.into_iter();
    let mark = |cell: Cell| cell.into_iter().map(|item| marked(item, change)).collect();
    Row {
        cells: cells.map(mark).collect(),
        ..row
    }
}

pub(super) fn marked(text: Inline, change: Change) -> Inline {
    let mut text = text;
    for run in &mut text {
        run.change = change;
    }
    text
}
