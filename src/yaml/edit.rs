//! Turns the edits of a fix, which name JSON pointers, into the smallest replacements of bytes.

use super::spans::{Around, NodeShape, SpanNode, Spans};
use crate::diagnostic::{Fix, TextEdit};
use crate::source::Span;

/// Bytes of a file and the text that replaces them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes to remove; empty for an insertion.
    pub span: Span,
    /// The text to insert; may be empty.
    pub text: String,
}

impl Spans {
    /// The replacements that a fix makes in `text`, which `self` indexes, in order. `None` if one of its edits has no
    /// place or changes nothing.
    pub fn replacements(&self, text: &str, fix: &Fix) -> Option<Vec<Replacement>> {
        let mut all = Vec::new();
        for edit in &fix.edits {
            all.extend(self.edited(text, edit)?);
        }
        all.sort_by_key(|replacement| (replacement.span.start, replacement.span.end));
        let changes = |made: &Replacement| {
            text.get(made.span.clone())
                .is_some_and(|old| old != made.text)
        };
        (!all.is_empty() && all.iter().all(changes)).then_some(all)
    }

    fn edited(&self, text: &str, edit: &TextEdit) -> Option<Vec<Replacement>> {
        match edit {
            TextEdit::Write { pointer, text: new } => {
                let node = self.scalar(pointer)?;
                Some(vec![written(text, &node.value, new)?])
            }
            TextEdit::Rename { pointer, key } => {
                Some(vec![written(text, &self.key(pointer)?, key)?])
            }
            TextEdit::Remove { key } => {
                let span = removed(text, key, self.of_key(key.start)?)?;
                Some(vec![Replacement {
                    span,
                    text: String::new(),
                }])
            }
            TextEdit::Strike { span } => Some(vec![Replacement {
                span: span.clone(),
                text: String::new(),
            }]),
            TextEdit::Rewrite { span, text: new } => Some(vec![Replacement {
                span: span.clone(),
                text: new.clone(),
            }]),
            TextEdit::Replace {
                pointer,
                character,
                text: new,
            } => {
                let value = self.scalar(pointer)?.value.clone();
                let places = occurrences(text.get(value.clone())?, *character).into_iter();
                let shifted =
                    places.map(|place| value.start + place.start..value.start + place.end);
                Some(
                    shifted
                        .map(|span| Replacement {
                            span,
                            text: new.to_string(),
                        })
                        .collect(),
                )
            }
        }
    }

    fn scalar(&self, pointer: &str) -> Option<&SpanNode> {
        self.find(pointer)
            .filter(|node| node.shape == NodeShape::Scalar)
    }
}

/// Replaces the text of a scalar on one line and keeps its quotation marks.
fn written(text: &str, span: &Span, new: &str) -> Option<Replacement> {
    let old = text.get(span.clone())?;
    if old.is_empty() || old.contains('\n') || new.chars().any(char::is_control) {
        return None;
    }
    let text = match old.chars().next()? {
        '|' | '>' => return None,
        '\'' => format!("'{}'", new.replace('\'', "''")),
        '"' => in_quotes(new),
        _ if is_plain(new) => new.to_string(),
        _ => in_quotes(new),
    };
    Some(Replacement {
        span: span.clone(),
        text,
    })
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a text needs no quotation marks in any context.
pub(super) fn is_plain(text: &str) -> bool {
    let is_simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '+' | ' ');
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text.chars().all(is_simple)
        && !text.eq_ignore_ascii_case("null")
}

/// Words that some readers take for a boolean or nothing.
const WORDS: [&str; 7] = ["true", "false", "yes", "no", "on", "off", "null"];

/// Whether a text needs no quotation marks, and is read as a text without them. A whole number, such as a year, counts:
/// it is read as it is written.
pub(super) fn is_plain_text(text: &str) -> bool {
    let is_word = || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_whole = || {
        text.parse()
            .is_ok_and(|number: u64| number.to_string() == text)
    };
    let is_number = || {
        let based = ["0x", "0o", "0b"].iter().any(|base| text.starts_with(base));
        based || text.parse::<f64>().is_ok()
    };
    is_plain(text) && !is_word() && (is_whole() || !is_number())
}

