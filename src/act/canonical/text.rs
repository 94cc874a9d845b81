//! Text as a JSON string on one line, which is also a YAML string.

use std::fmt::{self, Write as _};

/// Appends `text` in quotes.
pub(super) fn append(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text);
    out.push('"');
}

/// Appends what `value` prints, in quotes.
pub(super) fn append_display<T: fmt::Display + ?Sized>(out: &mut String, value: &T) -> fmt::Result {
    out.push('"');
    let start = out.len();
    write!(out, "{value}")?;
    if !is_plain(&out[start..]) {
        let printed = out.split_off(start);
        escape(out, &printed);
    }
    out.push('"');
    Ok(())
}

/// The usual case: most texts of an act are ids, dates and digests.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\')
}

fn escape(out: &mut String, text: &str) {
    if is_plain(text) {
        return out.push_str(text);
    }
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => push_code(out, character),
            _ if is_hazard(character) => push_code(out, character),
            _ => out.push(character),
        }
    }
}

/// Every escaped character is in Unicode's first plane, so four digits are enough.
fn push_code(out: &mut String, character: char) {
    let _ = write!(out, "\\u{:04x}", u32::from(character));
}

/// Characters that a reader would fold or a terminal would obey: control characters that JSON leaves as they are,
/// line separators, and direction marks.
fn is_hazard(character: char) -> bool {
    matches!(character,
        '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fffe}'..='\u{ffff}')
}
