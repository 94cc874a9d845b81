//! Shows a Markdown document of `wr` on a terminal: headings, bold labels and tables without their signs.

use super::palette::{Tone, paint};
use super::table;
use super::wrap::{FirstLine, fit};

/// The widths of a document: tables may use the whole screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widths {
    pub prose: usize,
    pub tables: usize,
}

/// The document as lines that fit.
pub(super) fn shown(text: &str, widths: Widths) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let belongs = |a: &&str, b: &&str| is_row(a) && is_row(b) || is_prose(a) && is_prose(b);
    let parts = lines.chunk_by(belongs).map(|part| match part {
        [first, ..] if is_row(first) => tabular(part, widths.tables),
        _ => line_of(&part.join(" "), widths.prose),
    });
    parts.collect()
}

/// Whether a line is of a paragraph, which goes on in the next one.
fn is_prose(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphanumeric() || "`*(\"".contains(first))
        && !line.starts_with(|first: char| first.is_ascii_digit())
        && !line.ends_with("  ")
}

fn line_of(line: &str, width: usize) -> String {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let text = match (level, title.strip_prefix(' ')) {
        (1 | 2, Some(title)) => paint(Tone::Heading, plain(title)),
        (3.., Some(title)) => paint(Tone::Command, plain(title)),
        (_, _) => emphasized(line),
    };
    fit(&text, width, FirstLine::Paragraph) + "\n"
}

/// The text between pairs of `**` in bold.
fn emphasized(line: &str) -> String {
    let parts: Vec<&str> = line.split("**").collect();
    if parts.len().is_multiple_of(2) {
        return plain(line);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => plain(part),
        _ => paint(Tone::Command, plain(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A text without the backslashes that keep Markdown from reading it.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {}
            Some(_) | None => plain.push(character),
        }
        if character == '\\' {
            plain.extend(characters.next());
        }
    }
    plain
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.ends_with('|')
}

/// A table in columns; without room for them, a paragraph for each row, with the titles of the columns.
fn tabular(lines: &[&str], width: usize) -> String {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .filter(|line| !line.starts_with("|---"))
        .map(|line| cells(line))
        .collect();
    let Some((titles, body)) = rows.split_first() else {
        return String::new();
    };
    let titled: Vec<Vec<String>> = std::iter::once(titles.iter().map(bold).collect())
        .chain(body.iter().cloned())
        .collect();
    if let Some(lines) = table::fitted(&titled, width) {
        return lines.join("\n") + "\n";
    }
    let paragraph = |row: &Vec<String>| {
        let cells = titles.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let line = |(title, cell): (&String, &String)| {
            fit(
                &format!("- {}: {cell}", bold(title)),
                width,
                FirstLine::Entry,
            ) + "\n"
        };
        cells.map(line).collect::<String>()
    };
    body.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

fn bold(text: &String) -> String {
    paint(Tone::Command, text)
}

/// The cells of a row; a backslash keeps a bar in a cell.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim_matches('|').replace("\\|", "\u{0}");
    let cell = |cell: &str| plain(cell.trim()).replace('\u{0}', "|");
    inner.split('|').map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: usize, text: &str) -> String {
        shown(
            text,
            Widths {
                prose: width,
                tables: width,
            },
        )
    }

    #[test]
    fn a_document_fits_the_screen() {
        let text = "## Milestones\n\n- **Who:** a\\_b\n\n| Id | Deliverable |\n|---|---|\n| m1 | Network schema \\| one |\n";
        assert_eq!(
            at(40, text),
            "Milestones\n\n- Who: a_b\n\nId  Deliverable\nm1  Network schema | one\n"
        );
        assert_eq!(
            at(20, text),
            "Milestones\n\n- Who: a_b\n\n- Id: m1\n- Deliverable:\n  Network schema |\n  one\n"
        );
    }

    #[test]
    fn the_lines_of_a_paragraph_are_joined() {
        let text = "It may be\nrevised.\n\n- one\n- two\n1. three\n";
        assert_eq!(
            at(40, text),
            "It may be revised.\n\n- one\n- two\n1. three\n"
        );
    }
}
