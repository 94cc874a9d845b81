//! Reads a table of people: its separator, its columns, and each cell with its place in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
use crate::source::{SourceFile, Span};
use crate::suggest::{list, nearest_word};

/// The rules that findings in a table name: those about every file that people write.
const RULE: &str = "field-type";
const UNKNOWN: &str = "field-unknown";
const UTF8: &str = "yaml-utf8";

/// A column with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Name,
    FirstName,
    LastName,
    Email,
    Organization,
    Body,
    Role,
    Id,
    Until,
}

/// Each column with the names that people give it, in lowercase letters; the first is the documented one.
const COLUMNS: [(Column, &[&str]); 9] = [
    (
        Column::Name,
        &["name", "fullname", "person", "displayname", "membername"],
    ),
    (Column::FirstName, &["firstname", "givenname", "forename"]),
    (Column::LastName, &["lastname", "surname", "familyname"]),
    (Column::Email, &["email", "emailaddress", "mail", "address"]),
    (
        Column::Organization,
        &["organization", "org", "company", "companyname", "employer"],
    ),
    (
        Column::Body,
        &["body", "committee", "group", "workinggroup"],
    ),
    (Column::Role, &["role", "seat", "office", "position"]),
    (Column::Id, &["id", "personid"]),
    (Column::Until, &["until", "lastday", "left", "enddate"]),
];

/// The documented names of the columns.
const NAMES: [&str; 7] = [
    "name",
    "email",
    "organization",
    "body",
    "role",
    "id",
    "until",
];

/// The rows of a table.
#[derive(Debug)]
pub(super) struct Table {
    /// The rows with text.
    pub(super) rows: Vec<CsvRow>,
    /// The columns without a meaning.
    pub(super) ignored: Vec<String>,
    /// The mistakes in the form of rows.
    pub(super) findings: Vec<Diagnostic>,
}

/// One row.
#[derive(Debug)]
pub(super) struct CsvRow {
    /// Its line in the file.
    pub(super) line: usize,
    file: Arc<SourceFile>,
    span: Span,
    cells: BTreeMap<Column, (String, Span)>,
}

impl CsvRow {
    /// The text of a cell; `None` if it is empty.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(|(text, _)| text.as_str())
    }

    /// A finding at a cell, or at the row if the cell is empty.
    pub(super) fn found(&self, column: Column, message: impl Into<String>) -> Diagnostic {
        let span = self.cells.get(&column).map(|(_, span)| span.clone());
        let place = SourcePlace::span(&self.file, span.unwrap_or_else(|| self.span.clone()));
        Diagnostic::error(RULE, message).at(place)
    }
}

/// The bytes without the byte order mark that Excel writes.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// The file is not UTF-8, or its first line does not name the columns.
    pub(super) fn read(file: &Arc<SourceFile>) -> Result<Table, Findings> {
        let text = file.text().map_err(|span| {
            let finding = Diagnostic::error(UTF8, "this is not UTF-8 text")
                .at(SourcePlace::span(file, span))
                .help("in Excel, save the table as `CSV UTF-8 (Comma delimited)`");
            Findings::from_iter([finding])
        })?;
        let (text, start) = without_separator_line(text);
        let separator = separator(text);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut columns: Option<CsvColumns> = None;
        let (mut rows, mut findings) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let Ok(record) = record else { continue };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let spans = spans(text, start, &record, separator);
            match &columns {
                None => columns = Some(CsvColumns::of(file, &record, &spans)?),
                Some(columns) => rows.push(columns.row(file, &record, &spans, &mut findings)),
            }
        }
        let Some(CsvColumns { ignored, .. }) = columns else {
            let message = format!(
                "the table is empty; its first line names the columns: {}",
                list(&NAMES)
            );
            let finding = Diagnostic::error(RULE, message).at(SourcePlace::file(file));
            return Err(Findings::from_iter([finding]));
        };
        Ok(Table {
            rows,
            ignored,
            findings,
        })
    }
}

/// The columns of a table, in its order.
struct CsvColumns {
    columns: Vec<Option<Column>>,
    ignored: Vec<String>,
}

