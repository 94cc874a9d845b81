//! Rows in aligned columns, as wide as the terminal allows.

use super::wrap::{cells, longest_word, wrap};

/// The cells between two columns.
const GAP: usize = 2;
/// A column is not made narrower than this, unless its content is.
const NARROWEST: usize = 20;
/// How far the cells below the first one are indented where columns have no room.
const INDENT: usize = 4;

/// Rows in aligned columns. Without room, the widest columns become narrower; without room for that, the cells of a row
/// follow each other.
pub(super) fn lines(rows: &[Vec<String>], width: Option<usize>) -> Vec<String> {
    let Some(width) = width else {
        return aligned(rows, &each_column(rows, cells));
    };
    let stacked = || rows.iter().flat_map(|row| stacked(row, width)).collect();
    fitted(rows, width).unwrap_or_else(stacked)
}

/// Rows in columns that fit; none if that would break a word.
pub(super) fn fitted(rows: &[Vec<String>], width: usize) -> Option<Vec<String>> {
    let natural = each_column(rows, cells);
    let widths = match total(&natural) > width {
        true => narrowed(rows, &natural, width)?,
        false => natural,
    };
    Some(aligned(rows, &widths))
}

fn aligned(rows: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    rows.iter()
        .flat_map(|row| side_by_side(row, widths))
        .collect()
}

/// The largest measure of the lines in each column.
fn each_column(rows: &[Vec<String>], measure: impl Fn(&str) -> usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let largest = |at: usize| {
        let of_column = rows.iter().filter_map(|row| row.get(at));
        let measured = of_column.flat_map(|cell| cell.split('\n')).map(&measure);
        measured.max().unwrap_or_default()
    };
    (0..columns).map(largest).collect()
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Narrows the widest columns until all fit; none if a word would be broken.
fn narrowed(rows: &[Vec<String>], natural: &[usize], width: usize) -> Option<Vec<usize>> {
    let words = each_column(rows, |line| indent(line) + longest_word(line));
    let least = |at: usize| words[at].max(natural[at].min(NARROWEST));
    let mut widths = natural.to_vec();
    while total(&widths) > width {
        let narrowable = (0..widths.len()).filter(|at| widths[*at] > least(*at));
        let widest = narrowable.max_by_key(|at| widths[*at])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn side_by_side(row: &[String], widths: &[usize]) -> Vec<String> {
    let columns = row.iter().zip(widths).map(|(cell, width)| {
        let lines = cell.split('\n');
        lines
            .flat_map(|line| wrap(line, *width, indent(line)))
            .collect::<Vec<_>>()
    });
    let columns: Vec<Vec<String>> = columns.collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or_default();
    let line = |nth: usize| {
        let mut line = String::new();
        for (column, width) in columns.iter().zip(widths) {
            let part = column.get(nth).map_or("", String::as_str);
            line.push_str(part);
            line.push_str(&" ".repeat(GAP + width.saturating_sub(cells(part))));
        }
        line.trim_end().to_string()
    };
    (0..height).map(line).collect()
}

/// The cells of a row one after the other, each on the line of the one before it if it fits there.
fn stacked(row: &[String], width: usize) -> Vec<String> {
    let hang = row.first().map_or(0, |first| indent(first)) + INDENT;
    let mut lines: Vec<String> = Vec::new();
    for cell in row.iter().flat_map(|cell| cell.split('\n')) {
        let taken = lines.last().map(|line| cells(line) + GAP + cells(cell));
        match (lines.last_mut(), taken) {
            (Some(_), _) if cell.trim().is_empty() => {}
            (Some(line), Some(taken)) if taken <= width => {
                *line += &format!("{}{cell}", " ".repeat(GAP));
            }
            (Some(_), _) => {
                let cell = format!("{}{}", " ".repeat(hang), cell.trim_start());
                lines.extend(wrap(&cell, width, hang));
            }
            (None, _) => lines.extend(wrap(cell, width, hang)),
        }
    }
    lines
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        [
            [
                "  snia",
                "Storage Networking Industry Association",
                "revision 2 is in force",
            ],
            ["  資訊", "資訊管理", "draft"],
        ]
        .map(|row| row.map(String::from).to_vec())
        .to_vec()
    }

    #[test]
    fn columns_are_aligned_narrowed_and_at_last_stacked() {
        assert_eq!(
            lines(&rows(), None),
            [
                "  snia  Storage Networking Industry Association  revision 2 is in force",
                "  資訊  資訊管理                                 draft",
            ]
        );
        assert_eq!(
            lines(&rows(), Some(50)),
            [
                "  snia  Storage Networking    revision 2 is in",
                "        Industry Association  force",
                "  資訊  資訊管理              draft",
            ]
        );
        assert_eq!(
            lines(&rows(), Some(30)),
            [
                "  snia",
                "      Storage Networking",
                "      Industry Association",
                "      revision 2 is in force",
                "  資訊  資訊管理  draft",
            ]
        );
    }
}
