//! Tables: which one it is, and what its columns mean.

use super::{RUN_IN, Recognizer, Where};
use crate::import::document::{Row, Table, Text};
use crate::import::heading::{Part, column, part};

/// The columns of a table, by the fields that they mean.
pub(super) struct Columns {
    fields: Vec<Option<&'static str>>,
    heads: Vec<String>,
    /// The first row below the head.
    pub(super) first_row: usize,
}

/// How many rows at the top may be the head.
const HEAD: usize = 4;

impl Columns {
    /// The columns of a table with a head in which at least `least` of the fields are named.
    pub(super) fn of(
        table: &Table,
        allowed: &[&'static str],
        others: &[(&'static str, &[&str])],
        least: usize,
    ) -> Option<Columns> {
        let named = |row: &Row| -> Vec<Option<&'static str>> {
            let fields = row
                .cells
                .iter()
                .map(|cell| column(&cell.plain, allowed, others));
            fields.collect()
        };
        let head = table
            .rows
            .iter()
            .take(HEAD)
            .filter(|row| !row.is_merged)
            .map(named);
        let best = head.max_by_key(|fields| distinct(fields))?;
        if distinct(&best) < least {
            return None;
        }
        let mut at = table
            .rows
            .iter()
            .take(HEAD)
            .position(|row| !row.is_merged && named(row) == best)?;
        // The next row may number the columns: `1.`, `2.`, …
        let is_number = |cell: &Text| {
            let number = cell.plain.trim_end_matches('.');
            number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        while table
            .rows
            .get(at + 1)
            .is_some_and(|row| row.cells.iter().all(is_number))
        {
            at += 1;
        }
        let heads = (0..best.len()).map(|column| {
            let rows = table.rows[..=at].iter().rev();
            let mut heads = rows.filter_map(|row| row.cells.get(column));
            let head = heads.find(|cell| !cell.is_empty() && !is_number(cell));
            head.map_or(String::new(), |cell| cell.plain.clone())
        });
        let mut fields = best.clone();
        for column in 1..fields.len() {
            // A second column of the same name has no place.
            if fields[..column].contains(&fields[column]) {
                fields[column] = None;
            }
        }
        Some(Columns {
            heads: heads.collect(),
            fields,
            first_row: at + 1,
        })
    }

    /// The columns of a table whose first row is no head.
    pub(super) fn without_head(fields: Vec<Option<&'static str>>) -> Columns {
        Columns {
            heads: vec![String::new(); fields.len()],
            fields,
            first_row: 0,
        }
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.contains(&Some(field))
    }

    pub(super) fn cell<'r>(&self, row: &'r Row, field: &str) -> Option<&'r Text> {
        let at = self.fields.iter().position(|known| *known == Some(field))?;
        row.cells.get(at)
    }

    pub(super) fn text(&self, row: &Row, field: &str) -> String {
        self.cell(row, field)
            .map_or(String::new(), |cell| cell.plain.clone())
    }

    /// Whether a row repeats the head.
    pub(super) fn is_head(&self, row: &Row) -> bool {
        let mut cells = row.cells.iter().zip(&self.heads);
        cells.all(|(cell, head)| cell.plain.eq_ignore_ascii_case(head))
    }

    /// The cells of a row in one line, each once.
    pub(super) fn line(row: &Row) -> String {
        let mut cells: Vec<&str> = row.cells.iter().map(|cell| cell.plain.as_str()).collect();
        cells.dedup();
        cells.retain(|cell| !cell.is_empty());
        cells.join(" | ")
    }
}

fn distinct(fields: &[Option<&'static str>]) -> usize {
    let mut known: Vec<&str> = fields.iter().copied().flatten().collect();
    known.sort_unstable();
    known.dedup();
    known.len()
}

impl Recognizer<'_> {
    /// A table: what its place says, else what its columns say.
    pub(super) fn table(&mut self, table: &Table) {
        let is_read = match self.at.part.clone() {
            Where::In(Part::Milestones) => {
                self.standards_table(table, 6) || self.milestone_table(table)
            }
            Where::In(Part::Contacts(side)) => self.contact_table(table, side),
            Where::In(Part::Elsewhere(_)) => false,
            Where::In(_) | Where::Front | Where::Unknown => {
                self.pairs(table)
                    || self.standards_table(table, 4)
                    || self.contact_table(table, None)
                    || self.milestone_table(table)
            }
        };
        if is_read {
            return;
        }
        let why = match self.at.part {
            Where::In(Part::Elsewhere(why)) => why,
            Where::In(Part::Milestones) => {
                "the columns of this table are not known; a first row such as `Deliverable`, `Committee`, `Date` names them"
            }
            Where::In(_) | Where::Front | Where::Unknown => {
                "a register has Table 1, milestones and contacts as tables, and this is none of them"
            }
        };
        for row in &table.rows {
            self.unplaced_row(row, why);
        }
    }

    /// Reads a table of names and values; false if it is none.
    fn pairs(&mut self, table: &Table) -> bool {
        let is_pair = |row: &&Row| row.cells.len() == 2 && !row.is_merged;
        let pairs = table.rows.iter().filter(is_pair);
        let known = pairs.filter(|row| self.part_of(&row.cells[0]).is_some());
        let known = known.count();
        if known == 0 || known * 2 < table.rows.len() {
            return false;
        }
        for row in &table.rows {
            let [label, value] = row.cells.as_slice() else {
                self.unplaced_row(row, "a row without a name and a value");
                continue;
            };
            match self.part_of(label) {
                Some(found) => {
                    self.enter(found, &label.plain, RUN_IN);
                    if !value.is_empty() {
                        self.content(value, None);
                    }
                    self.at.part = Where::Front;
                }
                None => self.unplaced_row(row, "a register has no field of this name"),
            }
        }
        true
    }

    fn part_of(&self, label: &Text) -> Option<Part> {
        part(label.plain.trim_end_matches(':'), self.parties)
    }

    /// Notes the head of a table.
    pub(super) fn head(&mut self, table: &Table, columns: &Columns, what: &str) {
        for row in &table.rows[..columns.first_row] {
            self.rewritten(&Columns::line(row), &format!("the columns of {what}"));
        }
    }

    pub(super) fn unplaced_row(&mut self, row: &Row, why: &str) {
        self.unplaced(&Columns::line(row), why);
    }

    /// The cells of columns that a register does not have.
    pub(super) fn other_cells(&mut self, row: &Row, columns: &Columns) {
        for (at, cell) in row.cells.iter().enumerate() {
            let is_known = columns.fields.get(at).copied().flatten().is_some();
            if !is_known && !cell.is_empty() {
                let head = columns.heads.get(at).cloned().unwrap_or_default();
                self.unplaced(&cell.plain, format!("a register has no column `{head}`"));
            }
        }
    }
}