/// The bytes to remove with an entry: its lines, or in braces everything after the previous entry. `None` if a
/// comment would be lost, or if its lines have other content.
fn removed(text: &str, key: &Span, value: &SpanNode) -> Option<Span> {
    let end = value.end.max(key.end);
    let after = text.get(end..)?;
    let span = match value.env {
        Around::Flow => {
            let before = text.get(..key.start)?.trim_end();
            before.ends_with(',').then(|| before.len() - 1..end)?
        }
        Around::Block => {
            let start = text
                .get(..key.start)?
                .rfind('\n')
                .map_or(0, |newline| newline + 1);
            let line = after.split_inclusive('\n').next().unwrap_or_default();
            // An empty value leaves only the colon after the key.
            let rest = if end == key.end {
                line.trim_start().strip_prefix(':')?
            } else {
                line
            };
            let is_alone =
                text.get(start..key.start)?.trim_matches(' ').is_empty() && rest.trim().is_empty();
            is_alone.then(|| start..end + line.len())?
        }
    };
    let gone = text.get(span.clone())?;
    let has_comment = gone
        .split_inclusive(char::is_whitespace)
        .skip(1)
        .any(|word| word.starts_with('#'));
    (!has_comment).then_some(span)
}

/// The places of a character in a scalar, literal or, in double quotes, escaped.
fn occurrences(scalar: &str, wanted: char) -> Vec<Span> {
    let has_escapes = scalar.starts_with('"');
    // The header of a block scalar is not part of its text.
    let begins = if scalar.starts_with(['|', '>']) {
        scalar.find('\n').unwrap_or(scalar.len())
    } else {
        0
    };
    let mut found = Vec::new();
    let mut at = begins;
    while let Some(character) = scalar[at..].chars().next() {
        let (length, meant) = match character {
            '\\' if has_escapes => escape(&scalar[at + 1..]),
            other => (other.len_utf8(), Some(other)),
        };
        let end = (at + length).min(scalar.len());
        if meant == Some(wanted) {
            found.push(at..end);
        }
        at = end;
    }
    found
}

