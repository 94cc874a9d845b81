//! Escapes plain text for Markdown and HTML, so that a title or a name reads literally in a table and elsewhere, and
//! reduces it to one line.

use std::io;

/// Writes `text` escaped, so that a Markdown parser reads it as text only.
///
/// Line breaks become spaces, so a value cannot leave its line, table cell or heading. The escaping of comrak does not
/// escape `|` and makes dates unreadable. Marks that change the direction of text are removed, because Markdown cannot
/// isolate their effect.
pub(super) fn write(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(escape(text).as_bytes())
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text
        .chars()
        .filter(|character| !turns_text(*character))
        .peekable();
    while let Some(character) = characters.next() {
        match character {
            _ if character.is_whitespace() || character.is_control() || is_break(character) => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!' | '$'
            | '{' | '}' => {
                out.push('\\');
                out.push(character);
            }
            // At the start of a line, these begin a list, a rule or an underlined heading.
            '-' | '+' | '=' | ':' if out.is_empty() => {
                out.push('\\');
                out.push(character);
            }
            '.' | ')'
                if is_number(&out) && characters.peek().is_none_or(|next| next.is_whitespace()) =>
            {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_break(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Embeddings, overrides and isolates. The marks U+200E and U+200F are allowed: they affect no other text.
pub(super) fn turns_text(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes a text for HTML, in content and in attribute values.
pub fn as_html(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing to memory cannot fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Reduces a text to one line: line breaks and control characters become spaces, and marks that change the direction of
/// text are removed.
pub fn one_line(text: &str) -> String {
    let kept = text.chars().filter(|c| !turns_text(*c));
    let flat: String = kept
        .map(|c| {
            if c.is_control() || is_break(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_back(markdown: &str) -> String {
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.render.r#unsafe = true;
        comrak::markdown_to_html(markdown, &options)
    }

    fn as_html(text: &str) -> String {
        let mut out = String::new();
        comrak::html::escape(&mut out, text).unwrap();
        out
    }

    #[test]
    fn what_people_write_stays_readable() {
        for text in [
            "DSP-0004 (2026-11-22), version 1.4",
            "1.4",
            "Storage/SNIA: 50%",
            "مرحبا",
            "Société Générale",
        ] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn a_value_never_leaves_its_cell() {
        let table = format!(
            "| a | b |\n|---|---|\n| {} | end |\n",
            escape("x | y\n\n# h\r\n| z")
        );
        let html = read_back(&table);
        assert!(
            html.contains("<td>x | y # h | z</td>\n<td>end</td>"),
            "{html}"
        );
    }

    proptest! {
        #[test]
        fn a_markdown_reader_finds_the_text_and_nothing_else(text in "[ -~]{0,40}") {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let expected = if words.is_empty() { String::new() } else { format!("<p>{}</p>\n", as_html(&words)) };
            prop_assert_eq!(read_back(&escape(&text)), expected);
        }

        #[test]
        fn no_character_breaks_a_line(text in any::<String>()) {
            let breaks = escape(&text).chars().any(|c| c.is_control() || is_break(c));
            prop_assert!(!breaks);
        }
    }
}
