//! Prints results to standard output and everything else to standard error.

use std::cell::RefCell;
use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};

use crate::report::{self, Colour};

thread_local! {
    /// What a command prints while [`captured`] runs it.
    static CAPTURED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs a command and returns what it prints instead of showing it.
pub(crate) fn captured<T>(run: impl FnOnce() -> T) -> (T, String) {
    CAPTURED.set(Some(String::new()));
    let result = run();
    (result, CAPTURED.take().unwrap_or_default())
}

/// Whether a text is captured, and so not to be shown.
fn capture(text: &str) -> bool {
    CAPTURED.with_borrow_mut(|captured| captured.as_mut().map(|all| all.push_str(text)).is_some())
}

/// Prints a result and a line end to standard output.
pub(crate) fn out(text: impl AsRef<str>) {
    print(&mut anstream::stdout().lock(), text.as_ref());
}

/// Prints a warning, a hint or an error to standard error.
pub(crate) fn err(text: impl AsRef<str>) {
    print(&mut anstream::stderr().lock(), text.as_ref());
}

/// Prints bytes to standard output, without a line end.
pub(crate) fn raw(bytes: &[u8]) {
    if capture(&String::from_utf8_lossy(bytes)) {
        return;
    }
    let mut stdout = io::stdout().lock();
    // A reader that closes the pipe early, such as `head`, is not an error.
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}

fn print(stream: &mut impl Write, text: &str) {
    let line = format!("{}\n", text.trim_end_matches('\n'));
    if capture(&line) {
        return;
    }
    let _ = stream
        .write_all(line.as_bytes())
        .and_then(|()| stream.flush());
}

/// Whether standard output shows colors: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn colour() -> Colour {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => Colour::Plain,
        anstream::ColorChoice::Auto
        | anstream::ColorChoice::Always
        | anstream::ColorChoice::AlwaysAnsi => Colour::Ansi,
    }
}

/// Rows in aligned columns, without borders.
pub(crate) fn columns(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    for row in rows {
        table.add_row(row.into_iter().map(visible));
    }
    let lines = table.lines().map(|line| line.trim_end().to_string());
    lines
        .map(|line| line.strip_prefix(' ').map(str::to_string).unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Text made safe for a terminal: control characters become visible signs.
pub(crate) fn visible(text: impl AsRef<str>) -> String {
    let line_end_or_visible = |c| if c == '\n' { c } else { report::visible(c) };
    text.as_ref().chars().map(line_end_or_visible).collect()
}
