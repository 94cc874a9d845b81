//! The lines of a YAML file, and the key and the text in a line.

use crate::source::Span;

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceLine<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// The lines of a file, by index.
pub(super) struct SourceLines<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<SourceLine<'a>>,
}

/// `- key: text` in a line, in bytes of the file.
#[derive(Debug, Clone)]
pub(super) struct LineEntry {
    /// The column of the key, or of the text in a list item without a key.
    pub(super) column: usize,
    /// Empty in a list item without a key.
    pub(super) key: Span,
    /// The text without spaces around it and without a comment after it; may be empty.
    pub(super) value: Span,
}

impl<'a> SourceLines<'a> {
    pub(super) fn of(text: &'a str) -> SourceLines<'a> {
        let mut start = 0;
        let all = text
            .split_inclusive('\n')
            .map(|whole| {
                let line = SourceLine {
                    start,
                    text: whole.trim_end_matches(['\n', '\r']),
                };
                start += whole.len();
                line
            })
            .collect();
        SourceLines { text, all }
    }

    /// The index of the line with this byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.all
            .partition_point(|line| line.start <= byte)
            .saturating_sub(1)
    }

    /// The index after the last line that belongs to the entry in line `index`: those indented deeper than `column`.
    /// Blank lines at the end do not belong to it.
    pub(super) fn end_of(&self, index: usize, column: usize) -> usize {
        let mut end = index + 1;
        for (at, line) in self.all.iter().enumerate().skip(index + 1) {
            if line.is_blank() {
                continue;
            }
            if line.indent() <= column {
                break;
            }
            end = at + 1;
        }
        end
    }

    /// The line above `index` with less indentation that has an entry.
    pub(super) fn owner(&self, index: usize) -> Option<usize> {
        let indent = self.all.get(index)?.indent();
        (0..index).rev().find(|at| {
            let line = &self.all[*at];
            !line.is_blank() && line.indent() < indent && line.entry().is_some()
        })
    }
}

impl SourceLine<'_> {
    /// The bytes of spaces at the start.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The end without spaces at the end.
    pub(super) fn trimmed_end(&self) -> usize {
        self.start + self.text.trim_end().len()
    }

    /// Whether the line is empty or a comment.
    pub(super) fn is_blank(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    /// Where the first key or text of the line begins, after the signs of list items.
    pub(super) fn content(&self) -> usize {
        let mut at = self.indent();
        while self.text[at..].starts_with("- ") {
            at += 2;
            at += self.text[at..].len() - self.text[at..].trim_start_matches(' ').len();
        }
        at
    }

    /// The key and the text of the line.
    pub(super) fn entry(&self) -> Option<LineEntry> {
        let at = self.content();
        let rest = &self.text[at..];
        if rest.is_empty() || rest.starts_with('#') {
            return None;
        }
        let is_item = at > self.indent();
        match colon(rest) {
            Some(colon) => {
                let after = at + colon + 1;
                let value = self.value_from(after);
                let key = self.start + at..self.start + at + rest[..colon].trim_end().len();
                Some(LineEntry {
                    column: at,
                    key,
                    value,
                })
            }
            None if is_item => Some(LineEntry {
                column: self.indent(),
                key: self.start + at..self.start + at,
                value: self.value_from(at),
            }),
            None => None,
        }
    }

    /// The text from a byte of the line on, without a comment.
    pub(super) fn value_from(&self, from: usize) -> Span {
        let rest = &self.text[from..];
        let start = from + rest.len() - rest.trim_start().len();
        let rest = &self.text[start..];
        let end = start + rest[..comment(rest).unwrap_or(rest.len())].trim_end().len();
        self.start + start..self.start + end
    }
}

/// The colon after a plain key.
fn colon(text: &str) -> Option<usize> {
    let ends = |at: usize| matches!(text.as_bytes().get(at + 1), None | Some(b' ' | b'\t'));
    let at = text
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| ends(*at))?;
    let key = &text[..at];
    let is_plain = !key.is_empty() && !key.starts_with(['"', '\'', '{', '[', '#', '|', '>']);
    (is_plain && !key.contains(" #")).then_some(at)
}

/// Where a comment begins in a text: at ` # `, never at ` #1` or ` #word`, which may be part of the text.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("# ") || text == "#" {
        return Some(0);
    }
    // A comment is searched after a closing quotation mark only.
    let from = match text.chars().next() {
        Some(mark @ ('"' | '\'')) => text[1..].rfind(mark).map_or(0, |at| at + 1),
        _ => 0,
    };
    let glued = |at: usize| !matches!(text.as_bytes().get(at + 2), None | Some(b' ' | b'#'));
    text[from..]
        .match_indices(" #")
        .map(|(at, _)| from + at)
        .find(|at| !glued(*at))
}

/// A text in quotation marks, with the same characters and line breaks.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    format!("\"{text}\"")
}
