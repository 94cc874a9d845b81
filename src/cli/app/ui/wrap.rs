//! Breaks lines that are longer than the terminal, between words.

use anstream::adapter::strip_str;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::palette::{END, is_mark, open_after};
use crate::cli::app::shell::{is_command, quoted_command};

/// What begins an escape code: a report of findings comes with its colors.
const ESCAPE: char = '\u{1b}';
/// How far the lines after the first are indented.
const HANG: usize = 2;
/// The longest label that the lines after the first are aligned behind.
const LABEL: usize = 16;

/// The cells that a text takes on the screen.
pub(super) fn cells(text: &str) -> usize {
    if !text.contains(|it| it == ESCAPE || is_mark(it)) {
        return text.width();
    }
    let plain = text.replace(is_mark, "");
    strip_str(&plain).to_string().width()
}

/// The lines of a text that are longer than the screen, broken between words. Commands stay whole.
pub(super) fn fit(text: &str, width: usize, first: FirstLine) -> String {
    let fitted = text.split('\n').flat_map(|line| {
        let hang = hang(line, first).min(width / 2);
        wrap(line, width, hang)
    });
    fitted.collect::<Vec<_>>().join("\n")
}

/// Where the lines after an unindented first one begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstLine {
    /// At the margin: a paragraph.
    Paragraph,
    /// Indented: a message or an entry of a list.
    Entry,
}

/// Breaks a line between words; the lines after the first begin at `hang`.
pub(super) fn wrap(line: &str, width: usize, hang: usize) -> Vec<String> {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    if cells(line) <= width || is_command_line(body) || is_place(body) {
        return vec![line.to_string()];
    }
    let words = words(body);
    let widths = [indent, hang].map(|taken| width.saturating_sub(taken) as f64);
    let mut open = None;
    let mut lines = Vec::new();
    for (at, part) in wrap_first_fit(&words, &widths).iter().enumerate() {
        let mut text = " ".repeat(if at == 0 { indent } else { hang });
        text.extend(open);
        for (nth, word) in part.iter().enumerate() {
            text.push_str(word.text);
            if nth + 1 < part.len() {
                text.push_str(&" ".repeat(word.spaces));
            }
        }
        open = open_after(&text, None);
        text.extend(open.map(|_| END));
        lines.push(text);
    }
    lines
}

/// The widest part of a text that stays on one line.
pub(super) fn longest_word(text: &str) -> usize {
    let words = text.split('\n').flat_map(words);
    words.map(|word| word.cells).max().unwrap_or_default()
}

fn is_command_line(body: &str) -> bool {
    let body = body.trim_start_matches(is_mark);
    let command = body.strip_prefix("vote: ").unwrap_or(body);
    is_command(command) && !command.contains("  ")
}

/// Whether a line of a report names a file and the place in it, which terminals make a link.
fn is_place(body: &str) -> bool {
    body.starts_with("--> ") || body.contains(ESCAPE) && body.contains("--> ")
}

/// Where the lines after the first begin: behind the label or the bullet of the first one.
fn hang(line: &str, first: FirstLine) -> usize {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    if let Some((label, value)) = body.split_once("  ")
        && cells(label) <= LABEL
    {
        let gap = value.len() - value.trim_start_matches(' ').len();
        return indent + cells(label) + 2 + gap;
    }
    if let Some((label, _)) = body.split_once(' ')
        && (label.ends_with(':') && indent > 0 && cells(label) <= LABEL || is_bullet(label))
    {
        return indent + cells(label) + 1;
    }
    match (indent, first) {
        (0, FirstLine::Paragraph) => 0,
        _ => indent + HANG,
    }
}

fn is_bullet(label: &str) -> bool {
    let number = label.strip_suffix('.').unwrap_or_default();
    matches!(label, "-" | "*" | "+")
        || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A part of a line that is never broken, with the spaces after it.
#[derive(Debug, Clone, Copy)]
struct WrapWord<'a> {
    text: &'a str,
    cells: usize,
    spaces: usize,
}

impl Fragment for WrapWord<'_> {
    fn width(&self) -> f64 {
        self.cells as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.spaces as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Splits at spaces, and between characters of scripts that are written without; a command in backquotes is one word.
fn words(line: &str) -> Vec<WrapWord<'_>> {
    let mut words = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let length = word_length(rest);
        let (text, after) = rest.split_at(length);
        let next = after.trim_start_matches(' ');
        words.push(WrapWord {
            text,
            cells: cells(text),
            spaces: after.len() - next.len(),
        });
        rest = next;
    }
    words
}

fn word_length(text: &str) -> usize {
    let mut quote: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if quote.is_some_and(|end| at < end) {
            continue;
        }
        if character == ' ' && at > 0 {
            return at;
        }
        if character == '`' {
            quote = quoted_command(&text[at + 1..]).map(|length| at + 1 + length);
        }
        if let Some((next_at, next)) = characters.peek().copied()
            && may_break(character, next)
        {
            return next_at;
        }
    }
    text.len()
}

/// Whether a line may be broken between two characters of a script without spaces.
fn may_break(before: char, after: char) -> bool {
    let is_wide = |character: char| character.width() == Some(2);
    is_wide(before)
        && is_wide(after)
        && !"，。、；：！？）」』】》".contains(after)
        && !"（「『【《".contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_commands_stay_whole() {
        let line = "    who: Ann Adams (chair); Bob Brown (vice-chair)";
        assert_eq!(
            fit(line, 31, FirstLine::Entry),
            "    who: Ann Adams (chair); Bob\n         Brown (vice-chair)"
        );
        let command = "    wr vote xyz CHOICE --ballot adopt-1-alliance-1";
        assert_eq!(fit(command, 30, FirstLine::Entry), command);
        assert_eq!(
            fit(
                "it is not shared: `wr sync --yes` shares it",
                30,
                FirstLine::Entry
            ),
            "it is not shared:\n  `wr sync --yes` shares it"
        );
        assert_eq!(
            fit(
                "  state       under review by the board",
                30,
                FirstLine::Entry
            ),
            "  state       under review by\n              the board"
        );
    }

    #[test]
    fn wide_characters_take_two_cells() {
        let fitted = fit("資訊管理，資訊管理資訊管理", 10, FirstLine::Paragraph);
        assert!(fitted.lines().all(|line| cells(line) <= 10), "{fitted}");
        assert_eq!(fitted.replace('\n', ""), "資訊管理，資訊管理資訊管理");
        assert!(!fitted.contains("\n，"), "{fitted}");
    }

    #[test]
    fn nothing_is_lost() {
        for line in [
            "",
            " ",
            "a  b",
            "`wr",
            "x`wr sync` y",
            "x ".repeat(99).as_str(),
        ] {
            let fitted = fit(line, 20, FirstLine::Entry);
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(squeezed(&fitted), squeezed(line));
        }
    }
}
