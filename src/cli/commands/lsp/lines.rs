//! Positions in the protocol's units: a line, and UTF-16 code units in it.

use lsp_types::{Position, Range};

use crate::source::Span;

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Lines<'a> {
        let bytes = text.as_bytes();
        let ends = |at: &usize| match bytes[*at] {
            b'\n' => true,
            // A carriage return alone ends a line, too.
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let after = (0..bytes.len()).filter(ends).map(|at| at + 1);
        Lines {
            text,
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    /// The position of a byte; one within a character is its beginning.
    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        Position::new(count(line), count(before.encode_utf16().count()))
    }

    pub(super) fn range(&self, span: &Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The first line, for what concerns the whole text.
    pub(super) fn first(&self) -> Range {
        self.range(&(0..self.line_end(0)))
    }

    /// The byte at a position. One beyond the end of its line is the end, and one within a character its beginning.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let mut units = position.character as usize;
        let mut offset = start;
        for sign in self.text[start..self.line_end(line)].chars() {
            match units.checked_sub(sign.len_utf16()) {
                Some(rest) if units > 0 => units = rest,
                Some(_) | None => break,
            }
            offset += sign.len_utf8();
        }
        offset
    }

    /// The end of a line, before what ends it.
    fn line_end(&self, line: usize) -> usize {
        let start = self.starts[line];
        let next = self.starts.get(line + 1).copied();
        let line = &self.text[start..next.unwrap_or(self.text.len())];
        start + line.trim_end_matches(['\n', '\r']).len()
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_utf_16_units_in_lines_of_any_end() {
        let text = "a🎵b\r\nسلام: x\r\tü\n";
        let lines = Lines::of(text);
        for (part, line, character) in [
            ("a", 0, 0),
            ("🎵", 0, 1),
            ("b", 0, 3),
            ("سلام", 1, 0),
            ("x", 1, 6),
            ("\t", 2, 0),
            ("ü", 2, 1),
        ] {
            let offset = text.find(part).unwrap();
            let position = Position::new(line, character);
            assert_eq!(lines.position(offset), position, "{part}");
            assert_eq!(lines.offset(position), offset, "{part}");
        }
        // Within a surrogate pair, beyond a line, beyond the text.
        assert_eq!(lines.offset(Position::new(0, 2)), 1);
        assert_eq!(lines.offset(Position::new(0, 99)), text.find('\r').unwrap());
        assert_eq!(lines.offset(Position::new(99, 0)), text.len());
        assert_eq!(lines.position(2), Position::new(0, 1));
        assert_eq!(lines.position(text.len()), Position::new(3, 0));
        assert_eq!(
            lines.first(),
            Range::new(Position::new(0, 0), Position::new(0, 4))
        );
    }
}