/// The length of an escape with its backslash, and its character, if that can be an invisible one.
fn escape(after: &str) -> (usize, Option<char>) {
    let Some(sign) = after.chars().next() else {
        return (1, None);
    };
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        't' | '\t' => return (2, Some('\t')),
        other => return (1 + other.len_utf8(), None),
    };
    let code = after
        .get(1..1 + digits)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok());
    (2 + digits, code.and_then(char::from_u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// The text after one edit.
    fn edited(text: &str, edit: TextEdit) -> Option<String> {
        let spans = Spans::of(&SourceFile::new("a.yaml", text));
        let mut out = text.to_string();
        for made in spans
            .replacements(text, &Fix::one("x", edit))?
            .into_iter()
            .rev()
        {
            out.replace_range(made.span, &made.text);
        }
        Some(out)
    }

    fn write(text: &str, pointer: &str, new: &str) -> Option<String> {
        edited(
            text,
            TextEdit::Write {
                pointer: pointer.into(),
                text: new.into(),
            },
        )
    }

    fn remove(text: &str, key: &str) -> Option<String> {
        let start = text.rfind(key).expect("the key");
        edited(
            text,
            TextEdit::Remove {
                key: start..start + key.len(),
            },
        )
    }

    #[test]
    fn a_scalar_keeps_its_quotes_and_what_is_around_it() {
        let text = "a: [ 'X Y' , \"X\", X Y ]  # ü\nb: &n !!str X # c\n";
        assert_eq!(
            write(text, "/a/0", "it's").as_deref(),
            Some(&*text.replacen("'X Y'", "'it''s'", 1))
        );
        assert_eq!(
            write(text, "/a/1", "q\"").as_deref(),
            Some(&*text.replacen("\"X\"", "\"q\\\"\"", 1))
        );
        assert_eq!(
            write(text, "/a/2", "xy").as_deref(),
            Some(&*text.replacen(", X Y", ", xy", 1))
        );
        assert_eq!(
            write(text, "/b", "x").as_deref(),
            Some(&*text.replacen("str X", "str x", 1))
        );
        assert_eq!(
            write(text, "/b", "null").as_deref(),
            Some(&*text.replacen("str X", "str \"null\"", 1))
        );
    }

    #[test]
    fn what_is_no_scalar_of_one_line_is_not_written_over() {
        for text in [
            "a: |\n  X\n",
            "a: X\n  Y\n",
            "a: [X]\n",
            "a: {X: Y}\n",
            "b: &x X\na: *x\n",
            "a:\n",
            "b: X\n",
        ] {
            assert_eq!(write(text, "/a", "x"), None, "{text}");
        }
        assert_eq!(write("a: x\n", "/a", "x"), None, "nothing would change");
        assert_eq!(
            write("a: \"x\"\n", "/a", "y\nz"),
            None,
            "that is no scalar of one line"
        );
    }

    #[test]
    fn an_entry_goes_with_its_lines_and_no_others() {
        for (text, key, left) in [
            ("a: 1\na : 1\nb: 2\n", "a :", "a: 1\nb: 2\n"),
            ("a: 1\r\na: 1\r\n# c\r\n", "a", "a: 1\r\n# c\r\n"),
            ("a: 1\na: 1", "a", "a: 1\n"),
            ("- a: 1\n  a: 1\n- b\n", "a", "- a: 1\n- b\n"),
            (
                "a: |\n x\n\na: |\n x\n\nb: 1\n",
                "a",
                "a: |\n x\n\n\nb: 1\n",
            ),
            (
                "a: [x]\na:\n  - x\n  - {y: 1,\n    z: 2}\nb: 1\n",
                "a",
                "a: [x]\nb: 1\n",
            ),
            ("a:\na:\nb: 1\n", "a", "a:\nb: 1\n"),
            ("{a: 1, b: 2, a: 1, c: 3}\n", "a", "{a: 1, b: 2, c: 3}\n"),
            ("{a: {x: 1},\n  a: {x: 1}}\n", "a", "{a: {x: 1}}\n"),
        ] {
            let key = key.trim_end_matches([' ', ':']);
            assert_eq!(remove(text, key).as_deref(), Some(left), "{text}");
        }
    }

    #[test]
    fn a_comment_never_goes_with_an_entry() {
        for text in [
            "a: 1\na: 1 # c\n",
            "x: 1\na:\n - 1\n # c\n - 2\n",
            "a: 1\n? a\n: 1\n",
            "{b: 1, # c\n a: 1}\n",
        ] {
            assert_eq!(remove(text, "a"), None, "{text}");
        }
    }

    #[test]
    fn a_character_goes_however_it_is_written() {
        let out = |text: &str, character, new| {
            edited(
                text,
                TextEdit::Replace {
                    pointer: "/a".into(),
                    character,
                    text: new,
                },
            )
        };
        let bidi = '\u{202e}';
        assert_eq!(
            out(r#"a: "x\u202Ey\\u202E\U0000202ez""#, bidi, "").as_deref(),
            Some(r#"a: "xy\\u202Ez""#)
        );
        assert_eq!(out(r#"a: 'x\u202Ey'"#, bidi, ""), None);
        assert_eq!(
            out("a: \"x\\ty\tz\"", '\t', " ").as_deref(),
            Some("a: \"x y z\"")
        );
        assert_eq!(
            out("a: |\t# \tc\n  x\ty\n", '\t', " ").as_deref(),
            Some("a: |\t# \tc\n  x y\n")
        );
        assert_eq!(out("a: xy # \u{202e}", bidi, ""), None, "that is a comment");
    }
}