impl CsvColumns {
    /// Reads the first line.
    fn of(
        file: &Arc<SourceFile>,
        record: &StringRecord,
        spans: &[Span],
    ) -> Result<CsvColumns, Findings> {
        let mut all = CsvColumns {
            columns: Vec::new(),
            ignored: Vec::new(),
        };
        let mut findings = Vec::new();
        for (at, given) in record.iter().enumerate() {
            let (column, given) = (column_of(given), given.trim());
            let place = SourcePlace::span(file, spans.get(at).cloned().unwrap_or_default());
            let near = nearest_word(&letters(given), &NAMES);
            match (column, near) {
                (Some(column), _) if all.columns.contains(&Some(column)) => {
                    let message = format!("the column `{given}` is there twice");
                    findings.push(Diagnostic::error(RULE, message).at(place));
                }
                (Some(_), _) => {}
                (None, Some(near)) => {
                    let message =
                        format!("there is no column `{given}`; allowed: {}", list(&NAMES));
                    let finding = Diagnostic::error(UNKNOWN, message).at(place);
                    findings.push(finding.help(format!("did you mean `{near}`?")));
                }
                (None, None) if given.is_empty() => {}
                (None, None) => all.ignored.push(given.to_string()),
            }
            all.columns.push(column);
        }
        let has = |column| all.columns.contains(&Some(column));
        let is_named = has(Column::Name) || has(Column::FirstName) && has(Column::LastName);
        if findings.is_empty() && !(is_named || has(Column::Email) || has(Column::Id)) {
            let message = format!(
                "the first line does not name the columns; it has some of {}, for example `name,email,organization`",
                list(&NAMES)
            );
            let span = spans.first().cloned().unwrap_or_default();
            let end = spans.last().map_or(span.end, |last| last.end);
            let place = SourcePlace::span(file, span.start..end);
            findings.push(Diagnostic::error(UNKNOWN, message).at(place));
        }
        match findings.is_empty() {
            true => Ok(all),
            false => Err(findings.into_iter().collect()),
        }
    }

    fn row(
        &self,
        file: &Arc<SourceFile>,
        record: &StringRecord,
        spans: &[Span],
        findings: &mut Vec<Diagnostic>,
    ) -> CsvRow {
        let start = spans.first().map_or(0, |span| span.start);
        let mut row = CsvRow {
            line: file.line_column(start).line,
            file: file.clone(),
            span: start..spans.last().map_or(start, |span| span.end),
            cells: BTreeMap::new(),
        };
        for (at, cell) in record.iter().enumerate() {
            let (cell, span) = (cell.trim(), spans.get(at).cloned().unwrap_or_default());
            if cell.is_empty() {
                continue;
            }
            let refuse = |message: String| {
                Diagnostic::error(RULE, message).at(SourcePlace::span(file, span.clone()))
            };
            if at >= self.columns.len() {
                findings.push(
                    refuse(format!(
                        "this cell is in column {}, but the first line names {} columns",
                        at + 1,
                        self.columns.len()
                    ))
                    .help("a cell with a separator in it needs quotation marks: \"Adams, Alice\""),
                );
                break;
            }
            if cell.contains(['\n', '\r']) {
                findings.push(
                    refuse("this cell has a line break".to_string())
                        .help("look for a quotation mark without a second one"),
                );
                continue;
            }
            if let Some(column) = self.columns.get(at).copied().flatten() {
                row.cells.insert(column, (cell.to_string(), span));
            }
        }
        row
    }
}

/// The lowercase letters of a column's name.
fn letters(given: &str) -> String {
    let letters = given.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn column_of(given: &str) -> Option<Column> {
    // British spelling is read as American.
    let given = letters(given).replace("isation", "ization");
    let found = COLUMNS
        .iter()
        .find(|(_, names)| names.contains(&given.as_str()));
    found.map(|(column, _)| *column)
}

/// The text after a line such as `sep=;`, with which Excel notes the separator, and where it begins.
fn without_separator_line(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((first, rest)) if first.to_lowercase().starts_with("sep=") => (rest, first.len() + 1),
        Some(_) | None => (text, 0),
    }
}

/// The separator that the first line has most often.
fn separator(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let tried = [b'\t', b';', b','];
    tried.into_iter().max_by_key(count).unwrap_or(b',')
}

