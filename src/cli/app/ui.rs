//! Prints results to standard output and everything else to standard error, fitted to the terminal.

mod color;
mod document;
mod palette;
mod progress;
mod screen;
mod sink;
mod table;
mod words;
mod wrap;

use self::screen::Screen;
use self::wrap::FirstLine;
use crate::diagnostic::Findings;
use crate::report;

pub(crate) use self::color::Color;
pub(crate) use self::palette::{Tone, of_help, paint, state};
pub(crate) use self::progress::{ProgressLine, Waits};
pub(crate) use self::sink::{captured, finish, page};
pub(crate) use self::words::{of_choice, of_outcome, of_stage};

/// The longest line of prose, however wide the terminal is: longer ones are hard to read.
const PROSE: usize = 110;

/// Prints a result and a line end to standard output.
pub(crate) fn out(text: impl AsRef<str>) {
    sink::out(&shown(text.as_ref(), &screen::stdout(), FirstLine::Entry));
}

/// Prints paragraphs and a line end to standard output.
pub(crate) fn prose(text: impl AsRef<str>) {
    sink::out(&shown(text.as_ref(), &prose_screen(), FirstLine::Paragraph));
}

/// Prints a Markdown document to standard output: for people on a terminal, else as it is.
pub(crate) fn document(text: &str) {
    let screen = screen::stdout();
    let Some(tables) = screen.width else {
        return raw(text.as_bytes());
    };
    let prose = tables.min(PROSE);
    let text = document::shown(&visible(text), document::Widths { prose, tables });
    sink::out(&shown(&text, &screen, FirstLine::Paragraph));
}

/// The width of paragraphs on standard output, if lines are broken there.
pub(crate) fn prose_width() -> Option<usize> {
    prose_screen().width
}

/// The width of standard error, on which questions are printed; none if it is no terminal.
pub(crate) fn width_of_questions() -> Option<usize> {
    screen::stderr().width
}

fn prose_screen() -> Screen {
    let screen = screen::stdout();
    Screen {
        width: screen.width.map(|width| width.min(PROSE)),
        ..screen
    }
}

/// Prints a warning, a hint or an error to standard error.
pub(crate) fn err(text: impl AsRef<str>) {
    sink::err(&shown(text.as_ref(), &screen::stderr(), FirstLine::Entry));
}

/// Whether standard output is a terminal, which shows text only.
pub(crate) fn is_terminal() -> bool {
    sink::is_terminal()
}

/// Prints bytes to standard output as they are, without a line end.
pub(crate) fn raw(bytes: &[u8]) {
    sink::raw(bytes);
}

/// Prints a report of findings, which is safe and has its colors, to standard output.
pub(crate) fn report(text: &str) {
    sink::raw(fitted(text, &screen::stdout()).as_bytes());
}

/// Like [`report()`], to standard error.
pub(crate) fn err_report(text: &str) {
    let text = fitted(text.trim_end_matches('\n'), &screen::stderr());
    sink::err(&format!("{text}\n"));
}

/// Prints findings to standard error, as `wr check` shows them.
pub(crate) fn err_findings(findings: &Findings) {
    err_report(&report::write(
        findings,
        report::ReportStyle::Text,
        look_of_errors(),
    ));
}

fn fitted(text: &str, screen: &Screen) -> String {
    match screen.width {
        Some(width) => wrap::fit(text, width, FirstLine::Entry),
        None => text.to_string(),
    }
}

/// Prints the changes of a file, in which no line is broken, to standard output.
pub(crate) fn difference(text: impl AsRef<str>) {
    let paint = |line: &str| match line.chars().next() {
        Some('+') => paint(Tone::Good, line),
        Some('-') => paint(Tone::Bad, line),
        Some('@') => paint(Tone::Date, line),
        Some(_) | None => line.to_string(),
    };
    let screen = screen::stdout();
    let lines = visible(text)
        .lines()
        .map(|line| palette::ansi(&paint(line), &screen) + "\n")
        .collect::<String>();
    sink::out(&lines);
}

/// A text that is safe for a terminal, fits it, and has its colors.
fn shown(text: &str, screen: &Screen, first: FirstLine) -> String {
    let text = visible(text.trim_end_matches('\n'));
    let text = match screen.width {
        None => text,
        Some(width) => wrap::fit(&text, width, first),
    };
    let line = |line: &str| match screen.has_color {
        true => palette::ansi(&palette::highlight(line), screen) + "\n",
        false => palette::ansi(line, screen) + "\n",
    };
    text.split('\n').map(line).collect()
}

/// A painted text with its escape codes, for the help that the parser prints.
pub(crate) fn styled(text: &str) -> String {
    let line = |line| palette::ansi(line, &screen::stdout());
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// What a report of findings on standard output may use.
pub(crate) fn look() -> report::Look {
    look_of(&screen::stdout())
}

/// What a report of findings on standard error may use.
pub(crate) fn look_of_errors() -> report::Look {
    look_of(&screen::stderr())
}

fn look_of(screen: &Screen) -> report::Look {
    report::Look {
        colour: match screen.has_color {
            true => report::Colour::Ansi,
            false => report::Colour::Plain,
        },
        width: screen.width,
    }
}

/// Rows in aligned columns, without borders.
pub(crate) fn columns(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    columns_behind("", rows)
}

/// Like [`columns`], with every line indented by two cells.
pub(crate) fn indented_columns(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    columns_behind("  ", rows)
}

/// Like [`columns`], with a label before the first line; the other lines are indented behind it.
pub(crate) fn columns_behind(label: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let safe = |row: Vec<String>| row.into_iter().map(visible).collect();
    let rows: Vec<Vec<String>> = rows.into_iter().map(safe).collect();
    let indent = label.len();
    let width = screen::stdout().width;
    let lines = table::lines(&rows, width.map(|width| width.saturating_sub(indent)));
    let line = |(at, line): (usize, &String)| match at {
        0 => format!("{label}{line}"),
        _ => format!("{:indent$}{line}", ""),
    };
    let lines: Vec<String> = lines.iter().enumerate().map(line).collect();
    lines.join("\n")
}

/// Text made safe for a terminal: control characters become visible signs.
pub(crate) fn visible(text: impl AsRef<str>) -> String {
    let line_end_or_visible = |c| if c == '\n' { c } else { report::visible(c) };
    text.as_ref().chars().map(line_end_or_visible).collect()
}
