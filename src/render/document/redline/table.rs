//! Compares tables row by row.

use super::mark::{mark_row, marked};
use super::merge::merge;
use super::words;
use crate::render::document::model::{Cell, Change, Row, Table};

pub(super) fn table(old: &Table, new: &Table) -> Table {
    Table {
        rows: merge(
            old.rows.clone(),
            new.rows.clone(),
            |row| row.key.clone(),
            row,
            mark_row,
        ),
        ..new.clone()
    }
}

fn row(old: &Row, new: &Row) -> Row {
    let cells = old.cells.iter().zip(&new.cells);
    Row {
        cells: cells.map(|(old, new)| cell(old, new)).collect(),
        ..new.clone()
    }
}

fn cell(old: &Cell, new: &Cell) -> Cell {
    if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
        return vec![words::compare(old, new)];
    }
    let gone = old.iter().filter(|item| !new.contains(item));
    let gone = gone.map(|item| marked(item.clone(), Change::Deleted));
    let items = new.iter().map(|item| match old.contains(item) {
        true => item.clone(),
        false => marked(item.clone(), Change::Inserted),
    });
    gone.chain(items).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::model::Inline;
    use crate::render::document::model::{Run, cell, letters, list_cell};

    fn row(key: &str, cells: Vec<Cell>) -> Row {
        Row {
            key: key.to_string(),
            cells,
        }
    }

    fn shown(rows: &[Row]) -> Vec<String> {
        let text = |row: &Row| {
            let items = row.cells.iter().flatten();
            let one = |item: &Inline| {
                let run = |run: &Run| match run.change {
                    Change::Same => run.text.clone(),
                    Change::Inserted => format!("+{}+", run.text),
                    Change::Deleted => format!("-{}-", run.text),
                };
                item.iter().map(run).collect::<String>()
            };
            items.map(one).collect::<Vec<_>>().join("|")
        };
        rows.iter().map(text).collect()
    }

    #[test]
    fn rows_are_compared_by_what_they_are_about() {
        let table = |rows| Table {
            caption: None,
            columns: Vec::new(),
            rows,
        };
        let old = table(vec![
            row("a", vec![cell("a"), cell("due 2026")]),
            row("b", vec![cell("b"), list_cell(["one", "two"])]),
            row("c", vec![cell("c"), cell("x")]),
        ]);
        let new = table(vec![
            row("c", vec![cell("c"), cell("x")]),
            row("b", vec![cell("b"), list_cell(["two", "one", "three"])]),
            row("d", vec![cell("d"), cell("y")]),
        ]);
        assert_eq!(
            shown(&super::table(&old, &new).rows),
            ["-a-|-due 2026-", "c|x", "b|two|one|+three+", "+d+|+y+"]
        );
    }

    #[test]
    fn two_rows_with_one_key_stay_two_rows() {
        let rows = |last: &str| vec![row("a", vec![cell("x")]), row("a", vec![cell(last)])];
        let merged = merge(
            rows("y"),
            rows("z"),
            |row| row.key.clone(),
            super::row,
            mark_row,
        );
        assert_eq!(shown(&merged), ["x", "-y -+z+"]);
        assert_eq!(letters(&merged[1].cells[0][0]), "y z");
    }
}