/// The places of a record's cells in the file. The crate knows only where the record begins.
fn spans(text: &str, start: usize, record: &StringRecord, separator: u8) -> Vec<Span> {
    let at = record
        .position()
        .map_or(0, |position| position.byte() as usize);
    let bytes = text.as_bytes();
    let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
    // Empty lines before the record belong to its position.
    let mut cell = at
        + bytes[at.min(bytes.len())..]
            .iter()
            .take_while(|byte| is_end(**byte))
            .count();
    let (mut spans, mut is_quoted, mut here) = (Vec::new(), false, cell);
    loop {
        match bytes.get(here).copied() {
            Some(b'"') => is_quoted = !is_quoted,
            Some(byte) if !is_quoted && byte == separator => {
                spans.push(start + cell..start + here);
                cell = here + 1;
            }
            Some(byte) if is_quoted || !is_end(byte) => {}
            Some(_) | None => break,
        }
        here += 1;
    }
    spans.push(start + cell..start + here);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Result<Table, Findings> {
        Table::read(&SourceFile::new("members.csv", without_mark(bytes)))
    }

    /// The cells of each row, and the line in which it begins.
    fn rows(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let table = table(bytes).expect("a table");
        assert!(table.findings.is_empty(), "{:?}", table.findings);
        let cells = |row: &CsvRow| row.cells.values().map(|(text, _)| text.clone()).collect();
        table
            .rows
            .iter()
            .map(|row| (row.line, cells(row)))
            .collect()
    }

    #[test]
    fn tables_are_read_as_programs_write_them() {
        let expected = vec![
            (
                2,
                vec!["Ann Adams".to_string(), "ann@acme.example".to_string()],
            ),
            (
                3,
                vec!["Berg, Bob".to_string(), "bob@bolt.example".to_string()],
            ),
        ];
        for text in [
            "Name,E-Mail\nAnn Adams,ann@acme.example\n\"Berg, Bob\",bob@bolt.example\n",
            "\u{feff}NAME;e-mail address\r\nAnn Adams;ann@acme.example\r\nBerg, Bob;bob@bolt.example",
            "full name\tE_MAIL\nAnn Adams\t ann@acme.example \n\"Berg, Bob\"\tbob@bolt.example\n\t\n\n",
        ] {
            assert_eq!(rows(text.as_bytes()), expected, "{text}");
        }
        let text = "sep=;\nlast name;id;First Name\n\nZane;zed;Zed\n";
        assert_eq!(
            rows(text.as_bytes()),
            [(
                4,
                vec!["Zed".to_string(), "Zane".to_string(), "zed".to_string()]
            )]
        );
    }

    #[test]
    fn a_cell_is_found_where_it_is() {
        let text = "name,email,organization\n\"A \"\"x\"\", B\",a@b.example,nope\n";
        let read = table(text.as_bytes()).expect("a table");
        assert_eq!(read.rows[0].get(Column::Name), Some("A \"x\", B"));
        let (_, span) = &read.rows[0].cells[&Column::Organization];
        assert_eq!(&text[span.clone()], "nope");
    }

    #[test]
    fn a_table_that_cannot_be_read_says_why() {
        let message = |bytes: &[u8]| {
            let findings = table(bytes).expect_err("refused");
            let first = findings.into_iter().next().expect("a finding");
            format!("{}: {}", first.rule, first.message)
        };
        for (bytes, says) in [
            (&b""[..], "field-type: the table is empty"),
            (b"\n\n", "field-type: the table is empty"),
            (
                b"Ann,ann@acme.example\n",
                "field-unknown: the first line does not name",
            ),
            (b"name,emial\n", "field-unknown: there is no column `emial`"),
            (
                b"name,Name\n",
                "field-type: the column `Name` is there twice",
            ),
            (b"n\xe4me,email\n", "yaml-utf8: this is not UTF-8"),
            (b"\xff\xfen\0a\0", "yaml-utf8: this is not UTF-8"),
        ] {
            assert!(message(bytes).starts_with(says), "{}", message(bytes));
        }
    }

    #[test]
    fn every_row_with_a_wrong_form_is_named() {
        let text =
            "name,email\nAnn,ann@acme.example,x\n\"Bob,bob@bolt.example\nCleo,c@corva.example\n";
        let read = table(text.as_bytes()).expect("a table");
        let messages: Vec<&str> = read.findings.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "this cell is in column 3, but the first line names 2 columns",
                "this cell has a line break"
            ]
        );
    }
}
