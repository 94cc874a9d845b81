//! A document as a sequence of blocks, whatever its format.

use crate::link::behind_redirect;

/// A document that an organization keeps outside the store.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SourceDocument {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// Whether headings and tables could not be read: every block is a paragraph.
    pub is_flat: bool,
    /// How many of the blocks are tables.
    pub(super) tables: usize,
}

/// A heading, a paragraph, an item of a list or a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it is, in words: `line 12`, `paragraph 4`, `table 1`.
    pub place: String,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks.
#[derive(Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; 1 is the highest level.
    Heading {
        /// From 1 to 9.
        level: u8,
        /// Its text.
        text: Text,
    },
    /// A paragraph.
    Paragraph(Text),
    /// An item of a list.
    Item {
        /// The number of lists around its list.
        depth: u8,
        /// Its text.
        text: Text,
    },
    /// A table.
    Table(Table),
    /// A text beside the body, such as a footnote or a page header, with its kind.
    Aside(&'static str, Text),
}

/// A text with its links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub plain: String,
    /// The length of the bold text at the beginning, in bytes.
    pub bold: usize,
    /// The links: their text and their address.
    pub links: Vec<(String, String)>,
}

/// A table, with a cell for each row and column: a merged cell is repeated in all its places.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells, one a column.
    pub cells: Vec<Text>,
    /// Whether one cell fills the row.
    pub is_merged: bool,
}

/// A cell as the formats have it: it may span columns and rows.
#[derive(Debug, Default)]
pub(super) struct MergedCell {
    pub text: Text,
    pub columns: usize,
    pub rows: RowSpan,
}

/// The rows of a cell.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
pub(super) enum RowSpan {
    #[default]
    One,
    /// So many rows, this one included.
    Many(usize),
    /// It continues the cell above it.
    Continued,
}

/// The most columns of a table; a document that claims more is hostile.
const COLUMNS: usize = 100;

/// The longest text that is repeated in the places of a merged cell, in bytes.
const REPEATED: usize = 1000;

impl Text {
    /// Appends words.
    pub(super) fn push(&mut self, words: &str) {
        self.plain.push_str(words);
    }

    /// The same text with single spaces, and without spaces at its ends.
    pub(super) fn tidy(mut self) -> Text {
        let lead = single_spaced(self.plain.get(..self.bold).unwrap_or_default());
        self.plain = single_spaced(&self.plain);
        self.bold = lead.len().min(self.plain.len());
        for (title, href) in &mut self.links {
            *title = single_spaced(title);
            let address = href.trim();
            *href = behind_redirect(address).unwrap_or_else(|| address.to_string());
        }
        self
    }

    /// The text in another place of its merged cell.
    fn repeated(&self) -> Text {
        match self.plain.len() > REPEATED {
            true => Text::default(),
            false => self.clone(),
        }
    }

    /// Whether it has no words and no links.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.links.is_empty()
    }

    /// Whether all of it is bold.
    pub fn is_bold(&self) -> bool {
        !self.plain.is_empty() && self.bold >= self.plain.len()
    }
}

/// Without control characters and invisible spaces. Line breaks stay.
fn single_spaced(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}'))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let lines = visible
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

impl Block {
    pub(super) fn new(place: impl Into<String>, kind: BlockKind) -> Block {
        Block {
            place: place.into(),
            kind,
        }
    }

    /// All texts of the block, the cells of a table one by one.
    pub fn texts(&self) -> Vec<&Text> {
        match &self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Item { text, .. }
            | BlockKind::Aside(_, text) => vec![text],
            BlockKind::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
        }
    }
}

impl Table {
    /// Repeats merged cells in all their places.
    pub(super) fn of(rows: Vec<Vec<MergedCell>>) -> Table {
        let mut table = Table::default();
        // The rows that a cell above still fills, and its text, by column.
        let mut above: Vec<(usize, Text)> = Vec::new();
        for row in rows {
            let is_merged = row.len() == 1 && row[0].columns > 1;
            let mut cells: Vec<Text> = Vec::new();
            for cell in row {
                fill(&mut cells, &mut above);
                let text = match cell.rows {
                    RowSpan::Continued => table
                        .rows
                        .last()
                        .and_then(|row: &Row| row.cells.get(cells.len()))
                        .map(Text::repeated)
                        .unwrap_or_default(),
                    RowSpan::One | RowSpan::Many(_) => cell.text,
                };
                let repeated = text.repeated();
                for at in 0..cell.columns.clamp(1, COLUMNS) {
                    let column = cells.len();
                    if column >= COLUMNS {
                        break;
                    }
                    if above.len() <= column {
                        above.resize(column + 1, (0, Text::default()));
                    }
                    if let RowSpan::Many(rows) = cell.rows {
                        above[column] = (rows.saturating_sub(1), repeated.clone());
                    }
                    cells.push(if at == 0 {
                        text.clone()
                    } else {
                        repeated.clone()
                    });
                }
            }
            fill(&mut cells, &mut above);
            table.rows.push(Row { cells, is_merged });
        }
        let columns = table.rows.iter().map(|row| row.cells.len()).max();
        for row in &mut table.rows {
            row.cells.resize(columns.unwrap_or(0), Text::default());
        }
        table
            .rows
            .retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        table
    }
}

/// Adds the cells of the rows above that reach into this row, from its end so far.
fn fill(cells: &mut Vec<Text>, above: &mut [(usize, Text)]) {
    while let Some((rows, text)) = above.get_mut(cells.len()).filter(|(rows, _)| *rows > 0) {
        *rows -= 1;
        cells.push(text.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: RowSpan) -> MergedCell {
        MergedCell {
            text: Text {
                plain: text.to_string(),
                ..Text::default()
            },
            columns,
            rows,
        }
    }

    #[test]
    fn merged_cells_are_in_all_their_places() {
        let one = RowSpan::One;
        let html = Table::of(vec![
            vec![cell("a", 1, RowSpan::Many(2)), cell("b", 2, one)],
            vec![cell("c", 1, one), cell("d", 1, one)],
            vec![cell("all", 3, one)],
        ]);
        let word = Table::of(vec![
            vec![cell("a", 1, one), cell("b", 2, one)],
            vec![
                cell("", 1, RowSpan::Continued),
                cell("c", 1, one),
                cell("d", 1, one),
            ],
            vec![cell("all", 3, one)],
        ]);
        assert_eq!(html, word);
        let words = |row: &Row| {
            row.cells
                .iter()
                .map(|cell| cell.plain.clone())
                .collect::<Vec<_>>()
        };
        let rows: Vec<_> = html.rows.iter().map(words).collect();
        assert_eq!(
            rows,
            [["a", "b", "b"], ["a", "c", "d"], ["all", "all", "all"]]
        );
        assert!(html.rows[2].is_merged && !html.rows[0].is_merged);
    }
}
